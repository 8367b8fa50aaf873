//! Every value a clinic may set, as one table: key, the rules that read it, unit, default and range.
//!
//! Where the texts give a value but no range, the ends are a limit of sense and the disagreement text says
//! so. Under eighteen is a stop that no setting lifts, so it has no row (PRACTICE 49).

use serde::{Deserialize, Serialize};

use crate::rule::{RuleId, SettingRange};
use RuleId::{
    A02, A06, A07, A08, A09, A10, A11, A16, C03, C05, C08, C10, C11, C12, C13, D02, D04, D05, D07,
    R01, R02, R04, R05, R06, R11, R12, R21, R27, R28, R29, R30, R35, R37, R40,
};

macro_rules! setting_keys {
    ($($key:ident = $id:literal),* $(,)?) => {
        /// The name of a setting. A name is never reused for another meaning: it stands in the journal.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
        )]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each key is described once, in the table below")]
        pub enum SettingKey { $($key),* }

        impl SettingKey {
            /// Every key, in the order of the table.
            pub const ALL: &[SettingKey] = &[$(SettingKey::$key),*];

            /// The key as written on the wire and in the journal.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(SettingKey::$key => $id),* }
            }
        }
    };
}

setting_keys!(
    IsotretinoinWaitMonths = "isotretinoin_wait_months",
    OtcThinnerDays = "otc_thinner_days",
    RetinoidDays = "retinoid_days",
    SunburnDays = "sunburn_days",
    BotulinumDays = "botulinum_days",
    FillerDays = "filler_days",
    PeelLaserNeedlingDays = "peel_laser_needling_days",
    HairRemovalDays = "hair_removal_days",
    StrongSunDays = "strong_sun_days",
    ShortestIntervalDays = "shortest_interval_days",
    LapseMonths = "lapse_months",
    CeilingMicrometres = "ceiling_micrometres",
    ZoneAdvisories = "zone_advisories",
    GenericPenStepMicrometres = "generic_pen_step_micrometres",
    HandsOffHours = "hands_off_hours",
    CleanserStartHours = "cleanser_start_hours",
    SunscreenStartHours = "sunscreen_start_hours",
    ExerciseHours = "exercise_hours",
    MakeupHours = "makeup_hours",
    HarshProductsDays = "harsh_products_days",
    DeviceMarket = "device_market",
    ChildbirthMonths = "childbirth_months",
    LeafletStudies = "leaflet_studies",
    ScalpShortestIntervalDays = "scalp_shortest_interval_days",
    UsualPriceFrom = "usual_price_from",
    UsualPriceTo = "usual_price_to",
    TimeToThinkHours = "time_to_think_hours",
);

/// What a setting is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are their own meaning")]
pub enum SettingUnit {
    Hours,
    Days,
    Months,
    Micrometres,
    /// 1 is on, 0 is off.
    Switch,
    /// Counts the markets from 1.
    Market,
    /// Whole units of the clinic's currency.
    Money,
}

impl SettingUnit {
    /// A value as people write it: depths in millimetres, everything else as it is counted.
    #[must_use]
    pub fn written(self, value: u32) -> String {
        match self {
            SettingUnit::Micrometres => (f64::from(value) / 1_000.0).to_string(),
            _ => value.to_string(),
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct SettingSpec {
    /// The setting.
    pub key: SettingKey,
    /// The rules that read it; it is shown under the first.
    pub rules: &'static [RuleId],
    /// What its value counts.
    pub unit: SettingUnit,
    /// The value without a decision of the clinic. `None` is the founding document's own range, which the
    /// setting may go back to.
    pub default: Option<u32>,
    /// Lowest allowed.
    pub least: u32,
    /// Highest allowed.
    pub most: u32,
    /// Values are multiples of this.
    pub step: u32,
}

const fn row(
    key: SettingKey,
    rules: &'static [RuleId],
    unit: SettingUnit,
    default: u32,
    (least, most): (u32, u32),
) -> SettingSpec {
    SettingSpec {
        key,
        rules,
        unit,
        default: Some(default),
        least,
        most,
        step: 1,
    }
}

impl SettingSpec {
    /// The same row with the founding document's range as its default.
    const fn or_the_range(mut self) -> Self {
        self.default = None;
        self
    }

    /// The same row whose values are multiples of a step.
    const fn by(mut self, step: u32) -> Self {
        self.step = step;
        self
    }
}

use SettingKey as K;
use SettingUnit::{Days, Hours, Micrometres, Money, Months, Switch};

/// No visit costs more in any currency; a limit of sense against a slipped key.
const DEAREST: u32 = 10_000_000;

/// Every setting, in the order of [`SettingKey::ALL`].
#[rustfmt::skip]
pub const SETTINGS: [SettingSpec; 27] = [
    // Founding document and drug label six months; two panels of 2017 found too little evidence to wait.
    row(K::IsotretinoinWaitMonths, &[R01], Months, 6, (0, 12)),
    // Three to five days (P-3TO5): a clinic may fix one of them.
    row(K::OtcThinnerDays, &[R02], Days, 5, (3, 5)).or_the_range(),
    row(K::RetinoidDays, &[R04, R05, R06], Days, 7, (1, 14)),
    row(K::SunburnDays, &[R21], Days, 14, (1, 28)),
    row(K::BotulinumDays, &[R27], Days, 14, (7, 92)),
    row(K::FillerDays, &[R28], Days, 28, (14, 366)),
    row(K::PeelLaserNeedlingDays, &[R29], Days, 28, (14, 92)),
    row(K::HairRemovalDays, &[R30], Days, 7, (1, 28)),
    row(K::StrongSunDays, &[R35], Days, 14, (1, 14)),
    // Two weeks was the shortest interval in trials on skin, a week on the scalp; four is the window.
    row(K::ShortestIntervalDays, &[C03, R37], Days, 14, (7, 28)),
    row(K::LapseMonths, &[C05], Months, 6, (3, 12)),
    // Lowered freely; raised to the device's labelled limit and 2.5 mm at most, for a year (PRACTICE 48).
    row(K::CeilingMicrometres, &[D05], Micrometres, 2_000, (0, 2_500)).by(50),
    row(K::ZoneAdvisories, &[D02], Switch, 1, (0, 1)),
    row(K::GenericPenStepMicrometres, &[D07], Micrometres, 50, (50, 250)).by(50),
    // The founding document gives no time for hands off, and clinics a day for other creams.
    row(K::HandsOffHours, &[A02, A16], Hours, 24, (24, 72)),
    row(K::CleanserStartHours, &[A06], Hours, 0, (0, 24)),
    row(K::SunscreenStartHours, &[A07], Hours, 0, (0, 24)),
    row(K::ExerciseHours, &[A08], Hours, 24, (24, 72)),
    // Longer is always allowed; a year is a limit of sense.
    row(K::MakeupHours, &[A09], Hours, 24, (24, 24 * 365)),
    row(K::HarshProductsDays, &[A10, A11], Days, 7, (7, 365)),
    // Uses are stored per market; those that came with the program are US clearances (PRACTICE 46).
    row(K::DeviceMarket, &[D04, R40], SettingUnit::Market, 1, (1, 4)),
    // No wait as it came; one source says three to six months.
    row(K::ChildbirthMonths, &[R11, R12], Months, 0, (0, 6)),
    // One study of 2008 stands behind the figure; the lead may take the line out (PRACTICE 42).
    row(K::LeafletStudies, &[C08], Switch, 1, (0, 1)),
    row(K::ScalpShortestIntervalDays, &[C10], Days, 14, (7, 28)),
    // The founding document's $200 to $800 hold for US dollars only; elsewhere the lead says what is usual (PRACTICE 42).
    row(K::UsualPriceFrom, &[C11], Money, 0, (0, DEAREST)).or_the_range(),
    row(K::UsualPriceTo, &[C12], Money, 0, (0, DEAREST)).or_the_range(),
    // No hours are fixed for what is not surgery; two weeks are the figure for cosmetic surgery.
    row(K::TimeToThinkHours, &[C13], Hours, 0, (0, 336)),
];

impl SettingKey {
    /// The row of this setting.
    #[must_use]
    pub const fn spec(self) -> &'static SettingSpec {
        const TABLE: &[SettingSpec; 27] = &SETTINGS;
        // The table is in the order of the keys; a test holds it to that.
        &TABLE[self as usize]
    }

    /// As much of the row as the list of rules says.
    #[must_use]
    pub const fn range(self) -> SettingRange {
        let spec = self.spec();
        SettingRange {
            setting: self.id(),
            least: spec.least,
            most: spec.most,
        }
    }

    /// The setting with this key.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.id() == id)
    }

    /// Whether the aftercare sheet reads it.
    #[must_use]
    pub fn is_of_the_sheet(self) -> bool {
        self.spec().rules[0].id().starts_with('A')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule_list::every_rule;

    #[test]
    fn the_table_has_one_row_for_each_key_and_each_default_lies_in_its_range() {
        assert_eq!(SETTINGS.map(|row| row.key).as_slice(), SettingKey::ALL);
        for row in SETTINGS {
            let default = row.default.unwrap_or(row.most);
            assert!(
                (row.least..=row.most).contains(&default) && default.is_multiple_of(row.step),
                "{:?} could not be put back to its own default",
                row.key
            );
        }
    }

    #[test]
    fn the_list_of_rules_names_each_setting_under_each_rule_that_reads_it() {
        for rule in every_rule() {
            let readers: Vec<&str> = SETTINGS
                .iter()
                .filter(|row| row.rules.contains(&rule.id))
                .map(|row| row.key.id())
                .collect();
            let listed: Vec<&str> = rule
                .configurable
                .iter()
                .map(|range| range.setting)
                .collect();
            assert_eq!(
                readers, listed,
                "{} says another setting than it reads",
                rule.id
            );
        }
    }

    #[test]
    fn a_depth_is_written_in_millimetres_and_all_else_as_it_is_counted() {
        assert_eq!(SettingUnit::Micrometres.written(1_250), "1.25");
        assert_eq!(SettingUnit::Days.written(14), "14");
        assert_eq!(SettingUnit::Money.written(90_000), "90000");
    }

    #[test]
    fn a_setting_is_found_by_its_name_and_by_no_other() {
        for key in SettingKey::ALL {
            assert_eq!(SettingKey::from_id(key.id()), Some(*key));
        }
        assert_eq!(SettingKey::from_id("tea_minutes"), None);
        let of_the_sheet = SettingKey::ALL.iter().filter(|key| key.is_of_the_sheet());
        assert_eq!(of_the_sheet.count(), 6, "hours and days of the aftercare");
    }

    #[test]
    fn no_setting_touches_the_age_of_eighteen() {
        assert!(
            SETTINGS.iter().all(|row| !row.rules.contains(&RuleId::R25)),
            "under eighteen is a stop that no setting lifts"
        );
    }
}
