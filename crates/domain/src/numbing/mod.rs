//! The numbing guard: contact time, amount and area of a numbing product.
//!
//! A product's own label beats the founding document's general thirty to forty-five minutes
//! (P-PRODUCT); where the UK and US rows of a label differ, the UK row holds.

mod limits;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub use limits::{LabelLimit, label_limit};

use crate::rule::RuleId;

/// A numbing product the rules know.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
pub enum NumbingProduct {
    /// Compounded by a pharmacy on prescription; its contents are the prescriber's.
    #[serde(rename = "compounded")]
    Compounded,
    /// Plain lidocaine cream of 4 %.
    #[serde(rename = "lidocaine_4_cream")]
    Lidocaine4Cream,
    /// Lidocaine 2.5 % with prilocaine 2.5 %.
    #[serde(rename = "lidocaine_prilocaine_2.5_2.5")]
    LidocainePrilocaine,
    /// Lidocaine 7 % with tetracaine 7 %.
    #[serde(rename = "lidocaine_tetracaine_7_7")]
    LidocaineTetracaine,
    /// Any other lidocaine product sold without prescription.
    #[serde(rename = "otc_lidocaine")]
    OtcLidocaine,
}

impl NumbingProduct {
    /// Every product, sorted by id.
    pub const ALL: [NumbingProduct; 5] = [
        NumbingProduct::Compounded,
        NumbingProduct::Lidocaine4Cream,
        NumbingProduct::LidocainePrilocaine,
        NumbingProduct::LidocaineTetracaine,
        NumbingProduct::OtcLidocaine,
    ];

    /// The id used in the record and on the wire.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            NumbingProduct::Compounded => "compounded",
            NumbingProduct::Lidocaine4Cream => "lidocaine_4_cream",
            NumbingProduct::LidocainePrilocaine => "lidocaine_prilocaine_2.5_2.5",
            NumbingProduct::LidocaineTetracaine => "lidocaine_tetracaine_7_7",
            NumbingProduct::OtcLidocaine => "otc_lidocaine",
        }
    }

    /// The product with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|product| product.id() == id)
    }

    /// Whether the product is sold without prescription and falls under the warning on such products.
    #[must_use]
    pub const fn is_over_the_counter(self) -> bool {
        matches!(
            self,
            NumbingProduct::Lidocaine4Cream | NumbingProduct::OtcLidocaine
        )
    }

    /// How long the product should stay on, whole minutes.
    #[must_use]
    pub const fn contact_time(self) -> ContactTime {
        match self {
            NumbingProduct::Lidocaine4Cream | NumbingProduct::OtcLidocaine => {
                ContactTime::General { from: 30, to: 45 }
            }
            NumbingProduct::LidocainePrilocaine => ContactTime::Label {
                from: 60,
                to: limits::LARGEST_PRILOCAINE_ROW.minutes,
            },
            NumbingProduct::LidocaineTetracaine => ContactTime::Label {
                from: 20,
                to: limits::TETRACAINE_ROW.minutes,
            },
            NumbingProduct::Compounded => ContactTime::Prescriber,
        }
    }
}

/// Who says how long a product stays on. Minutes, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum ContactTime {
    /// The founding document's range (S16).
    General {
        /// Fewest minutes.
        from: u16,
        /// Most minutes.
        to: u16,
    },
    /// The product's label.
    Label {
        /// Fewest minutes.
        from: u16,
        /// Most minutes.
        to: u16,
    },
    /// The prescriber: no range is on record.
    Prescriber,
}

/// One application of a numbing product, or the sum of several in twenty-four hours (PRACTICE 14).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Application {
    /// The product.
    pub product: NumbingProduct,
    /// Put on.
    pub on: DateTime<Utc>,
    /// Taken off.
    pub off: DateTime<Utc>,
    /// Strength, percent of lidocaine.
    pub percent: Option<f64>,
    /// Amount, grams.
    pub grams: Option<f64>,
    /// Area, square centimetres.
    pub area_cm2: Option<f64>,
    /// Age in years; a fraction for infants. Unknown counts as an adult.
    pub age_years: Option<f64>,
    /// Weight in kilograms.
    pub weight_kg: Option<f64>,
    /// Covered with film or a wrap.
    pub occluded: bool,
    /// A prescriber, seen face to face, is on file.
    pub prescriber_on_file: bool,
}

/// How far an application reaches, mildest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum NumbingVerdict {
    /// Nothing to say.
    Ok,
    /// Needs a recorded reason.
    Caution,
    /// Not allowed.
    Block,
}

/// One thing the guard found, declared in the alphabetical order of the ids.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum NumbingFlag {
    /// Over forty-five minutes (S16).
    Long,
    /// A product sold without prescription was covered.
    OccludedOtc,
    /// Taken off before, or in the same minute as, it was put on.
    OffBeforeOn,
    /// Sold without prescription and stronger than 4 % lidocaine.
    #[serde(rename = "otc_over_4_percent")]
    OtcOver4Percent,
    /// A larger area than the label allows for this age or weight.
    OverAreaForAge,
    /// More grams than the label allows for this age or weight.
    OverLabelAmount,
    /// On for longer than the label allows.
    OverProductMaximum,
    /// Compounded, and no prescriber is on file.
    PrescriberRequired,
    /// Under thirty minutes (S16).
    Short,
    /// On for less than the label asks.
    UnderProductMinimum,
}

impl NumbingFlag {
    /// Every flag, sorted by id.
    pub const ALL: [NumbingFlag; 10] = [
        NumbingFlag::Long,
        NumbingFlag::OccludedOtc,
        NumbingFlag::OffBeforeOn,
        NumbingFlag::OtcOver4Percent,
        NumbingFlag::OverAreaForAge,
        NumbingFlag::OverLabelAmount,
        NumbingFlag::OverProductMaximum,
        NumbingFlag::PrescriberRequired,
        NumbingFlag::Short,
        NumbingFlag::UnderProductMinimum,
    ];

    /// The verdict this flag alone reaches.
    #[must_use]
    pub const fn verdict(self) -> NumbingVerdict {
        match self {
            NumbingFlag::OffBeforeOn
            | NumbingFlag::OtcOver4Percent
            | NumbingFlag::OverAreaForAge
            | NumbingFlag::OverLabelAmount
            | NumbingFlag::PrescriberRequired => NumbingVerdict::Block,
            NumbingFlag::Long
            | NumbingFlag::OccludedOtc
            | NumbingFlag::OverProductMaximum
            | NumbingFlag::Short
            | NumbingFlag::UnderProductMinimum => NumbingVerdict::Caution,
        }
    }

    /// The rule that speaks through this flag.
    #[must_use]
    pub const fn rule(self) -> RuleId {
        match self {
            NumbingFlag::Short => RuleId::N01,
            NumbingFlag::Long => RuleId::N02,
            NumbingFlag::UnderProductMinimum => RuleId::N03,
            NumbingFlag::OverProductMaximum => RuleId::N04,
            NumbingFlag::OffBeforeOn => RuleId::N05,
            NumbingFlag::OtcOver4Percent => RuleId::N06,
            NumbingFlag::OccludedOtc => RuleId::N07,
            NumbingFlag::OverAreaForAge => RuleId::N08,
            NumbingFlag::OverLabelAmount => RuleId::N09,
            NumbingFlag::PrescriberRequired => RuleId::N10,
        }
    }
}

/// The guard's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct NumbingAnswer {
    /// Elapsed whole minutes, floored; negative when taken off before put on.
    pub minutes: i32,
    /// The worst verdict reached.
    pub verdict: NumbingVerdict,
    /// Flags of that verdict only, sorted.
    pub flags: Vec<NumbingFlag>,
    /// Every flag, sorted.
    pub all_flags: Vec<NumbingFlag>,
    /// Lidocaine and its partner put on the skin, milligrams, where grams and strength are known.
    /// For information: the limit known for injections does not hold for creams and blocks nothing.
    pub applied_mg: Option<f64>,
    /// Over 2 g on 10 cm2 of the prilocaine product: shown, never a stop (PRACTICE 15).
    pub thick_layer: bool,
}

/// Judges one application.
#[must_use]
pub fn check(application: &Application) -> NumbingAnswer {
    let minutes = elapsed_minutes(application.on, application.off);
    let all_flags: Vec<NumbingFlag> = NumbingFlag::ALL
        .into_iter()
        .filter(|flag| applies(*flag, application, minutes))
        .collect();
    let verdict = all_flags
        .iter()
        .map(|flag| flag.verdict())
        .max()
        .unwrap_or(NumbingVerdict::Ok);
    NumbingAnswer {
        minutes,
        verdict,
        flags: all_flags
            .iter()
            .copied()
            .filter(|flag| flag.verdict() == verdict)
            .collect(),
        all_flags,
        applied_mg: applied_mg(application),
        thick_layer: is_thick_layer(application),
    }
}

/// Judges each of several applications with the grams and areas of all that were put on within
/// twenty-four hours of it, whatever the product, because the body takes up their sum (PRACTICE 14).
#[must_use]
pub fn check_together(applications: &[Application]) -> Vec<NumbingAnswer> {
    applications
        .iter()
        .map(|application| {
            let same_day = || {
                applications
                    .iter()
                    .filter(|other| is_within_a_day(application.on, other.on))
            };
            let together = check(&Application {
                grams: sum(same_day().map(|other| other.grams)),
                area_cm2: sum(same_day().map(|other| other.area_cm2)),
                ..*application
            });
            NumbingAnswer {
                applied_mg: sum(same_day().map(applied_mg)),
                thick_layer: is_thick_layer(application),
                ..together
            }
        })
        .collect()
}

fn is_within_a_day(one: DateTime<Utc>, other: DateTime<Utc>) -> bool {
    one.signed_duration_since(other).abs() < TimeDelta::hours(24)
}

/// The sum of what is known; `None` where nothing is.
fn sum(amounts: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    amounts.flatten().reduce(|total, amount| total + amount)
}

/// Whole minutes between two instants, floored, whatever the clocks on the wall did meanwhile.
#[must_use]
pub fn elapsed_minutes(on: DateTime<Utc>, off: DateTime<Utc>) -> i32 {
    let minutes = off
        .signed_duration_since(on)
        .num_milliseconds()
        .div_euclid(60_000);
    minutes.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

fn applies(flag: NumbingFlag, application: &Application, minutes: i32) -> bool {
    let product = application.product;
    match flag {
        NumbingFlag::OffBeforeOn => minutes <= 0,
        NumbingFlag::Short => {
            matches!(product.contact_time(), ContactTime::General { from, .. } if minutes < i32::from(from))
        }
        NumbingFlag::Long => {
            matches!(product.contact_time(), ContactTime::General { to, .. } if minutes > i32::from(to))
        }
        NumbingFlag::UnderProductMinimum => {
            matches!(product.contact_time(), ContactTime::Label { from, .. } if minutes < i32::from(from))
        }
        NumbingFlag::OverProductMaximum => exceeds(application, Some(f64::from(minutes)), |row| {
            f64::from(row.minutes)
        }),
        NumbingFlag::OccludedOtc => product.is_over_the_counter() && application.occluded,
        NumbingFlag::OtcOver4Percent => {
            product.is_over_the_counter()
                && application.percent.is_some_and(|strength| strength > 4.0)
        }
        NumbingFlag::OverAreaForAge => {
            exceeds(application, application.area_cm2, |row| row.area_cm2)
        }
        NumbingFlag::OverLabelAmount => exceeds(application, application.grams, |row| row.grams),
        NumbingFlag::PrescriberRequired => {
            product == NumbingProduct::Compounded && !application.prescriber_on_file
        }
    }
}

fn exceeds(application: &Application, given: Option<f64>, part: fn(&LabelLimit) -> f64) -> bool {
    let row = label_limit(
        application.product,
        application.age_years,
        application.weight_kg,
    );
    match (given, row) {
        (Some(given), Some(row)) => given > part(&row),
        _ => false,
    }
}

fn applied_mg(application: &Application) -> Option<f64> {
    let percent = match application.product {
        NumbingProduct::LidocainePrilocaine => 5.0,
        NumbingProduct::LidocaineTetracaine => 14.0,
        NumbingProduct::Lidocaine4Cream => application.percent.unwrap_or(4.0),
        NumbingProduct::OtcLidocaine | NumbingProduct::Compounded => application.percent?,
    };
    application.grams.map(|grams| grams * percent * 10.0)
}

fn is_thick_layer(application: &Application) -> bool {
    const MOST_GRAMS_PER_CM2: f64 = 0.2;
    application.product == NumbingProduct::LidocainePrilocaine
        && matches!(
            (application.grams, application.area_cm2),
            (Some(grams), Some(area)) if grams > area * MOST_GRAMS_PER_CM2
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forty_grams(hours_later: i64) -> Application {
        let on = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hours_later);
        Application {
            product: NumbingProduct::LidocainePrilocaine,
            on,
            off: on + TimeDelta::minutes(60),
            percent: None,
            grams: Some(40.0),
            area_cm2: None,
            age_years: Some(35.0),
            weight_kg: None,
            occluded: false,
            prescriber_on_file: false,
        }
    }

    #[test]
    fn two_areas_on_one_day_share_one_maximum() {
        let answers = check_together(&[forty_grams(0), forty_grams(1)]);
        for answer in answers {
            assert_eq!(
                answer.flags,
                [NumbingFlag::OverLabelAmount],
                "forty and forty are eighty grams of a sixty gram limit"
            );
        }
    }

    #[test]
    fn two_areas_on_one_day_share_one_maximum_of_skin() {
        let area = |hours| Application {
            grams: Some(5.0),
            area_cm2: Some(400.0),
            ..forty_grams(hours)
        };
        for answer in check_together(&[area(0), area(1)]) {
            assert_eq!(
                answer.flags,
                [NumbingFlag::OverAreaForAge],
                "800 of 600 cm2"
            );
        }
    }

    #[test]
    fn the_milligrams_of_a_day_add_up_and_a_thick_layer_stays_where_it_is() {
        let layer = |hours, grams, area_cm2| Application {
            grams: Some(grams),
            area_cm2: Some(area_cm2),
            ..forty_grams(hours)
        };
        let plain = Application {
            product: NumbingProduct::Lidocaine4Cream,
            ..layer(1, 1.0, 100.0)
        };
        let answers = check_together(&[layer(0, 3.0, 10.0), plain]);
        let applied: Vec<Option<f64>> = answers.iter().map(|answer| answer.applied_mg).collect();
        assert_eq!(
            applied,
            [Some(190.0), Some(190.0)],
            "3 g of 5 % and 1 g of 4 %"
        );
        let thick: Vec<bool> = answers.iter().map(|answer| answer.thick_layer).collect();
        assert_eq!(
            thick,
            [true, false],
            "spread over both areas it would be thin"
        );
    }

    #[test]
    fn yesterdays_cream_no_longer_counts_after_twenty_four_hours() {
        let answers = check_together(&[forty_grams(0), forty_grams(24)]);
        assert!(
            answers.iter().all(|answer| answer.flags.is_empty()),
            "each day has its own maximum"
        );
    }

    #[test]
    fn a_thick_layer_is_shown_and_never_a_stop() {
        let answer = check(&Application {
            area_cm2: Some(100.0),
            ..forty_grams(0)
        });
        assert!(answer.thick_layer, "over 2 g on 10 cm2");
        assert_eq!(answer.verdict, NumbingVerdict::Ok);
    }
}
