//! One judgement of a draft, used by the screen at every change and by signing: the same rule, so that what is shown
//! is what is enforced.

use super::gap::{Gap, GapCode, Place};
use super::guard::{Guard, guards};
use super::{NumbingArea, SessionDraft, SkinToday, ZoneRow, ZoneState};
use crate::consent::{ConsentGate, SessionNeeds};
use crate::depth::DepthSettings;
use crate::device::DeviceProfileId;
use crate::ids::PersonId;
use crate::numbing::{self, Application, NumbingAnswer, NumbingProduct, NumbingVerdict};
use crate::screening_record::ScreeningGate;
use crate::stock::Lot;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the judgement rests on besides the draft itself.
#[derive(Debug)]
pub struct SessionContext<'a> {
    pub age_years: u8,
    pub fitzpatrick: Option<u8>,
    pub device_profile: Option<DeviceProfileId>,
    /// Needle length of a roller, micrometres.
    pub needle_length: Option<u16>,
    /// The medical lead's approved settings of the depth guard.
    pub depth_settings: DepthSettings,
    /// The lots named in the draft.
    pub lots: &'a [Lot],
    pub screening: ScreeningGate,
    /// Products today's screening blocks (the numbing gate, R33 and R19).
    pub numbing_blocked: &'a [NumbingProduct],
    pub consent: ConsentGate,
    pub approved: bool,
    pub treating: PersonId,
    /// Local date the session starts on; lot expiry and age use it (PRACTICE 5).
    pub start_on: NaiveDate,
    pub now: DateTime<Utc>,
}

/// What the clock of one numbed area says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct NumbingCheck {
    /// Elapsed minutes; up to now while it is still on.
    pub minutes: Option<i32>,
    /// The verdict as if it came off now, or as it came off.
    pub answer: Option<NumbingAnswer>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SessionCheck {
    pub guards: Vec<Guard>,
    pub numbing: Vec<NumbingCheck>,
    /// Why the cream cannot go on yet (gates come before the cream, PRACTICE 7).
    pub before_numbing: Vec<Gap>,
    /// Why needling cannot begin yet.
    pub before_needling: Vec<Gap>,
    /// Everything between here and a signature.
    pub missing: Vec<Gap>,
}

/// Start of the session: the earliest of numbing on, antiseptic and needling (PRACTICE 7).
#[must_use]
pub fn started_at(draft: &SessionDraft) -> Option<DateTime<Utc>> {
    let numbing = draft.numbing.iter().filter_map(|area| area.on_at);
    let antiseptic = draft
        .check_in
        .antiseptic
        .iter()
        .map(|antiseptic| antiseptic.at);
    let needling = draft.done().filter_map(|row| row.done_at);
    numbing.chain(antiseptic).chain(needling).min()
}

/// What the consent must cover for this draft.
#[must_use]
pub fn needs(
    draft: &SessionDraft,
    device: Option<DeviceProfileId>,
    treating: PersonId,
) -> SessionNeeds {
    let mut needs = SessionNeeds {
        device,
        practitioner: Some(treating),
        ..SessionNeeds::default()
    };
    for row in draft
        .zones
        .iter()
        .filter(|row| row.state != ZoneState::NotTreated)
    {
        push_new(&mut needs.areas, row.zone);
        if let Some(concern) = row.indication {
            push_new(&mut needs.concerns, concern);
        }
        if let (Some(device), Some(micrometres)) = (device, row.micrometres()) {
            needs.depth_above_label |= device.profile().is_above_label(micrometres);
        }
    }
    for area in &draft.numbing {
        push_new(&mut needs.numbing, area.product);
    }
    needs
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Judges a draft whole.
#[must_use]
pub fn check(draft: &SessionDraft, context: &SessionContext<'_>) -> SessionCheck {
    let guards = guards(draft, context);
    let numbing = numbing_checks(draft, context);
    let gates = gates(context);
    let arrival = arrival(draft);
    let before_numbing = before_numbing(draft, context, &gates, &arrival);
    let before_needling = before_needling(draft, context, &gates, &arrival);
    let mut missing = Vec::new();
    // Once stopped, what is missing to begin no longer matters: the record is always signed (PRACTICE 11).
    if draft.stopped.is_none() {
        missing.extend(before_needling.iter().cloned());
    }
    missing.extend(numbing_gaps(draft, context, &numbing));
    missing.extend(zone_gaps(draft));
    missing.extend(guard_gaps(draft, &guards));
    missing.extend(end_gaps(draft, context));
    missing.sort_by_key(|gap| gap.place);
    missing.dedup();
    SessionCheck {
        guards,
        numbing,
        before_numbing,
        before_needling,
        missing,
    }
}

fn gates(context: &SessionContext<'_>) -> Vec<Gap> {
    let screening = match context.screening {
        ScreeningGate::Open => None,
        ScreeningGate::None => Some(GapCode::NoScreening),
        ScreeningGate::NotToday => Some(GapCode::ScreeningNotToday),
        ScreeningGate::NotByYou => Some(GapCode::ScreeningNotByYou),
        ScreeningGate::Stopped => Some(GapCode::ScreeningStops),
    };
    let consent = match context.consent {
        ConsentGate::Open => None,
        ConsentGate::None => Some(GapCode::NoConsent),
        ConsentGate::Withdrawn => Some(GapCode::ConsentWithdrawn),
        ConsentGate::Ended { .. } => Some(GapCode::ConsentEnded),
        ConsentGate::Uncovered { .. } => Some(GapCode::ConsentUncovered),
    };
    let approval = (!context.approved).then_some(GapCode::NotApproved);
    screening
        .map(|code| Gap::at(Place::Screening, code))
        .into_iter()
        .chain(consent.map(|code| Gap::at(Place::Consent, code)))
        .chain(approval.map(|code| Gap::at(Place::Settings, code)))
        .collect()
}

fn arrival(draft: &SessionDraft) -> Vec<Gap> {
    let check_in = &draft.check_in;
    let happy = match &check_in.still_happy {
        None => Some(GapCode::StillHappy),
        Some(answer) if !answer.go_ahead => Some(GapCode::PatientSaidNo),
        Some(_) => None,
    };
    let skin = match check_in.skin_today {
        None => Some(GapCode::SkinToday),
        Some(SkinToday::Lesion) => Some(GapCode::SkinLesion),
        Some(_) => None,
    };
    happy
        .into_iter()
        .chain(skin)
        .map(|code| Gap::at(Place::CheckIn, code))
        .collect()
}

fn before_numbing(
    draft: &SessionDraft,
    context: &SessionContext<'_>,
    gates: &[Gap],
    arrival: &[Gap],
) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = gates.iter().chain(arrival).cloned().collect();
    if draft.check_in.identity_before_numbing.is_none() {
        gaps.push(Gap::at(Place::CheckIn, GapCode::IdentityBeforeNumbing));
    }
    for (index, area) in draft.numbing.iter().enumerate() {
        if context.numbing_blocked.contains(&area.product) {
            gaps.push(Gap::nth(Place::Numbing, GapCode::NumbingGateBlocks, index));
        }
    }
    gaps
}

fn before_needling(
    draft: &SessionDraft,
    context: &SessionContext<'_>,
    gates: &[Gap],
    arrival: &[Gap],
) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = gates.iter().chain(arrival).cloned().collect();
    let check_in = &draft.check_in;
    let mut need = |present: bool, place, code| {
        if !present {
            gaps.push(Gap::at(place, code));
        }
    };
    need(
        check_in.identity_before_needling.is_some(),
        Place::CheckIn,
        GapCode::IdentityBeforeNeedling,
    );
    need(
        check_in.before_photos.is_some(),
        Place::CheckIn,
        GapCode::BeforePhotos,
    );
    need(draft.device.is_some(), Place::CheckIn, GapCode::Device);
    need(
        !draft.cartridges.is_empty(),
        Place::CheckIn,
        GapCode::Cartridge,
    );
    need(
        draft.numbing_used.is_some(),
        Place::Numbing,
        GapCode::NumbingUsed,
    );
    let antiseptic = check_in
        .antiseptic
        .as_ref()
        .filter(|used| !used.product.trim().is_empty());
    need(antiseptic.is_some(), Place::CheckIn, GapCode::Antiseptic);
    let first_needle = draft.done().filter_map(|row| row.done_at).min();
    if let (Some(antiseptic), Some(needle)) = (antiseptic, first_needle) {
        need(
            antiseptic.at <= needle,
            Place::CheckIn,
            GapCode::AntisepticAfterNeedling,
        );
    }
    for (index, cartridge) in draft.cartridges.iter().enumerate() {
        let lot = context.lots.iter().find(|lot| lot.id == cartridge.lot);
        let code = match lot {
            None => Some(GapCode::Cartridge),
            Some(lot) if lot.is_expired_on(context.start_on) => Some(GapCode::CartridgeExpired),
            Some(lot) if Some(lot.profile) != context.device_profile => {
                Some(GapCode::CartridgeOtherDevice)
            }
            Some(_) if !cartridge.sealed => Some(GapCode::CartridgeNotSealed),
            Some(_) => None,
        };
        gaps.extend(code.map(|code| Gap::nth(Place::CheckIn, code, index)));
    }
    gaps
}

/// The clocks, with the grams and areas of all applications summed as the body takes them up (PRACTICE 14).
fn numbing_checks(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<NumbingCheck> {
    let on_skin: Vec<Application> = draft
        .numbing
        .iter()
        .filter_map(|area| application(area, context))
        .collect();
    let mut answers = numbing::check_together(&on_skin).into_iter();
    draft
        .numbing
        .iter()
        .map(|area| {
            let answer = area.on_at.and_then(|_| answers.next());
            NumbingCheck {
                minutes: answer.as_ref().map(|answer| answer.minutes),
                answer,
            }
        })
        .collect()
}

fn application(area: &NumbingArea, context: &SessionContext<'_>) -> Option<Application> {
    Some(Application {
        product: area.product,
        on: area.on_at?,
        off: area.off_at.unwrap_or(context.now),
        percent: area.percent,
        grams: area.grams,
        area_cm2: area.area_cm2,
        age_years: Some(f64::from(context.age_years)),
        weight_kg: None,
        occluded: area.occluded,
        prescriber_on_file: area.prescriber_on_file,
    })
}

fn numbing_gaps(
    draft: &SessionDraft,
    context: &SessionContext<'_>,
    checks: &[NumbingCheck],
) -> Vec<Gap> {
    if draft.numbing_used != Some(true) {
        return Vec::new();
    }
    let mut gaps = Vec::new();
    if draft.numbing.is_empty() {
        gaps.push(Gap::at(Place::Numbing, GapCode::NumbingArea));
    }
    if draft.check_in.identity_before_numbing.is_none() {
        gaps.push(Gap::at(Place::CheckIn, GapCode::IdentityBeforeNumbing));
    }
    let first_needle = draft.done().filter_map(|row| row.done_at).min();
    for (index, (area, check)) in draft.numbing.iter().zip(checks).enumerate() {
        let off_before_on = matches!((area.on_at, area.off_at), (Some(on), Some(off)) if off <= on);
        let on_broken_skin =
            matches!((area.on_at, first_needle), (Some(on), Some(needle)) if on > needle);
        let blocked = check
            .answer
            .as_ref()
            .is_some_and(|answer| answer.verdict == NumbingVerdict::Block);
        let codes = [
            (area.on_at.is_none(), GapCode::NumbingOn),
            (area.off_at.is_none(), GapCode::NumbingOff),
            (off_before_on, GapCode::NumbingOffBeforeOn),
            (!area.removed, GapCode::NumbingRemoved),
            (area.signs_asked.is_none(), GapCode::NumbingSigns),
            (on_broken_skin, GapCode::NumbingOnBrokenSkin),
            (
                context.numbing_blocked.contains(&area.product),
                GapCode::NumbingGateBlocks,
            ),
            (blocked && !off_before_on, GapCode::NumbingBlocked),
        ];
        let found = codes.into_iter().filter(|(wrong, _)| *wrong);
        gaps.extend(found.map(|(_, code)| Gap::nth(Place::Numbing, code, index)));
    }
    gaps
}

fn zone_gaps(draft: &SessionDraft) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if draft.stopped.is_none() && draft.done().next().is_none() {
        gaps.push(Gap::at(Place::Treat, GapCode::NoZoneDone));
    }
    for (index, row) in draft.zones.iter().enumerate() {
        let same = |other: &ZoneRow| other.zone == row.zone && other.side == row.side;
        let codes = match row.state {
            ZoneState::NotTreated => Vec::new(),
            ZoneState::Planned if draft.stopped.is_some() => Vec::new(),
            ZoneState::Planned => vec![(true, GapCode::ZonePlanned)],
            ZoneState::Done => vec![
                (row.indication.is_none(), GapCode::ZoneIndication),
                (row.micrometres().is_none(), GapCode::ZoneDepth),
                (
                    !row.passes.is_some_and(|passes| (1..=12).contains(&passes)),
                    GapCode::ZonePasses,
                ),
                (row.patterns.is_empty(), GapCode::ZonePattern),
                (
                    row.endpoint.is_none_or(|endpoint| endpoint > 4),
                    GapCode::ZoneEndpoint,
                ),
                (row.pain.is_none_or(|pain| pain > 10), GapCode::ZonePain),
                (draft.zones[..index].iter().any(same), GapCode::ZoneTwice),
            ],
        };
        let found = codes.into_iter().filter(|(wrong, _)| *wrong);
        gaps.extend(found.map(|(_, code)| Gap::in_zone(code, row.zone, row.side)));
    }
    gaps
}

fn guard_gaps(draft: &SessionDraft, guards: &[Guard]) -> Vec<Gap> {
    guards
        .iter()
        .filter(|guard| !guard.settled && (guard.done || draft.stopped.is_none()))
        .flat_map(|guard| guard.zones.iter())
        .map(|&(zone, side)| Gap::in_zone(GapCode::GuardOpen, zone, side))
        .collect()
}

fn end_gaps(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (index, product) in draft.products_after.iter().enumerate() {
        let place = Place::Products;
        if product.name.trim().is_empty() {
            gaps.push(Gap::nth(place, GapCode::ProductName, index));
        }
        if !product.for_broken_skin && product.reason.trim().is_empty() {
            gaps.push(Gap::nth(place, GapCode::ProductReason, index));
        }
    }
    if !draft.sharps_disposed {
        gaps.push(Gap::at(Place::Finish, GapCode::Sharps));
    }
    let last_needle = draft.done().filter_map(|row| row.done_at).max();
    let first = last_needle.or_else(|| started_at(draft));
    let end = match (draft.ended_at, first) {
        (None, _) => Some(GapCode::EndTime),
        (Some(end), _) if end > context.now => Some(GapCode::EndInFuture),
        (Some(end), Some(first)) if end < first => Some(GapCode::EndBeforeStart),
        _ => None,
    };
    gaps.extend(end.map(|code| Gap::at(Place::Finish, code)));
    gaps
}
