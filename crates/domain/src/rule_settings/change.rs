//! A change of a setting: what it was, what it is, why, and who decided.

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{RuleSettings, SettingKey};
use crate::depth::{DepthSettings, table};
use crate::field;
use crate::ids::PersonId;
use crate::issue::{Issue, IssueCode, Issues};

/// A decision of the medical lead, as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettingChange {
    pub key: SettingKey,
    pub old: Option<u32>,
    /// `None` goes back to the founding document's own range.
    pub new: Option<u32>,
    pub reason: String,
    /// The text a raised ceiling rests on; empty otherwise.
    pub source: String,
    /// The last day a raised ceiling holds.
    pub renew_by: Option<NaiveDate>,
    /// 1 for the clinic's first change; part of the version stored with every judgement.
    pub revision: u32,
    pub by: PersonId,
    pub by_name: String,
    pub at: DateTime<Utc>,
}

/// What the lead typed.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SettingChangeInput {
    pub key: SettingKey,
    pub value: Option<u32>,
    pub reason: String,
    pub source: String,
}

/// Who decides, when, and what the devices here allow.
#[derive(Clone, Debug)]
pub struct Deciding {
    pub by: PersonId,
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub today: NaiveDate,
    /// The deepest labelled limit of any device the clinic can use, micrometres.
    pub highest_label: u16,
}

impl SettingChangeInput {
    /// The change, when it is one the lead may make.
    ///
    /// # Errors
    /// Every refused field, under `change.`.
    pub fn parse(
        &self,
        in_force: &RuleSettings,
        deciding: Deciding,
    ) -> Result<SettingChange, Vec<Issue>> {
        let mut issues = Issues::default();
        let old = in_force.value(self.key);
        let raises = self.raises_the_ceiling();
        self.check_value(&mut issues, in_force, deciding.highest_label);
        // Saying the same again is the yearly renewal of a raised ceiling, and of nothing else.
        if issues.is_empty() && old == self.value && !raises {
            issues.add("change.value", IssueCode::NotAChoice);
        }
        let source = match raises {
            true => field::required_line(&mut issues, "change.source", &self.source),
            false => String::new(),
        };
        let change = SettingChange {
            key: self.key,
            old,
            new: self.value,
            reason: field::required_line(&mut issues, "change.reason", &self.reason),
            source,
            renew_by: raises.then(|| a_year_after(deciding.today)),
            revision: in_force.revision + 1,
            by: deciding.by,
            by_name: deciding.by_name,
            at: deciding.at,
        };
        issues.or(change)
    }

    fn raises_the_ceiling(&self) -> bool {
        self.key == SettingKey::CeilingMicrometres
            && self
                .value
                .is_some_and(|ceiling| ceiling > u32::from(table::CEILING))
    }

    fn check_value(&self, issues: &mut Issues, in_force: &RuleSettings, highest_label: u16) {
        let (unit, step) = (self.key.spec().unit, self.key.spec().step);
        let (least, most) = self.ends(in_force, highest_label);
        let is_outside = |value| value < least || value > most;
        let code = match self.key.check(self.value) {
            Err(refused) => refused.code,
            Ok(()) if self.value.is_some_and(is_outside) => IssueCode::OutOfRange,
            Ok(()) => return,
        };
        let nearest = self.value.unwrap_or(least) / step * step;
        let params = [
            ("min", unit.written(least)),
            ("max", unit.written(most)),
            ("expected", unit.written(nearest)),
        ];
        issues.add_with("change.value", code, &params);
    }

    /// How far the value may go here: the table's range; but the ceiling goes no higher than the deepest label
    /// (PRACTICE 48), and the two ends of the usual price do not cross.
    fn ends(&self, in_force: &RuleSettings, highest_label: u16) -> (u32, u32) {
        let spec = self.key.spec();
        let other = |key| in_force.value(key);
        match self.key {
            SettingKey::CeilingMicrometres => {
                let highest = highest_label.clamp(table::CEILING, DepthSettings::HIGHEST_CEILING);
                (spec.least, u32::from(highest))
            }
            SettingKey::UsualPriceFrom => (
                spec.least,
                other(SettingKey::UsualPriceTo).unwrap_or(spec.most),
            ),
            SettingKey::UsualPriceTo => (
                other(SettingKey::UsualPriceFrom).unwrap_or(spec.least),
                spec.most,
            ),
            _ => (spec.least, spec.most),
        }
    }
}

fn a_year_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(day)
}
