//! The gates before cream and needle: screening, consent, the arrival questions, the right patient. A gate stops what
//! is planned; what happened without it, or before it, is a fact of its own (PRACTICE 2, 7, 9, 11, 19).

use super::acts::{Act, acts, creams, first_needle, is_before, needles, touches};
use super::check::SessionContext;
use super::gap::{Gap, GapCode, Place};
use super::{IncidentKind, SessionDraft, SkinToday, ZoneRow, ZoneState};
use crate::consent::{ConsentGate, Uncovered};
use crate::screening_record::ScreeningGate;
use chrono::{DateTime, Utc};

/// When what had to stand first was signed, and when it ended under a session that was open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GateTimes {
    /// The first screening of the day that opened the session.
    pub screened_at: Option<DateTime<Utc>>,
    /// A late answer that closed it again (PRACTICE 18).
    pub screening_closed_at: Option<DateTime<Utc>>,
    pub consented_at: Option<DateTime<Utc>>,
    /// The last of the addenda that cover a line of this session.
    pub lines_signed_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// Screening, consent and approval.
pub(super) fn gates(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    gaps.extend(screening_gate(draft, context));
    gaps.extend(consent_gate(draft, context));
    if !context.approved {
        gaps.push(Gap::at(Place::Settings, GapCode::NotApproved));
    }
    gaps.extend(started_too_early(draft, context));
    gaps
}

fn screening_gate(draft: &SessionDraft, context: &SessionContext<'_>) -> Option<Gap> {
    let code = match context.screening {
        ScreeningGate::Open => return None,
        ScreeningGate::None => GapCode::NoScreening,
        ScreeningGate::NotToday => GapCode::ScreeningNotToday,
        ScreeningGate::NotByYou => GapCode::ScreeningNotByYou,
        ScreeningGate::Stopped => GapCode::ScreeningStops,
        ScreeningGate::Worse => GapCode::ScreeningWorse,
    };
    // What was done while the gate stood open was not forbidden; what came after a late answer was.
    let last = last_touch_after(draft, context.times.screening_closed_at);
    Some(Gap::at(Place::Screening, code).happened(last))
}

fn consent_gate(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let whole =
        |code, after| vec![Gap::at(Place::Consent, code).happened(last_touch_after(draft, after))];
    match &context.consent {
        ConsentGate::Open => Vec::new(),
        ConsentGate::None => whole(GapCode::NoConsent, None),
        ConsentGate::Ended { .. } => whole(GapCode::ConsentEnded, None),
        ConsentGate::Withdrawn => whole(GapCode::ConsentWithdrawn, context.times.withdrawn_at),
        ConsentGate::Uncovered { lines } => lines
            .iter()
            .flat_map(|line| uncovered(draft, context, line))
            .collect(),
    }
}

/// The last time that cream or needle touched the patient, after a moment where there is one.
fn last_touch_after(draft: &SessionDraft, after: Option<DateTime<Utc>>) -> Option<String> {
    touches(draft)
        .map(|(at, _)| at)
        .filter(|&at| after.is_none_or(|after| at > after))
        .max()
        .map(written)
}

pub(super) fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339()
}

/// A line that the consent does not name, once for each thing of the session that needs it.
fn uncovered(draft: &SessionDraft, context: &SessionContext<'_>, line: &Uncovered) -> Vec<Gap> {
    let in_zones = |place, code, is_meant: &dyn Fn(&ZoneRow) -> bool| {
        let rows = draft
            .zones
            .iter()
            .filter(|row| row.state != ZoneState::NotTreated && is_meant(row));
        rows.map(|row| {
            let gap = Gap {
                place,
                ..Gap::in_zone(code, row.zone, row.side)
            };
            gap.happened((row.state == ZoneState::Done).then(|| zone_value(row)))
        })
        .collect()
    };
    match line {
        Uncovered::Area { zone } => in_zones(Place::Consent, GapCode::ConsentUncovered, &|row| {
            row.zone == *zone
        }),
        Uncovered::Concern { concern } => {
            in_zones(Place::Consent, GapCode::ConsentUncovered, &|row| {
                row.indication == Some(*concern)
            })
        }
        Uncovered::DepthAboveLabel => in_zones(
            Place::Treat,
            GapCode::DepthNotAgreed,
            &|row| matches!((context.device_profile, row.micrometres()), (Some(limit), Some(depth)) if limit.is_above_label(depth)),
        ),
        Uncovered::Numbing { product } => {
            let areas = draft.numbing.iter().enumerate();
            areas
                .filter(|(_, area)| area.product == *product)
                .map(|(index, area)| {
                    Gap::nth(Place::Consent, GapCode::ConsentUncovered, index)
                        .happened(area.on_at.map(written))
                })
                .collect()
        }
        Uncovered::Device { .. } => vec![
            Gap::at(Place::Consent, GapCode::ConsentUncovered)
                .happened(needles(draft).map(|(at, ..)| at).max().map(written)),
        ],
        Uncovered::Practitioner { .. } => vec![
            Gap::at(Place::Consent, GapCode::ConsentUncovered)
                .happened(last_touch_after(draft, None)),
        ],
    }
}

/// What was done in a zone, as far as the consent speaks of it.
fn zone_value(row: &ZoneRow) -> String {
    let indication = row.indication.map_or("", |concern| concern.id());
    format!("{indication}:{}", row.micrometres().unwrap_or_default())
}

/// The session began before what had to be signed first. One gap for each gate, at the earliest act.
fn started_too_early(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let Some((start, act)) = acts(draft).into_iter().min_by_key(|(at, _)| *at) else {
        return Vec::new();
    };
    let times = &context.times;
    [
        (GapCode::StartBeforeScreening, times.screened_at),
        (GapCode::StartBeforeConsent, times.consented_at),
        (GapCode::StartBeforeAddendum, times.lines_signed_at),
    ]
    .into_iter()
    .filter(|(_, signed)| signed.is_some_and(|signed| is_before(start, signed)))
    .map(|(code, _)| Gap::of_act(code, act).happened(Some(written(start))))
    .collect()
}

/// What is asked in the room, and whether an emergency goes on.
pub(super) fn arrival(draft: &SessionDraft) -> Vec<Gap> {
    let check_in = &draft.check_in;
    let happy = match &check_in.still_happy {
        None => Some(Gap::at(Place::CheckIn, GapCode::StillHappy)),
        Some(answer) if !answer.go_ahead => Some(
            Gap::at(Place::CheckIn, GapCode::PatientSaidNo)
                .happened(last_touch_after(draft, Some(answer.at))),
        ),
        Some(_) => None,
    };
    let skin = match check_in.skin_today {
        None => Some(Gap::at(Place::CheckIn, GapCode::SkinToday)),
        Some(SkinToday::Lesion) => Some(
            Gap::at(Place::CheckIn, GapCode::SkinLesion).happened(last_touch_after(draft, None)),
        ),
        Some(_) => None,
    };
    let going_on = draft.incidents.iter().any(super::Incident::is_going_on);
    let emergency = going_on.then(|| Gap::at(Place::Finish, GapCode::EmergencyOpen));
    happy.into_iter().chain(skin).chain(emergency).collect()
}

/// Name and birth date said before the cream.
pub(super) fn identity_before_numbing(draft: &SessionDraft) -> Vec<Gap> {
    let first = creams(draft).min();
    let Some(tick) = draft.check_in.identity_before_numbing else {
        let gap = Gap::at(Place::CheckIn, GapCode::IdentityBeforeNumbing);
        return vec![gap.happened(first.map(|(at, _)| written(at)))];
    };
    first
        .filter(|(at, _)| is_before(*at, tick.at))
        .map(|(at, index)| {
            Gap::of_act(GapCode::NumbingBeforeIdentity, Act::Cream { index })
                .happened(Some(written(at)))
        })
        .into_iter()
        .collect()
}

/// And again before the needle.
pub(super) fn identity_before_needling(draft: &SessionDraft) -> Vec<Gap> {
    let first = needles(draft).min_by_key(|(at, ..)| *at);
    let Some(tick) = draft.check_in.identity_before_needling else {
        let gap = Gap::at(Place::CheckIn, GapCode::IdentityBeforeNeedling);
        return vec![gap.happened(first.map(|(at, ..)| written(at)))];
    };
    first
        .filter(|(at, ..)| is_before(*at, tick.at))
        .map(|(at, zone, side)| {
            Gap::of_act(GapCode::NeedlingBeforeIdentity, Act::Needle { zone, side })
                .happened(Some(written(at)))
        })
        .into_iter()
        .collect()
}

/// The skin was cleaned, and before it was needled.
pub(super) fn antiseptic(draft: &SessionDraft) -> Option<Gap> {
    let needle = first_needle(draft);
    let used = draft.check_in.antiseptic.as_ref();
    match (used.filter(|used| !used.product.trim().is_empty()), needle) {
        (None, needle) => {
            Some(Gap::at(Place::CheckIn, GapCode::Antiseptic).happened(needle.map(written)))
        }
        (Some(used), Some(needle)) if needle < used.at => Some(
            Gap::at(Place::CheckIn, GapCode::AntisepticAfterNeedling)
                .happened(Some(written(used.at))),
        ),
        _ => None,
    }
}

/// Emergencies: which one it was, and what was needled while it went on.
pub(super) fn emergencies(draft: &SessionDraft) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (index, incident) in draft.incidents.iter().enumerate() {
        if incident.kind == IncidentKind::Unsaid {
            gaps.push(Gap::nth(Place::Finish, GapCode::EmergencyKind, index));
        }
        for (at, zone, side) in needles(draft).filter(|(at, ..)| incident.holds(*at)) {
            gaps.push(
                Gap::in_zone(GapCode::NeedlingDuringEmergency, zone, side)
                    .happened(Some(written(at))),
            );
        }
    }
    gaps
}
