//! A preset: a plan by zone with a name, made from any session and used in the next. It has no room for a fact: neither
//! endpoint nor pain, lot or time can be carried from one patient to another.

use crate::concern::Concern;
use crate::depth::{self, DepthFlag, DepthPlan, DepthSettings, DepthVerdict};
use crate::device::{DeviceProfile, DeviceProfileId};
use crate::field;
use crate::ids::{PersonId, PresetId, SessionId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::session::{Pattern, SessionDraft, ZoneRow, ZoneState};
use crate::zone::{Side, Zone};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is planned in one zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ZonePlan {
    pub zone: Zone,
    pub side: Side,
    pub indication: Option<Concern>,
    /// Millimetres.
    pub depth_mm: f64,
    /// 1 to 12.
    pub passes: Option<u8>,
    pub patterns: Vec<Pattern>,
    /// In the device's own unit.
    pub speed: Option<u32>,
}

/// A plan with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    pub id: PresetId,
    pub name: String,
    /// What most of its zones are treated for.
    pub concern: Concern,
    /// The device it was made with.
    pub profile: DeviceProfileId,
    pub zones: Vec<ZonePlan>,
    pub retired: bool,
}

/// What happened to a preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PresetDecision {
    Made,
    Renamed,
    /// Another session's plan took the place of the one before.
    Replanned,
    Retired,
}

/// A decision about a preset, as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PresetChange {
    pub decision: PresetDecision,
    /// The whole preset as it stands from now on.
    pub preset: Preset,
    pub by: PersonId,
    pub by_name: String,
    pub at: DateTime<Utc>,
}

/// The session a preset is made from.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PresetSource {
    /// The one that is open on screen.
    Open { draft: Box<SessionDraft> },
    /// One that was signed.
    Signed { session: SessionId },
}

/// Why a preset cannot be used as it is with a device.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct PresetTrouble {
    pub zone: Zone,
    pub side: Side,
    /// Millimetres.
    pub depth_mm: f64,
    pub flag: DepthFlag,
}

impl Preset {
    /// A preset of what a session planned or did. A zone that was left out, or has no depth, is not part of it.
    ///
    /// # Errors
    /// No name, or one that another preset bears; no zone with a depth; no device; nothing that it is for.
    pub fn of(
        id: PresetId,
        name: &str,
        zones: &[ZoneRow],
        profile: Option<DeviceProfileId>,
        others: &[Preset],
    ) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let name = own_name(&mut issues, id, name, others);
        let zones: Vec<ZonePlan> = zones.iter().filter_map(planned).collect();
        if zones.is_empty() {
            issues.add("zones", IssueCode::Required);
        }
        let concern = Concern::most_frequent(zones.iter().filter_map(|plan| plan.indication));
        if concern.is_none() && !zones.is_empty() {
            issues.add("concern", IssueCode::Required);
        }
        if profile.is_none() {
            issues.add("device", IssueCode::Required);
        }
        // Without one of them an issue was added above.
        let made = concern.zip(profile).map(|(concern, profile)| Self {
            id,
            name,
            concern,
            profile,
            zones,
            retired: false,
        });
        issues.or_some(made)
    }

    /// The same plan under another name.
    ///
    /// # Errors
    /// No name, the name it has, or one that another preset bears; a preset out of use.
    pub fn renamed(&self, name: &str, others: &[Preset]) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let name = own_name(&mut issues, self.id, name, others);
        self.refuse_retired(&mut issues);
        if name == self.name {
            issues.add("name", IssueCode::AlreadyUsed);
        }
        issues.or(Self {
            name,
            ..self.clone()
        })
    }

    /// Out of use from now on. What was planned with it stays.
    ///
    /// # Errors
    /// It is out of use already.
    pub fn retire(&self) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        self.refuse_retired(&mut issues);
        issues.or(Self {
            retired: true,
            ..self.clone()
        })
    }

    /// Every depth of it that could not be planned with a device, whatever reason were given.
    #[must_use]
    pub fn troubles(
        &self,
        device: Option<&DeviceProfile>,
        settings: &DepthSettings,
    ) -> Vec<PresetTrouble> {
        self.zones
            .iter()
            .filter_map(|plan| {
                let asked = DepthPlan {
                    zone: plan.zone,
                    indication: plan.indication,
                    micrometres: depth::micrometres(plan.depth_mm).unwrap_or(i32::MAX),
                    device,
                    needle_length: None,
                    fitzpatrick: None,
                    age_years: None,
                    reacted_at: None,
                };
                let answer = depth::check(&asked, settings);
                let flag = answer
                    .all_flags
                    .into_iter()
                    .find(|flag| flag.verdict() == DepthVerdict::Block)?;
                Some(PresetTrouble {
                    zone: plan.zone,
                    side: plan.side,
                    depth_mm: plan.depth_mm,
                    flag,
                })
            })
            .collect()
    }

    /// # Errors
    /// A preset out of use is changed no more.
    pub fn check_in_use(&self) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        self.refuse_retired(&mut issues);
        issues.or(())
    }

    fn refuse_retired(&self, issues: &mut Issues) {
        if self.retired {
            issues.add("preset", IssueCode::NotAChoice);
        }
    }
}

/// The plan in a row of the grid, without anything that was observed.
fn planned(row: &ZoneRow) -> Option<ZonePlan> {
    if row.state == ZoneState::NotTreated {
        return None;
    }
    Some(ZonePlan {
        zone: row.zone,
        side: row.side,
        indication: row.indication,
        depth_mm: row.depth_mm?,
        passes: row.passes,
        patterns: row.patterns.clone(),
        speed: row.speed,
    })
}

/// Two presets in use never bear one name, however it is written.
fn own_name(issues: &mut Issues, id: PresetId, raw: &str, others: &[Preset]) -> String {
    let name = field::required_line(issues, "name", raw);
    let bears_it =
        |other: &Preset| other.id != id && other.name.to_lowercase() == name.to_lowercase();
    if others.iter().any(|other| !other.retired && bears_it(other)) {
        issues.add("name", IssueCode::AlreadyUsed);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::DeviceProfiles;

    fn row(zone: Zone, depth_mm: Option<f64>, indication: Concern) -> ZoneRow {
        ZoneRow {
            zone,
            side: Side::Right,
            state: ZoneState::Done,
            indication: Some(indication),
            depth_mm,
            passes: Some(4),
            patterns: vec![Pattern::Stamp],
            speed: Some(7_000),
            endpoint: Some(2),
            pain: Some(3),
            done_at: None,
            copied: false,
            corrections: Vec::new(),
        }
    }

    fn codes(refused: Result<Preset, Vec<Issue>>) -> Vec<(String, IssueCode)> {
        let issues = refused.err().unwrap_or_default();
        let pairs = issues.into_iter().map(|issue| (issue.path, issue.code));
        pairs.collect()
    }

    fn made(name: &str, others: &[Preset]) -> Result<Preset, Vec<Issue>> {
        let zones = [row(Zone::Cheeks, Some(1.5), Concern::AcneScars)];
        let skinpen = Some(DeviceProfileId::SkinpenPrecision);
        Preset::of(PresetId::NONE, name, &zones, skinpen, others)
    }

    #[test]
    fn it_holds_the_plan_of_the_zones_with_a_depth_and_is_for_what_most_of_them_are_for() {
        let mut left_out = row(Zone::Nose, Some(0.5), Concern::Pores);
        left_out.state = ZoneState::NotTreated;
        let zones = [
            row(Zone::Forehead, Some(0.5), Concern::FineLines),
            row(Zone::Cheeks, Some(1.5), Concern::AcneScars),
            row(Zone::Chin, Some(1.25), Concern::AcneScars),
            row(Zone::Temples, None, Concern::FineLines),
            left_out,
        ];
        let skinpen = Some(DeviceProfileId::SkinpenPrecision);
        let preset = Preset::of(PresetId::NONE, "Scars", &zones, skinpen, &[]).unwrap();
        assert_eq!(preset.concern, Concern::AcneScars);
        let planned: Vec<_> = preset.zones.iter().map(|plan| plan.zone).collect();
        assert_eq!(
            planned,
            [Zone::Forehead, Zone::Cheeks, Zone::Chin],
            "a zone that was left out or has no depth is no part of a plan"
        );
    }

    #[test]
    fn everything_that_is_missing_is_said_at_once() {
        assert_eq!(
            codes(Preset::of(PresetId::NONE, " ", &[], None, &[])),
            [
                ("name".to_owned(), IssueCode::Required),
                ("zones".to_owned(), IssueCode::Required),
                ("device".to_owned(), IssueCode::Required),
            ]
        );
    }

    #[test]
    fn two_in_use_never_bear_one_name_and_one_out_of_use_gives_its_name_back() {
        let mut other = made("Scars, full face", &[]).unwrap();
        other.id = PresetId(uuid::Uuid::from_u128(7));
        assert_eq!(
            codes(made("scars, full FACE", std::slice::from_ref(&other))),
            [("name".to_owned(), IssueCode::AlreadyUsed)]
        );
        let retired = other.retire().unwrap();
        assert!(made("Scars, full face", std::slice::from_ref(&retired)).is_ok());
        assert!(
            retired.retire().is_err() && retired.renamed("Other", &[]).is_err(),
            "what is out of use is changed no more"
        );
    }

    #[test]
    fn a_depth_that_the_device_cannot_do_is_named_and_an_off_label_one_is_not() {
        let mut preset = made("Scars", &[]).unwrap();
        let devices = DeviceProfiles::default();
        let settings = DepthSettings::default();
        let with = |preset: &Preset, id| {
            let flags = preset.troubles(devices.find(id), &settings);
            flags
                .into_iter()
                .map(|trouble| trouble.flag)
                .collect::<Vec<_>>()
        };
        preset.zones[0].depth_mm = 1.75;
        assert!(
            with(&preset, DeviceProfileId::SkinpenPrecision).is_empty(),
            "over the label is a matter of reason and consent, not of the device"
        );
        assert_eq!(
            with(&preset, DeviceProfileId::Exceed),
            [DepthFlag::AboveDeviceMax]
        );
        preset.zones[0].depth_mm = 1.1;
        assert_eq!(
            with(&preset, DeviceProfileId::SkinpenPrecision),
            [DepthFlag::NotADeviceStep]
        );
    }
}
