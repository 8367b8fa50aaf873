//! The depth guard: what a planned needle depth asks of the practitioner.
//!
//! A guard judges a plan and never rewrites a fact (PRACTICE 2). It compares in whole micrometres, so
//! that 0.1 mm steps cannot fail on binary fractions.

pub mod table;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::concern::Concern;
use crate::device::{Clearance, DepthSteps, DeviceProfile, DeviceProfileId, Market, PlannedUse};
use crate::rule::RuleId;
use crate::rule_list::GUARD_RULES;
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
pub struct DepthPlan<'a> {
    /// Where.
    pub zone: Zone,
    /// What is treated there; what does not hang on it is judged before it is named.
    pub indication: Option<Concern>,
    /// How deep, micrometres; zero and less are judged, not refused.
    pub micrometres: i32,
    /// With what; zone, indication and ceiling are judged before it is chosen.
    pub device: Option<&'a DeviceProfile>,
    /// Needle length of a roller, micrometres.
    pub needle_length: Option<u16>,
    /// Fitzpatrick skin type, 1 to 6; unknown counts as inside a clearance.
    pub fitzpatrick: Option<u8>,
    /// Age in whole years; unknown counts as inside a clearance.
    pub age_years: Option<u32>,
    /// How deep the zone was needled last, micrometres, where it reacted to a treatment before (PRACTICE 58).
    pub reacted_at: Option<i32>,
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
    /// Deeper than last time in a zone that reacted before (PRACTICE 58).
    DeeperAfterReaction,
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
    pub const ALL: [DepthFlag; 10] = [
        DepthFlag::AboveCeiling,
        DepthFlag::AboveDeviceLabel,
        DepthFlag::AboveDeviceMax,
        DepthFlag::AboveIndication,
        DepthFlag::AboveZoneAdvisory,
        DepthFlag::DeeperAfterReaction,
        DepthFlag::ExcludedZone,
        DepthFlag::IndicationNotCleared,
        DepthFlag::NotADeviceStep,
        DepthFlag::NotPositive,
    ];

    /// The texts this flag rests on in this plan, separated by blanks: its own row of the rule list, narrowed to
    /// the indication, zone or device it speaks of. Empty where no text was found.
    #[must_use]
    pub fn source(self, plan: &DepthPlan<'_>) -> String {
        let row = row_source(self.rule());
        match self {
            DepthFlag::AboveIndication => plan
                .indication
                .map_or(row, |concern| table::indication(concern).sources)
                .to_owned(),
            DepthFlag::AboveZoneAdvisory => table::zone_cap(plan.zone)
                .map_or(row, |cap| cap.source)
                .to_owned(),
            DepthFlag::AboveDeviceLabel | DepthFlag::AboveDeviceMax | DepthFlag::NotADeviceStep => {
                of_device(plan, row).join(" ")
            }
            DepthFlag::IndicationNotCleared => {
                let mut ids = of_device(plan, row);
                // The clinic's own profile says itself where its uses are written.
                if !matches!(
                    plan.device.map(|device| device.id),
                    Some(DeviceProfileId::Own(_))
                ) {
                    ids.insert(0, CLEARANCES);
                }
                ids.join(" ")
            }
            DepthFlag::AboveCeiling
            | DepthFlag::DeeperAfterReaction
            | DepthFlag::ExcludedZone
            | DepthFlag::NotPositive => row.to_owned(),
        }
    }

    /// The verdict this flag alone reaches.
    #[must_use]
    pub const fn verdict(self) -> DepthVerdict {
        match self {
            DepthFlag::AboveIndication
            | DepthFlag::AboveZoneAdvisory
            | DepthFlag::DeeperAfterReaction => DepthVerdict::Caution,
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
            DepthFlag::DeeperAfterReaction => RuleId::D10,
        }
    }
}

/// The list of what the FDA has cleared needling for, whatever the device.
const CLEARANCES: &str = "FDA4";

fn row_source(rule: RuleId) -> &'static str {
    GUARD_RULES
        .iter()
        .find(|row| row.id == rule)
        .map_or("", |row| row.source)
}

/// Of the rule's texts those that speak of this device; where the rule names none of them, the device's own.
fn of_device<'a>(plan: &DepthPlan<'a>, row: &str) -> Vec<&'a str> {
    let own = texts_of(plan);
    let shared: Vec<&str> = own
        .iter()
        .copied()
        .filter(|id| row.split(' ').any(|named| named == *id))
        .collect();
    if shared.is_empty() { own } else { shared }
}

/// The texts a profile rests on. The clinic's own words about its own device are one text, not several ids.
fn texts_of<'a>(plan: &DepthPlan<'a>) -> Vec<&'a str> {
    match plan.device {
        None => Vec::new(),
        Some(own) if matches!(own.id, DeviceProfileId::Own(_)) => vec![&own.source],
        Some(device) => device.source.split_whitespace().collect(),
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
    /// Where the clinic is, as far as clearances go.
    pub market: Market,
    /// A raised ceiling that nobody renewed in its year, so that it no longer holds (PRACTICE 48).
    pub lapsed: Option<LapsedCeiling>,
}

/// A raised ceiling that has run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LapsedCeiling {
    /// What it was, micrometres.
    pub ceiling: u16,
    /// The last day it held.
    pub held_to: NaiveDate,
}

impl Default for DepthSettings {
    fn default() -> Self {
        Self {
            ceiling: table::CEILING,
            zone_advisories: true,
            generic_pen_step: table::GENERIC_PEN_STEP,
            market: Market::default(),
            lapsed: None,
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

    /// The ceiling while no device is chosen: a raise reaches only as far as a label allows.
    #[must_use]
    pub fn ceiling_without_device(&self) -> u16 {
        self.ceiling.min(table::CEILING)
    }

    /// The ceiling with this device: the lead may lower it freely, and raise it at most to the limit on
    /// the device's label and to 2.5 mm. A device without a labelled limit cannot be raised at all.
    #[must_use]
    pub fn ceiling_with(&self, device: &DeviceProfile) -> u16 {
        with_label(self.ceiling, device)
    }

    /// The last day of a raised ceiling that would still let this plan pass, had somebody renewed it.
    #[must_use]
    pub fn lapsed_for(&self, plan: &DepthPlan<'_>) -> Option<NaiveDate> {
        let (lapsed, device) = (self.lapsed?, plan.device?);
        let reached = i32::from(with_label(lapsed.ceiling, device));
        let would_pass =
            plan.micrometres > i32::from(self.ceiling_with(device)) && plan.micrometres <= reached;
        would_pass.then_some(lapsed.held_to)
    }
}

fn with_label(ceiling: u16, device: &DeviceProfile) -> u16 {
    if ceiling <= table::CEILING {
        return ceiling;
    }
    let labelled = device.labelled_max.unwrap_or(table::CEILING);
    ceiling.min(labelled.clamp(table::CEILING, DepthSettings::HIGHEST_CEILING))
}

/// Judges one planned zone.
#[must_use]
pub fn check(plan: &DepthPlan<'_>, settings: &DepthSettings) -> DepthAnswer {
    let cell = cell_of(plan);
    let all_flags: Vec<DepthFlag> = DepthFlag::ALL
        .into_iter()
        .filter(|flag| applies(*flag, plan, settings))
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
        source: sources(plan),
    }
}

fn cell_of(plan: &DepthPlan<'_>) -> Option<table::Cell> {
    table::cell(plan.zone, plan.indication?)
}

fn leading_flags(all: &[DepthFlag], verdict: DepthVerdict) -> Vec<DepthFlag> {
    let both_cautions = all.contains(&DepthFlag::AboveIndication);
    all.iter()
        .copied()
        .filter(|flag| flag.verdict() == verdict)
        .filter(|flag| !(both_cautions && *flag == DepthFlag::AboveZoneAdvisory))
        .collect()
}

fn applies(flag: DepthFlag, plan: &DepthPlan<'_>, settings: &DepthSettings) -> bool {
    let deeper_than = |limit: u16| plan.micrometres > i32::from(limit);
    let device = plan.device;
    match flag {
        DepthFlag::AboveCeiling => deeper_than(device.map_or_else(
            || settings.ceiling_without_device(),
            |device| settings.ceiling_with(device),
        )),
        DepthFlag::AboveDeviceLabel => device
            .and_then(|device| device.labelled_max)
            .is_some_and(deeper_than),
        DepthFlag::AboveDeviceMax => device
            .and_then(|device| device.mechanical_max.or(plan.needle_length))
            .is_some_and(deeper_than),
        DepthFlag::AboveIndication => plan
            .indication
            .is_some_and(|concern| deeper_than(table::indication(concern).maximum)),
        DepthFlag::AboveZoneAdvisory => {
            settings.zone_advisories
                && cell_of(plan).is_some_and(|cell| deeper_than(cell.caution_above))
        }
        DepthFlag::DeeperAfterReaction => {
            plan.reacted_at.is_some_and(|last| plan.micrometres > last)
        }
        DepthFlag::ExcludedZone => plan.zone.is_excluded(),
        DepthFlag::IndicationNotCleared => is_outside_clearance(plan, settings.market),
        DepthFlag::NotADeviceStep => {
            plan.micrometres > 0
                && device.is_some_and(|device| !is_a_step(plan, settings.steps_of(device)))
        }
        DepthFlag::NotPositive => plan.micrometres <= 0,
    }
}

fn is_outside_clearance(plan: &DepthPlan<'_>, market: Market) -> bool {
    let (Some(device), Some(concern)) = (plan.device, plan.indication) else {
        return false;
    };
    let planned = PlannedUse {
        zone: plan.zone,
        concern,
        fitzpatrick: plan.fitzpatrick,
        age_years: plan.age_years,
    };
    device.clearance(market, &planned) == Clearance::NotCleared
}

fn is_a_step(plan: &DepthPlan<'_>, steps: DepthSteps) -> bool {
    match steps {
        DepthSteps::Unchecked => true,
        DepthSteps::Every { step, from } => {
            plan.micrometres >= i32::from(from) && plan.micrometres % i32::from(step) == 0
        }
        // A roller's needles go in to their full length whatever was planned, so planning less would
        // record a depth that did not happen. Planning more is the device's maximum, not its step.
        DepthSteps::NeedleLength => plan
            .needle_length
            .or(plan.device.and_then(|device| device.mechanical_max))
            .is_none_or(|length| plan.micrometres >= i32::from(length)),
    }
}

fn sources(plan: &DepthPlan<'_>) -> String {
    let mut ids: Vec<&str> = plan
        .indication
        .map_or("", |concern| table::indication(concern).sources)
        .split_whitespace()
        .collect();
    ids.push("S70");
    if let Some(cap) = table::zone_cap(plan.zone)
        && !cap.source.is_empty()
    {
        ids.push(cap.source);
    }
    ids.extend(texts_of(plan));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_depth_rule_cites_its_own_texts_and_not_its_neighbours() {
        let skinpen = |micrometres| DepthPlan {
            zone: Zone::Cheekbone,
            indication: Some(Concern::AcneScars),
            micrometres,
            device: DeviceProfileId::SkinpenPrecision.built_in(),
            needle_length: None,
            fitzpatrick: Some(3),
            age_years: Some(40),
            reacted_at: None,
        };
        let cited = |flag: DepthFlag| flag.source(&skinpen(2_600));
        assert_eq!(cited(DepthFlag::AboveIndication), "S18 HARR15 SPTRIAL");
        assert_eq!(cited(DepthFlag::AboveZoneAdvisory), "DRPEN");
        assert_eq!(cited(DepthFlag::AboveDeviceLabel), "DEN PIN");
        assert_eq!(cited(DepthFlag::IndicationNotCleared), "FDA4 DEN K202243");
        assert_eq!(cited(DepthFlag::AboveCeiling), "S18 S70");
        assert_eq!(cited(DepthFlag::AboveDeviceMax), "DEN");
        assert_eq!(cited(DepthFlag::NotADeviceStep), "DEN PIN");
        assert_eq!(cited(DepthFlag::ExcludedZone), "SPLBL");
        assert_eq!(cited(DepthFlag::NotPositive), "S18");
        let hands = DepthPlan {
            zone: Zone::Hands,
            ..skinpen(1_250)
        };
        assert_eq!(
            DepthFlag::AboveZoneAdvisory.source(&hands),
            "",
            "no text was found for hands, and none is claimed"
        );
    }
}
