//! The depth guard of a session: every flag of every zone, the same off-label use as one card (PRACTICE 8, 53).

use super::gap::{Gap, GapCode};
use super::incident::is_told;
use super::{SessionContext, SessionDraft, SettledGuard, ZoneRow, ZoneState};
use crate::depth::{self, DepthFlag, DepthPlan, DepthVerdict};
use crate::rule::RuleId;
use crate::zone::{Side, Zone};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the practitioner can do about a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WayOut {
    /// Say why, or choose another value.
    Reason,
    /// A planned value no reason can pass: change it.
    ChangePlan,
    /// It was done: record it as an incident, or correct a mistyped value.
    Incident,
}

/// One thing to settle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Guard {
    /// Names the flag, the zone and the value it speaks of.
    pub key: String,
    pub flag: DepthFlag,
    pub rule: RuleId,
    pub verdict: DepthVerdict,
    pub zones: Vec<(Zone, Side)>,
    /// The value is a fact: at least one of the zones is done.
    pub done: bool,
    pub depth_mm: Option<f64>,
    /// The usual range for this zone and indication, in millimetres.
    pub recommended_mm: Option<(f64, f64)>,
    pub source: String,
    /// A raised ceiling that was not renewed would let it pass; the last day it held.
    pub lapsed_on: Option<NaiveDate>,
    pub way_out: WayOut,
    pub settled: bool,
    /// The answer of an earlier session of the same course, which holds for this one too (PRACTICE 53).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_before: Option<SettledGuard>,
}

/// Every guard of the draft, safety before off-label, in the order of the grid.
pub(super) fn guards(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Guard> {
    let mut guards: Vec<Guard> = Vec::new();
    for row in draft
        .zones
        .iter()
        .filter(|row| row.state != ZoneState::NotTreated)
    {
        for guard in of_row(draft, context, row) {
            match guards.iter_mut().find(|other| other.key == guard.key) {
                Some(other) => {
                    other.zones.extend(guard.zones);
                    other.done |= guard.done;
                }
                None => guards.push(guard),
            }
        }
    }
    guards.sort_by_key(|guard| {
        (
            guard.flag == DepthFlag::IndicationNotCleared,
            std::cmp::Reverse(guard.verdict),
        )
    });
    guards
}

fn of_row(draft: &SessionDraft, context: &SessionContext<'_>, row: &ZoneRow) -> Vec<Guard> {
    let Some(micrometres) = row.micrometres() else {
        return Vec::new();
    };
    let plan = DepthPlan {
        zone: row.zone,
        indication: row.indication,
        micrometres,
        device: context.device_profile,
        needle_length: context.needle_length,
        fitzpatrick: context.fitzpatrick,
        age_years: Some(u32::from(context.age_years)),
        reacted_at: context.reacted_at(row),
    };
    let answer = depth::check(&plan, &context.depth_settings);
    let done = row.state == ZoneState::Done;
    answer
        .all_flags
        .iter()
        .map(|&flag| {
            let verdict = flag.verdict();
            let key = key(flag, row, micrometres);
            let way_out = match (verdict, done) {
                (DepthVerdict::Block, true) => WayOut::Incident,
                (DepthVerdict::Block, false) => WayOut::ChangePlan,
                _ => WayOut::Reason,
            };
            let settled_now = is_settled(draft, &key, row, way_out);
            let settled_before = (verdict == DepthVerdict::OffLabel && !settled_now)
                .then(|| context.earlier.answer_to(&key).cloned())
                .flatten();
            Guard {
                settled: settled_now || settled_before.is_some(),
                settled_before,
                key,
                flag,
                rule: flag.rule(),
                verdict,
                zones: vec![(row.zone, row.side)],
                done,
                depth_mm: row.depth_mm,
                recommended_mm: answer.recommended_mm,
                source: flag.source(&plan),
                lapsed_on: (flag == DepthFlag::AboveCeiling)
                    .then(|| context.depth_settings.lapsed_for(&plan))
                    .flatten(),
                way_out,
            }
        })
        .collect()
}

/// An uncleared use is one card for the whole session; everything else speaks of one zone at one depth.
fn key(flag: DepthFlag, row: &ZoneRow, micrometres: i32) -> String {
    match (flag, row.indication) {
        (DepthFlag::IndicationNotCleared, Some(indication)) => {
            format!("{}:{}", flag.rule(), indication.id())
        }
        _ => format!(
            "{}:{}:{}:{micrometres}",
            flag.rule(),
            row.zone.id(),
            row.side.id()
        ),
    }
}

/// A forbidden depth that was done, as what is missing names it.
fn happened(key: &str, row: &ZoneRow) -> Gap {
    Gap::in_zone(GapCode::GuardOpen, row.zone, row.side).happened(Some(key))
}

fn is_settled(draft: &SessionDraft, key: &str, row: &ZoneRow, way_out: WayOut) -> bool {
    match way_out {
        WayOut::ChangePlan => false,
        WayOut::Reason => draft.has_reason(key),
        WayOut::Incident => is_told(draft, &happened(key, row)),
    }
}
