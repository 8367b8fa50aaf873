//! The clinic's rule settings: the values its medical lead set in the rules, each within its range.
//!
//! This is the one value that screening, guards, planner and sheets are given. Every change is a fact with
//! a reason; the settings in force are the changes, applied in order, and so are those of any earlier day.

mod change;
mod setting;

use chrono::NaiveDate;

pub use change::{Deciding, SettingChange, SettingChangeInput};
pub use setting::{SETTINGS, SettingKey, SettingSpec, SettingUnit};

use crate::aftercare::AftercareSettings;
use crate::depth::{DepthSettings, LapsedCeiling, table};
use crate::device::{DeviceProfile, DeviceProfileChange, DeviceProfiles, Market};
use crate::issue::IssueCode;
use crate::price::UsualPrice;
use crate::screening::{RULE_SET_VERSION, ScreeningConfig};

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSettings {
    /// How many changes have been made; 0 is the rule set as it came.
    pub revision: u32,
    /// What screening, planner and pre-care read.
    pub screening: ScreeningConfig,
    /// What the aftercare sheet reads.
    pub aftercare: AftercareSettings,
    depth: DepthSettings,
    /// The last day a raised ceiling holds without being renewed (PRACTICE 48).
    pub ceiling_renew_by: Option<NaiveDate>,
    /// Whether the leaflet says what studies report of collagen (S06, PRACTICE 42).
    pub leaflet_studies: bool,
    /// From when a price is not lower than usual, in the clinic's currency (C11); `None` keeps the founding document's.
    usual_price_from: Option<u32>,
    /// Up to when it is not higher (C12).
    usual_price_to: Option<u32>,
    /// How long a patient has the information before signing (C13); 0 as it came.
    pub time_to_think_hours: u16,
}

impl Default for RuleSettings {
    fn default() -> Self {
        Self {
            revision: 0,
            screening: ScreeningConfig::default(),
            aftercare: AftercareSettings::default(),
            depth: DepthSettings::default(),
            ceiling_renew_by: None,
            leaflet_studies: true,
            usual_price_from: None,
            usual_price_to: None,
            time_to_think_hours: 0,
        }
    }
}

/// A value that a setting cannot take: outside its range, not one of its steps, or none where one is
/// needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{key:?} must be {least} to {most}")]
pub struct SettingRefused {
    /// Which setting.
    pub key: SettingKey,
    /// Lowest allowed.
    pub least: u32,
    /// Highest allowed.
    pub most: u32,
    /// What is wrong with the value.
    pub code: IssueCode,
}

impl SettingKey {
    /// Whether the setting can take the value.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(self, value: Option<u32>) -> Result<(), SettingRefused> {
        let spec = self.spec();
        let code = match value {
            None if spec.default.is_none() => return Ok(()),
            None => IssueCode::Required,
            Some(value) if value < spec.least || value > spec.most => IssueCode::OutOfRange,
            Some(value) if !value.is_multiple_of(spec.step) => IssueCode::WrongForm,
            Some(_) => return Ok(()),
        };
        Err(SettingRefused {
            key: self,
            least: spec.least,
            most: spec.most,
            code,
        })
    }
}

impl RuleSettings {
    /// The settings after these changes of values and of device profiles, each oldest first.
    #[must_use]
    pub fn after<'a>(
        changes: impl IntoIterator<Item = &'a SettingChange>,
        profiles: &[DeviceProfileChange],
    ) -> Self {
        let mut settings = Self::default();
        for change in changes {
            settings.apply(change);
        }
        settings.screening.devices = DeviceProfiles::after(profiles);
        let last = profiles.iter().map(|change| change.revision).max();
        settings.revision = settings.revision.max(last.unwrap_or(0));
        settings
    }

    /// The devices a session can be planned with.
    #[must_use]
    pub const fn devices(&self) -> &DeviceProfiles {
        &self.screening.devices
    }

    fn apply(&mut self, change: &SettingChange) {
        self.set(change.key, change.new);
        self.revision = change.revision;
        if change.key == SettingKey::CeilingMicrometres {
            self.ceiling_renew_by = change.renew_by;
        }
    }

    /// The version of the rules as they are in force, stored with every judgement: the rule set's own, and
    /// after a change the number of changes.
    #[must_use]
    pub fn version(&self) -> String {
        match self.revision {
            0 => RULE_SET_VERSION.to_owned(),
            revision => format!("{RULE_SET_VERSION}+{revision}"),
        }
    }

    /// The number of changes behind a stored version, of this rule set or an earlier one; `None` for what is
    /// no version.
    #[must_use]
    pub fn revision_of(version: &str) -> Option<u32> {
        match version.split_once('+') {
            None => Some(0),
            Some((_, revision)) => revision.parse().ok(),
        }
    }

    /// These settings with one of them changed, for a single case; nobody's decision is recorded.
    ///
    /// # Errors
    /// The value is not one the setting can take.
    pub fn with(mut self, key: SettingKey, value: Option<u32>) -> Result<Self, SettingRefused> {
        key.check(value)?;
        self.set(key, value);
        Ok(self)
    }

    /// What a setting stands at; `None` keeps the founding document's range.
    #[must_use]
    pub fn value(&self, key: SettingKey) -> Option<u32> {
        let (screening, aftercare) = (&self.screening, &self.aftercare);
        Some(u32::from(match key {
            SettingKey::OtcThinnerDays => return screening.otc_thinner_days.map(u32::from),
            SettingKey::IsotretinoinWaitMonths => screening.isotretinoin_wait_months,
            SettingKey::RetinoidDays => screening.retinoid_days,
            SettingKey::SunburnDays => screening.sunburn_days,
            SettingKey::BotulinumDays => screening.botulinum_days,
            SettingKey::FillerDays => screening.filler_days,
            SettingKey::PeelLaserNeedlingDays => screening.peel_laser_needling_days,
            SettingKey::HairRemovalDays => screening.hair_removal_days,
            SettingKey::StrongSunDays => screening.strong_sun_days,
            SettingKey::ShortestIntervalDays => screening.course.shortest_interval_days,
            SettingKey::LapseMonths => screening.course.lapse_months,
            SettingKey::CeilingMicrometres => self.depth.ceiling,
            SettingKey::ZoneAdvisories => self.depth.zone_advisories as u16,
            SettingKey::GenericPenStepMicrometres => self.depth.generic_pen_step,
            SettingKey::HandsOffHours => aftercare.hands_off_hours,
            SettingKey::CleanserStartHours => aftercare.cleanser_start_hours,
            SettingKey::SunscreenStartHours => aftercare.sunscreen_start_hours,
            SettingKey::ExerciseHours => aftercare.exercise_hours,
            SettingKey::MakeupHours => aftercare.makeup_hours,
            SettingKey::HarshProductsDays => aftercare.harsh_products_days,
            SettingKey::DeviceMarket => return Some(screening.market.number()),
            SettingKey::ChildbirthMonths => screening.childbirth_months,
            SettingKey::LeafletStudies => self.leaflet_studies as u16,
            SettingKey::ScalpShortestIntervalDays => screening.course.scalp_shortest_interval_days,
            SettingKey::UsualPriceFrom => return self.usual_price_from,
            SettingKey::UsualPriceTo => return self.usual_price_to,
            SettingKey::TimeToThinkHours => self.time_to_think_hours,
        }))
    }

    fn set(&mut self, key: SettingKey, value: Option<u32>) {
        let (screening, aftercare) = (&mut self.screening, &mut self.aftercare);
        let place = match key {
            SettingKey::OtcThinnerDays => {
                screening.otc_thinner_days = value.map(small);
                return;
            }
            SettingKey::DeviceMarket => {
                screening.market = value.map(Market::numbered).unwrap_or_default();
                return;
            }
            SettingKey::ZoneAdvisories => {
                self.depth.zone_advisories = value != Some(0);
                return;
            }
            SettingKey::LeafletStudies => {
                self.leaflet_studies = value != Some(0);
                return;
            }
            SettingKey::UsualPriceFrom => {
                self.usual_price_from = value;
                return;
            }
            SettingKey::UsualPriceTo => {
                self.usual_price_to = value;
                return;
            }
            SettingKey::IsotretinoinWaitMonths => &mut screening.isotretinoin_wait_months,
            SettingKey::RetinoidDays => &mut screening.retinoid_days,
            SettingKey::SunburnDays => &mut screening.sunburn_days,
            SettingKey::BotulinumDays => &mut screening.botulinum_days,
            SettingKey::FillerDays => &mut screening.filler_days,
            SettingKey::PeelLaserNeedlingDays => &mut screening.peel_laser_needling_days,
            SettingKey::HairRemovalDays => &mut screening.hair_removal_days,
            SettingKey::StrongSunDays => &mut screening.strong_sun_days,
            SettingKey::ChildbirthMonths => &mut screening.childbirth_months,
            SettingKey::ShortestIntervalDays => &mut screening.course.shortest_interval_days,
            SettingKey::LapseMonths => &mut screening.course.lapse_months,
            SettingKey::ScalpShortestIntervalDays => {
                &mut screening.course.scalp_shortest_interval_days
            }
            SettingKey::TimeToThinkHours => &mut self.time_to_think_hours,
            SettingKey::CeilingMicrometres => &mut self.depth.ceiling,
            SettingKey::GenericPenStepMicrometres => &mut self.depth.generic_pen_step,
            SettingKey::HandsOffHours => &mut aftercare.hands_off_hours,
            SettingKey::CleanserStartHours => &mut aftercare.cleanser_start_hours,
            SettingKey::SunscreenStartHours => &mut aftercare.sunscreen_start_hours,
            SettingKey::ExerciseHours => &mut aftercare.exercise_hours,
            SettingKey::MakeupHours => &mut aftercare.makeup_hours,
            SettingKey::HarshProductsDays => &mut aftercare.harsh_products_days,
        };
        if let Some(value) = value.or(key.spec().default) {
            *place = small(value);
        }
    }

    /// What a visit usually costs in the clinic's currency: the founding document knows US dollars, the lead any other.
    #[must_use]
    pub fn usual_price(&self, currency: &str) -> UsualPrice {
        let founding = UsualPrice::of_the_founding_document(currency);
        UsualPrice {
            from: self.usual_price_from.or(founding.from),
            to: self.usual_price_to.or(founding.to),
        }
    }

    /// What the aftercare sheet reads after a session with this device: a label that keeps sunscreen off for
    /// longer than the clinic does is never contradicted (RULES section 6).
    #[must_use]
    pub fn aftercare_with(&self, device: Option<&DeviceProfile>) -> AftercareSettings {
        let label = device.and_then(|device| device.sunscreen_start_hours);
        AftercareSettings {
            sunscreen_start_hours: self.aftercare.sunscreen_start_hours.max(label.unwrap_or(0)),
            ..self.aftercare
        }
    }

    /// What the depth guard reads on a date. A raised ceiling that was not renewed in its year is 2.0 mm
    /// again.
    #[must_use]
    pub fn depth_on(&self, on: NaiveDate) -> DepthSettings {
        let mut depth = self.depth;
        depth.market = self.screening.market;
        let lapsed = self.ceiling_renew_by.is_none_or(|last| last < on);
        if depth.ceiling > table::CEILING && lapsed {
            depth.lapsed = self.ceiling_renew_by.map(|held_to| LapsedCeiling {
                ceiling: depth.ceiling,
                held_to,
            });
            depth.ceiling = table::CEILING;
        }
        depth
    }
}

/// Every setting but a price fits: its range, which was checked, ends far below.
fn small(value: u32) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::ids::PersonId;
    use chrono::{DateTime, Months};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn lead() -> Deciding {
        Deciding {
            by: PersonId(uuid::Uuid::nil()),
            by_name: "Fictional Lead, MD".to_owned(),
            at: DateTime::UNIX_EPOCH,
            today: day("2026-11-24"),
            highest_label: 1_500,
        }
    }

    fn input(key: SettingKey, value: Option<u32>) -> SettingChangeInput {
        SettingChangeInput {
            key,
            value,
            reason: "Our dermatologist's reading of the 2017 panels".to_owned(),
            source: String::new(),
        }
    }

    fn refused(input: &SettingChangeInput, deciding: Deciding) -> Vec<(String, IssueCode)> {
        input
            .parse(&RuleSettings::default(), deciding)
            .unwrap_err()
            .into_iter()
            .map(|issue| (issue.path, issue.code))
            .collect()
    }

    #[test]
    fn every_setting_reads_back_what_was_set_and_touches_no_other() {
        for row in SETTINGS {
            for value in [row.least, row.most] {
                let settings = RuleSettings::default().with(row.key, Some(value)).unwrap();
                assert_eq!(settings.value(row.key), Some(value), "{:?}", row.key);
                for other in SETTINGS.iter().filter(|other| other.key != row.key) {
                    assert_eq!(
                        settings.value(other.key),
                        other.default,
                        "{:?} moved",
                        other.key
                    );
                }
            }
        }
    }

    #[test]
    fn a_value_outside_its_range_or_between_its_steps_is_refused_by_name() {
        for row in SETTINGS {
            let over = RuleSettings::default().with(row.key, Some(row.most + row.step));
            assert_eq!(
                over.unwrap_err().key,
                row.key,
                "{:?} went over its range",
                row.key
            );
            if let Some(under) = row.least.checked_sub(1) {
                assert!(
                    RuleSettings::default().with(row.key, Some(under)).is_err(),
                    "{:?}",
                    row.key
                );
            }
        }
        assert_eq!(
            refused(&input(SettingKey::IsotretinoinWaitMonths, Some(13)), lead()),
            [("change.value".to_owned(), IssueCode::OutOfRange)]
        );
        assert_eq!(
            refused(&input(SettingKey::CeilingMicrometres, Some(1_510)), lead()),
            [("change.value".to_owned(), IssueCode::WrongForm)]
        );
        assert_eq!(
            refused(&input(SettingKey::RetinoidDays, None), lead()),
            [("change.value".to_owned(), IssueCode::Required)],
            "only a setting whose default is a range goes back to it"
        );
    }

    #[test]
    fn a_depth_between_two_steps_is_told_the_one_below_in_millimetres() {
        let issues = input(SettingKey::CeilingMicrometres, Some(1_510))
            .parse(&RuleSettings::default(), lead())
            .unwrap_err();
        let told = |name: &str| issues[0].params.get(name).unwrap().clone();
        assert_eq!((told("expected"), told("max")), ("1.5".into(), "2".into()));
    }

    #[test]
    fn the_founding_documents_ceiling_is_no_raise() {
        let lowered = RuleSettings::default()
            .with(SettingKey::CeilingMicrometres, Some(1_000))
            .unwrap();
        let back = input(SettingKey::CeilingMicrometres, Some(2_000))
            .parse(&lowered, lead())
            .unwrap();
        assert_eq!((back.new, back.renew_by), (Some(2_000), None));
    }

    #[test]
    fn a_change_needs_a_reason_and_must_change_something() {
        let mut unexplained = input(SettingKey::FillerDays, Some(14));
        unexplained.reason = "  ".to_owned();
        assert_eq!(
            refused(&unexplained, lead()),
            [("change.reason".to_owned(), IssueCode::Required)]
        );
        assert_eq!(
            refused(&input(SettingKey::FillerDays, Some(28)), lead()),
            [("change.value".to_owned(), IssueCode::NotAChoice)]
        );
    }

    #[test]
    fn the_version_counts_the_changes_and_an_earlier_one_can_be_brought_back() {
        let first = input(SettingKey::IsotretinoinWaitMonths, Some(3))
            .parse(&RuleSettings::default(), lead())
            .unwrap();
        let after_one = RuleSettings::after([&first], &[]);
        let second = input(SettingKey::IsotretinoinWaitMonths, Some(6))
            .parse(&after_one, lead())
            .unwrap();
        assert_eq!(second.old, Some(3));
        let after_two = RuleSettings::after([&first, &second], &[]);
        assert_eq!(after_two.version(), format!("{RULE_SET_VERSION}+2"));
        assert_eq!(RuleSettings::revision_of(&after_one.version()), Some(1));
        assert_eq!(RuleSettings::revision_of(RULE_SET_VERSION), Some(0));
        assert_eq!(
            RuleSettings::revision_of("1999.1+4"),
            Some(4),
            "an earlier rule set"
        );
        assert_eq!(RuleSettings::revision_of("2026.1+x"), None);
        assert_eq!(after_one.screening.isotretinoin_wait_months, 3);
        assert_eq!(after_two.screening.isotretinoin_wait_months, 6);
    }

    #[test]
    fn the_ceiling_is_lowered_freely_and_raised_no_higher_than_a_label_here() {
        let lowered = input(SettingKey::CeilingMicrometres, Some(1_500))
            .parse(&RuleSettings::default(), lead())
            .unwrap();
        assert_eq!(lowered.renew_by, None, "a lower ceiling needs no renewal");
        let raised = input(SettingKey::CeilingMicrometres, Some(2_300));
        assert_eq!(
            refused(&raised, lead()),
            [
                ("change.value".to_owned(), IssueCode::OutOfRange),
                ("change.source".to_owned(), IssueCode::Required)
            ],
            "no device here has a label over 2.0 mm"
        );
        let labelled = Deciding {
            highest_label: 3_000,
            ..lead()
        };
        assert_eq!(
            refused(
                &input(SettingKey::CeilingMicrometres, Some(2_550)),
                labelled
            )[0]
            .1,
            IssueCode::OutOfRange,
            "2.5 mm is the end whatever a label says"
        );
    }

    #[test]
    fn a_raised_ceiling_rests_on_a_source_and_lapses_after_a_year() {
        let labelled = Deciding {
            highest_label: 2_300,
            ..lead()
        };
        let raised = SettingChangeInput {
            source: "Maker's instructions, 2026, page 4".to_owned(),
            ..input(SettingKey::CeilingMicrometres, Some(2_300))
        };
        let change = raised
            .parse(&RuleSettings::default(), labelled.clone())
            .unwrap();
        let settings = RuleSettings::after([&change], &[]);
        let last = labelled.today.checked_add_months(Months::new(12)).unwrap();
        assert_eq!(settings.depth_on(last).ceiling, 2_300);
        assert_eq!(
            settings.depth_on(last.succ_opt().unwrap()).ceiling,
            table::CEILING,
            "nobody renewed it"
        );
        let later = Deciding {
            today: last,
            ..labelled
        };
        let renewed = raised.parse(&settings, later).unwrap();
        assert_eq!(renewed.renew_by, last.checked_add_months(Months::new(12)));
    }
}
