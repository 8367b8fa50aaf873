//! A clinic's own device profile: what its medical lead typed, checked field by field, and the change it makes.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    ClearedUse, DepthSteps, DeviceProfile, DeviceProfileId, DeviceProfiles, Market, SpeedRange,
};
use crate::concern::Concern;
use crate::field;
use crate::ids::{OwnProfileId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::zone::Zone;

/// No needling pen on the market reaches deeper; a limit of sense, ours (N). Micrometres.
const DEEPEST: u16 = 5_000;
/// The finest and coarsest step of a dial, micrometres; limits of sense, ours (N).
const STEPS: (u16, u16) = (10, 1_000);
/// Ages a clearance can begin at: nobody under eighteen is treated (PRACTICE 49).
const AGES: (u8, u8) = (18, 99);
/// A label can keep sunscreen off for at most this many hours (RULES section 6, row 7).
const SUNSCREEN_HOURS: u16 = 24;

/// What happened to a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DeviceProfileDecision {
    Added,
    Corrected,
    Retired,
}

/// A decision of the medical lead about a profile, as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeviceProfileChange {
    pub decision: DeviceProfileDecision,
    /// The whole profile as it holds from now on.
    pub profile: DeviceProfile,
    pub reason: String,
    /// Counts every change of the rules, settings and profiles alike; part of the version stored with every
    /// judgement.
    pub revision: u32,
    pub by: PersonId,
    pub by_name: String,
    pub at: DateTime<Utc>,
}

/// How the depth is set, as it is typed. Millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum StepsInput {
    /// A dial with equal steps.
    Every {
        step_mm: Option<f64>,
        lowest_mm: Option<f64>,
    },
    /// The steps are not known.
    Unchecked,
    /// Needles of one length: the deepest it reaches.
    NeedleLength,
}

/// One cleared use, as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ClearedUseInput {
    pub market: Market,
    pub concern: Option<Concern>,
    pub zones: Vec<Zone>,
    pub skin_from: u8,
    pub skin_to: u8,
    pub age_from: Option<u16>,
    pub source: String,
}

/// What the lead typed about a device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct DeviceProfileInput {
    pub name: String,
    pub steps: StepsInput,
    pub mechanical_max_mm: Option<f64>,
    /// Absent where the label names no tested limit.
    pub labelled_max_mm: Option<f64>,
    pub cleared_uses: Vec<ClearedUseInput>,
    pub speed: Option<SpeedRange>,
    pub sunscreen_start_hours: Option<u16>,
    pub source: String,
    pub reason: String,
}

/// Who decides, and what it is decided about.
#[derive(Clone, Debug)]
pub struct Recording {
    pub id: OwnProfileId,
    pub revision: u32,
    pub by: PersonId,
    pub by_name: String,
    pub at: DateTime<Utc>,
}

impl Recording {
    fn change(
        self,
        decision: DeviceProfileDecision,
        profile: DeviceProfile,
        reason: String,
    ) -> DeviceProfileChange {
        DeviceProfileChange {
            decision,
            profile,
            reason,
            revision: self.revision,
            by: self.by,
            by_name: self.by_name,
            at: self.at,
        }
    }

    /// Takes a profile out of use. What was judged by it keeps it.
    ///
    /// # Errors
    /// No reason; a profile that is not in use.
    pub fn retire(
        self,
        before: &DeviceProfile,
        reason: &str,
    ) -> Result<DeviceProfileChange, Vec<Issue>> {
        let mut issues = Issues::default();
        let reason = field::required_line(&mut issues, "profile.reason", reason);
        refuse_retired(&mut issues, Some(before));
        let profile = DeviceProfile {
            retired: true,
            version: before.version + 1,
            ..before.clone()
        };
        issues.or(self.change(DeviceProfileDecision::Retired, profile, reason))
    }
}

/// A retired profile is not corrected or retired again; a new one is added instead.
fn refuse_retired(issues: &mut Issues, before: Option<&DeviceProfile>) {
    if before.is_some_and(|before| before.retired) {
        issues.add("profile.name", IssueCode::NotAChoice);
    }
}

impl DeviceProfileInput {
    /// The change: a new profile, or the next version of one of the clinic's own.
    ///
    /// # Errors
    /// Every refused field, under `profile.`.
    pub fn parse(
        &self,
        known: &DeviceProfiles,
        recording: Recording,
    ) -> Result<DeviceProfileChange, Vec<Issue>> {
        let mut issues = Issues::default();
        let id = DeviceProfileId::Own(recording.id);
        let before = known.find(id);
        refuse_retired(&mut issues, before);
        let mechanical = depth(
            &mut issues,
            "profile.mechanical_max_mm",
            self.mechanical_max_mm,
            (STEPS.0, DEEPEST),
        );
        if self.mechanical_max_mm.is_none() {
            issues.add("profile.mechanical_max_mm", IssueCode::Required);
        }
        let deepest = mechanical.unwrap_or(DEEPEST);
        let profile = DeviceProfile {
            id,
            name: Cow::Owned(self.name(&mut issues, known, id)),
            version: before.map_or(0, |before| before.version) + 1,
            steps: self.steps.parse(&mut issues, deepest),
            mechanical_max: mechanical,
            labelled_max: depth(
                &mut issues,
                "profile.labelled_max_mm",
                self.labelled_max_mm,
                (STEPS.0, deepest),
            ),
            cleared_uses: Cow::Owned(self.cleared_uses(&mut issues)),
            speed: self.speed(&mut issues),
            sunscreen_start_hours: self.sunscreen(&mut issues),
            source: Cow::Owned(field::required_line(
                &mut issues,
                "profile.source",
                &self.source,
            )),
            retired: false,
        };
        let unchanged = before.is_some_and(|before| {
            DeviceProfile {
                version: before.version,
                ..profile.clone()
            } == *before
        });
        if issues.is_empty() && unchanged {
            issues.add("profile.name", IssueCode::NotAChoice);
        }
        let reason = field::required_line(&mut issues, "profile.reason", &self.reason);
        let decision = match before {
            None => DeviceProfileDecision::Added,
            Some(_) => DeviceProfileDecision::Corrected,
        };
        issues.or(recording.change(decision, profile, reason))
    }

    /// Two devices in use never share a name, however it is written.
    fn name(&self, issues: &mut Issues, known: &DeviceProfiles, id: DeviceProfileId) -> String {
        let name = field::name(issues, "profile.name", &self.name);
        let taken = known.in_use().any(|other| {
            other.id != id && !name.is_empty() && other.name.to_lowercase() == name.to_lowercase()
        });
        if taken {
            issues.add("profile.name", IssueCode::AlreadyUsed);
        }
        name
    }

    fn cleared_uses(&self, issues: &mut Issues) -> Vec<ClearedUse> {
        let mut uses: Vec<ClearedUse> = Vec::new();
        for (index, input) in self.cleared_uses.iter().enumerate() {
            let path = format!("profile.cleared_uses.{index}");
            let Some(cleared) = input.parse(issues, &path) else {
                continue;
            };
            if uses.contains(&cleared) {
                issues.add(&format!("{path}.concern"), IssueCode::AlreadyUsed);
            }
            uses.push(cleared);
        }
        uses
    }

    fn speed(&self, issues: &mut Issues) -> Option<SpeedRange> {
        let speed = self.speed?;
        let (least, most) = speed.unit.range();
        between(issues, "profile.speed.least", speed.least, (least, most));
        between(issues, "profile.speed.most", speed.most, (least, most));
        if speed.most < speed.least {
            issues.add("profile.speed.most", IssueCode::EndsBeforeStart);
        }
        Some(speed)
    }

    fn sunscreen(&self, issues: &mut Issues) -> Option<u16> {
        let hours = self.sunscreen_start_hours?;
        between(
            issues,
            "profile.sunscreen_start_hours",
            hours,
            (0, SUNSCREEN_HOURS),
        );
        Some(hours)
    }
}

impl StepsInput {
    fn parse(self, issues: &mut Issues, deepest: u16) -> DepthSteps {
        let StepsInput::Every { step_mm, lowest_mm } = self else {
            return match self {
                StepsInput::NeedleLength => DepthSteps::NeedleLength,
                StepsInput::Unchecked | StepsInput::Every { .. } => DepthSteps::Unchecked,
            };
        };
        if step_mm.is_none() {
            issues.add("profile.steps.step_mm", IssueCode::Required);
        }
        let coarsest = STEPS.1.min(deepest);
        let step = depth(
            issues,
            "profile.steps.step_mm",
            step_mm,
            (STEPS.0, coarsest),
        );
        let from = depth(issues, "profile.steps.lowest_mm", lowest_mm, (0, deepest)).unwrap_or(0);
        let Some(step) = step else {
            return DepthSteps::Unchecked;
        };
        // The lowest setting is one of the dial's own.
        if !from.is_multiple_of(step) {
            let expected = mm(from / step * step);
            issues.add_with(
                "profile.steps.lowest_mm",
                IssueCode::WrongForm,
                &[("expected", expected)],
            );
        }
        DepthSteps::Every { step, from }
    }
}

impl ClearedUseInput {
    fn parse(&self, issues: &mut Issues, path: &str) -> Option<ClearedUse> {
        let at = |field: &str| format!("{path}.{field}");
        if self.concern.is_none() {
            issues.add(&at("concern"), IssueCode::Required);
        }
        if self.zones.is_empty() {
            issues.add(&at("zones"), IssueCode::Required);
        }
        if self.zones.iter().any(|zone| zone.is_excluded()) {
            issues.add(&at("zones"), IssueCode::NotAChoice);
        }
        for (field, skin) in [("skin_from", self.skin_from), ("skin_to", self.skin_to)] {
            between(issues, &at(field), u16::from(skin), (1, 6));
        }
        if self.skin_to < self.skin_from {
            issues.add(&at("skin_to"), IssueCode::EndsBeforeStart);
        }
        let ages = (u16::from(AGES.0), u16::from(AGES.1));
        match self.age_from {
            None => issues.add(&at("age_from"), IssueCode::Required),
            Some(age) => between(issues, &at("age_from"), age, ages),
        }
        let source = field::required_line(issues, &at("source"), &self.source);
        let mut zones = self.zones.clone();
        zones.sort();
        zones.dedup();
        Some(ClearedUse {
            market: self.market,
            // A deep acne scar is an acne scar to a clearance.
            concern: self.concern?.as_indication(),
            zones: Cow::Owned(zones),
            fitzpatrick: (self.skin_from, self.skin_to),
            age_from: u8::try_from(self.age_from?).unwrap_or(AGES.1),
            source: Cow::Owned(source),
        })
    }
}

/// Millimetres as whole micrometres between two ends; an absent figure is no figure.
fn depth(
    issues: &mut Issues,
    path: &str,
    typed: Option<f64>,
    (least, most): (u16, u16),
) -> Option<u16> {
    let micrometres = crate::depth::micrometres(typed?)
        .and_then(|depth| u16::try_from(depth).ok())
        .filter(|depth| (least..=most).contains(depth));
    if micrometres.is_none() {
        let params = [("min", mm(least)), ("max", mm(most))];
        issues.add_with(path, IssueCode::OutOfRange, &params);
    }
    micrometres
}

fn between(issues: &mut Issues, path: &str, value: u16, (least, most): (u16, u16)) {
    if !(least..=most).contains(&value) {
        let params = [("min", least.to_string()), ("max", most.to_string())];
        issues.add_with(path, IssueCode::OutOfRange, &params);
    }
}

fn mm(micrometres: u16) -> String {
    (f64::from(micrometres) / 1_000.0).to_string()
}
