//! The depth guard: what a planned needle depth asks of the practitioner.
//!
//! A guard judges a plan and never rewrites a fact (PRACTICE 2). It compares in whole micrometres, so
//! that 0.1 mm steps cannot fail on binary fractions.

pub mod table;

use serde::{Deserialize, Serialize};

use crate::concern::Concern;
use crate::device::{CLEARED_FROM_AGE, Clearance, DepthSteps, DeviceProfile, DeviceProfileId};
use crate::rule::RuleId;
use crate::zone::Zone;

/// Millimetres as the nearest whole micrometre; `None` beyond a metre, which is no depth of anything.
#[must_use]
pub fn micrometres(millimetres: f64) -> Option<i32> {
    const METRE_IN_MM: f64 = 1_000.0;
    if millimetres.is_nan() || millimetres.abs() > METRE_IN_MM {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most a million micrometres, checked above"
    )]
    let whole = (millimetres * 1_000.0).round() as i32;
    Some(whole)
}

/// What the guard judges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DepthPlan {
    /// Where.
    pub zone: Zone,
    /// What is treated there.
    pub indication: Concern,
    /// How deep, micrometres; zero and less are judged, not refused.
    pub micrometres: i32,
    /// With what.
    pub device: DeviceProfileId,
    /// Needle length of a roller, micrometres.
    pub needle_length: Option<u16>,
    /// Fitzpatrick skin type, 1 to 6; unknown counts as inside a clearance.
    pub fitzpatrick: Option<u8>,
    /// Age in whole years; unknown counts as inside a clearance.
    pub age_years: Option<u32>,
}

/// How far a plan reaches, mildest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum DepthVerdict {
    /// Nothing to say.
    Ok,
    /// Needs a recorded reason.
    Caution,
    /// Needs a reason and a line in the consent.
    OffLabel,
    /// Cannot be planned.
    Block,
}

/// One thing the guard found. Declared in alphabetical order of the ids, which is the order answers
/// list them in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum DepthFlag {
    /// Over the ceiling, 2.0 mm unless the medical lead set another.
    AboveCeiling,
    /// Over what the device's label was tested for.
    AboveDeviceLabel,
    /// Over what the device can reach.
    AboveDeviceMax,
    /// Over the indication's maximum.
    AboveIndication,
    /// Over the zone's advisory.
    AboveZoneAdvisory,
    /// Inside the orbital rim.
    ExcludedZone,
    /// Zone, indication, skin type or age outside the device's cleared uses.
    IndicationNotCleared,
    /// The device cannot be set to this depth.
    NotADeviceStep,
    /// Zero or less.
    NotPositive,
}

impl DepthFlag {
    /// Every flag, sorted by id.
    pub const ALL: [DepthFlag; 9] = [
        DepthFlag::AboveCeiling,
        DepthFlag::AboveDeviceLabel,
        DepthFlag::AboveDeviceMax,
        DepthFlag::AboveIndication,
        DepthFlag::AboveZoneAdvisory,
        DepthFlag::ExcludedZone,
        DepthFlag::IndicationNotCleared,
        DepthFlag::NotADeviceStep,
        DepthFlag::NotPositive,
    ];

    /// The verdict this flag alone reaches.
    #[must_use]
    pub const fn verdict(self) -> DepthVerdict {
        match self {
            DepthFlag::AboveIndication | DepthFlag::AboveZoneAdvisory => DepthVerdict::Caution,
            DepthFlag::AboveDeviceLabel | DepthFlag::IndicationNotCleared => DepthVerdict::OffLabel,
            DepthFlag::AboveCeiling
            | DepthFlag::AboveDeviceMax
            | DepthFlag::ExcludedZone
            | DepthFlag::NotADeviceStep
            | DepthFlag::NotPositive => DepthVerdict::Block,
        }
    }

    /// The rule that speaks through this flag.
    #[must_use]
    pub const fn rule(self) -> RuleId {
        match self {
            DepthFlag::AboveIndication => RuleId::D01,
            DepthFlag::AboveZoneAdvisory => RuleId::D02,
            DepthFlag::AboveDeviceLabel => RuleId::D03,
            DepthFlag::IndicationNotCleared => RuleId::D04,
            DepthFlag::AboveCeiling => RuleId::D05,
            DepthFlag::AboveDeviceMax => RuleId::D06,
            DepthFlag::NotADeviceStep => RuleId::D07,
            DepthFlag::ExcludedZone => RuleId::D08,
            DepthFlag::NotPositive => RuleId::D09,
        }
    }
}

/// The guard's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DepthAnswer {
    /// The worst verdict reached.
    pub verdict: DepthVerdict,
    /// Flags of that verdict only, sorted; of the two cautions only the indication's if both apply.
    pub flags: Vec<DepthFlag>,
    /// Every flag of every level, sorted: the window shows and settles all of them (PRACTICE 8).
    pub all_flags: Vec<DepthFlag>,
    /// Usual range in millimetres, low and high; `None` where no advice exists.
    pub recommended_mm: Option<(f64, f64)>,
    /// The deepest that needs no reason, millimetres; `None` where no advice exists.
    pub caution_above_mm: Option<f64>,
    /// Ids of the texts this answer rests on, separated by blanks.
    pub source: String,
}

/// The medical lead's approved settings of the guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DepthSettings {
    /// The clinic's ceiling in micrometres; see [`DepthSettings::ceiling_with`] for how far a raise
    /// reaches.
    pub ceiling: u16,
    /// Whether zone advisories speak (P-ZONE).
    pub zone_advisories: bool,
    /// The step of a pen that has no profile of its own, micrometres.
    pub generic_pen_step: u16,
}

impl Default for DepthSettings {
    fn default() -> Self {
        Self {
            ceiling: table::CEILING,
            zone_advisories: true,
            generic_pen_step: table::GENERIC_PEN_STEP,
        }
    }
}

impl DepthSettings {
    /// The deepest ceiling any approval can reach, micrometres (PRACTICE 48).
    pub const HIGHEST_CEILING: u16 = 2_500;

    /// How this device's depth is set. A pen without a profile of its own steps as the clinic says.
    #[must_use]
    pub fn steps_of(&self, device: &DeviceProfile) -> DepthSteps {
        match (device.id, device.steps) {
            (DeviceProfileId::GenericPen, DepthSteps::Every { from, .. }) => DepthSteps::Every {
                step: self.generic_pen_step,
                from,
            },
            (_, steps) => steps,
        }
    }

    /// The ceiling with this device: the lead may lower it freely, and raise it at most to the limit on
    /// the device's label and to 2.5 mm. A device without a labelled limit cannot be raised at all.
    #[must_use]
    pub fn ceiling_with(&self, device: &DeviceProfile) -> u16 {
        if self.ceiling <= table::CEILING {
            return self.ceiling;
        }
        let labelled = device.labelled_max.unwrap_or(table::CEILING);
        let highest = labelled.clamp(table::CEILING, Self::HIGHEST_CEILING);
        self.ceiling.min(highest)
    }
}

/// Judges one planned zone.
#[must_use]
pub fn check(plan: &DepthPlan, settings: &DepthSettings) -> DepthAnswer {
    let device = plan.device.profile();
    let cell = table::cell(plan.zone, plan.indication);
    let all_flags: Vec<DepthFlag> = DepthFlag::ALL
        .into_iter()
        .filter(|flag| applies(*flag, plan, device, settings))
        .collect();
    let verdict = all_flags
        .iter()
        .map(|flag| flag.verdict())
        .max()
        .unwrap_or(DepthVerdict::Ok);
    DepthAnswer {
        verdict,
        flags: leading_flags(&all_flags, verdict),
        all_flags,
        recommended_mm: cell.map(|cell| (mm(cell.usual_from), mm(cell.usual_to))),
        caution_above_mm: cell.map(|cell| mm(cell.caution_above)),
        source: sources(plan, device),
    }
}

fn leading_flags(all: &[DepthFlag], verdict: DepthVerdict) -> Vec<DepthFlag> {
    let both_cautions = all.contains(&DepthFlag::AboveIndication);
    all.iter()
        .copied()
        .filter(|flag| flag.verdict() == verdict)
        .filter(|flag| !(both_cautions && *flag == DepthFlag::AboveZoneAdvisory))
        .collect()
}

fn applies(
    flag: DepthFlag,
    plan: &DepthPlan,
    device: &DeviceProfile,
    settings: &DepthSettings,
) -> bool {
    let deeper_than = |limit: u16| plan.micrometres > i32::from(limit);
    match flag {
        DepthFlag::AboveCeiling => deeper_than(settings.ceiling_with(device)),
        DepthFlag::AboveDeviceLabel => device.labelled_max.is_some_and(deeper_than),
        DepthFlag::AboveDeviceMax => device
            .mechanical_max
            .or(plan.needle_length)
            .is_some_and(deeper_than),
        DepthFlag::AboveIndication => deeper_than(table::indication(plan.indication).maximum),
        DepthFlag::AboveZoneAdvisory => {
            settings.zone_advisories
                && table::cell(plan.zone, plan.indication)
                    .is_some_and(|cell| deeper_than(cell.caution_above))
        }
        DepthFlag::ExcludedZone => plan.zone.is_excluded(),
        DepthFlag::IndicationNotCleared => is_outside_clearance(plan, device),
        DepthFlag::NotADeviceStep => {
            plan.micrometres > 0 && !is_a_step(plan, settings.steps_of(device))
        }
        DepthFlag::NotPositive => plan.micrometres <= 0,
    }
}

fn is_outside_clearance(plan: &DepthPlan, device: &DeviceProfile) -> bool {
    match device.clearance(plan.zone, plan.indication, plan.fitzpatrick) {
        Clearance::NoneOnRecord => false,
        Clearance::NotCleared => true,
        Clearance::Cleared => plan.age_years.is_some_and(|age| age < CLEARED_FROM_AGE),
    }
}

fn is_a_step(plan: &DepthPlan, steps: DepthSteps) -> bool {
    match steps {
        DepthSteps::Unchecked => true,
        DepthSteps::Every { step, from } => {
            plan.micrometres >= i32::from(from) && plan.micrometres % i32::from(step) == 0
        }
        // A roller's needles go in to their full length whatever was planned, so planning less would
        // record a depth that did not happen. Planning more is the device's maximum, not its step.
        DepthSteps::NeedleLength => plan
            .needle_length
            .is_none_or(|length| plan.micrometres >= i32::from(length)),
    }
}

fn sources(plan: &DepthPlan, device: &DeviceProfile) -> String {
    let mut ids: Vec<&str> = table::indication(plan.indication)
        .sources
        .split(' ')
        .collect();
    ids.push("S70");
    if let Some(cap) = table::zone_cap(plan.zone)
        && !cap.source.is_empty()
    {
        ids.push(cap.source);
    }
    ids.extend(device.sources);
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen.join(" ")
}

fn mm(micrometres: u16) -> f64 {
    f64::from(micrometres) / 1_000.0
}
