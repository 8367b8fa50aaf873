//! One judgement of a draft, used by the screen at every change and by signing: the same rule, so that what is shown
//! is what is enforced.

use super::actives;
use super::acts::acts;
use super::allergy;
use super::cream::{self, NumbingCheck};
use super::earlier::Earlier;
use super::gap::{Gap, GapCode, Place};
use super::gates::{self, GateTimes};
use super::guard::{Guard, WayOut, guards};
use super::incident::is_told;
use super::units;
use super::{SessionDraft, ZoneRow, ZoneState};
use crate::consent::{ConsentGate, SessionNeeds};
use crate::depth::DepthSettings;
use crate::device::DeviceProfile;
use crate::ids::{LotId, PersonId};
use crate::numbing::NumbingProduct;
use crate::reaction::ReactedZone;
use crate::screening_record::ScreeningGate;
use crate::stock::LotOnHand;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the judgement rests on besides the draft itself.
#[derive(Debug)]
pub struct SessionContext<'a> {
    pub age_years: u8,
    pub fitzpatrick: Option<u8>,
    /// What is known of the chosen device.
    pub device_profile: Option<&'a DeviceProfile>,
    /// Needle length of a roller, micrometres.
    pub needle_length: Option<u16>,
    /// The medical lead's approved settings of the depth guard.
    pub depth_settings: DepthSettings,
    /// The lots named in the draft.
    pub lots: &'a [LotOnHand],
    pub screening: ScreeningGate,
    /// Substances that the record says the patient reacts to.
    pub allergies: &'a [String],
    /// Products today's screening blocks (the numbing gate, R33 and R19).
    pub numbing_blocked: &'a [NumbingProduct],
    /// Today's screening says that the skin reacted badly before, or may have (R32).
    pub reacted_badly: bool,
    pub consent: ConsentGate,
    /// Zones that reacted to a treatment before.
    pub reacted: &'a [ReactedZone],
    /// What earlier sessions settled and put on.
    pub earlier: &'a Earlier,
    /// When what these gates rest on was signed, or ended.
    pub times: GateTimes,
    pub approved: bool,
    pub treating: PersonId,
    /// Local date the session starts on; lot expiry and age use it (PRACTICE 5).
    pub start_on: NaiveDate,
    pub now: DateTime<Utc>,
}

impl SessionContext<'_> {
    pub(super) fn lot(&self, id: LotId) -> Option<&LotOnHand> {
        self.lots.iter().find(|on_hand| on_hand.lot.id == id)
    }

    /// How deep a zone that reacted before was needled last.
    pub(super) fn reacted_at(&self, row: &ZoneRow) -> Option<i32> {
        let same = |one: &&ReactedZone| (one.zone, one.side) == (row.zone, row.side);
        self.reacted.iter().find(same)?.last_um
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct SessionCheck {
    pub guards: Vec<Guard>,
    pub numbing: Vec<NumbingCheck>,
    /// The cream that the patient put on at home, where it can be named.
    pub cream_before: Option<NumbingCheck>,
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
    acts(draft).into_iter().map(|(at, _)| at).min()
}

/// What the consent must cover for this draft.
#[must_use]
pub fn needs(
    draft: &SessionDraft,
    device: Option<&DeviceProfile>,
    treating: PersonId,
) -> SessionNeeds {
    let mut needs = SessionNeeds {
        device: device.map(|device| device.id),
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
            needs.depth_above_label |= device.is_above_label(micrometres);
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
    let judged = cream::judge(draft, context);
    let gates: Vec<Gap> = gates::gates(draft, context)
        .into_iter()
        .chain(gates::arrival(draft))
        .collect();
    let with_gates = |rest: Vec<Gap>| -> Vec<Gap> { gates.iter().cloned().chain(rest).collect() };
    let allergic = allergy::stops(draft, context);
    let allergic_in = |place: Place| {
        allergic
            .iter()
            .filter(move |gap| gap.place == place)
            .cloned()
    };
    let mut before_numbing = with_gates(cream::before_numbing(draft, context));
    before_numbing.extend(allergic_in(Place::Numbing));
    let mut before_needling = with_gates(before_needling(draft, context));
    before_needling.extend(allergic_in(Place::CheckIn));
    let numbs = cream::is_in_use(draft);
    let mut missing: Vec<Gap> = before_needling
        .iter()
        .chain(before_numbing.iter().filter(|_| numbs))
        .filter(|gap| must_stand(draft, gap))
        .cloned()
        .collect();
    missing.extend(allergic_in(Place::Products));
    missing.extend(actives::stops(draft, context));
    missing.extend(cream::gaps(draft, &judged));
    missing.extend(gates::emergencies(draft));
    missing.extend(units::beyond_the_book(draft, context));
    missing.extend(zone_gaps(draft));
    missing.extend(guard_gaps(draft, &guards));
    missing.extend(end_gaps(draft, context));
    missing.retain(|gap| !is_told(draft, gap));
    // An incident opens no gate; it only closes what lies wholly in the past.
    for before in [&mut before_numbing, &mut before_needling] {
        before.retain(|gap| !(gap.code.is_past() && is_told(draft, gap)));
    }
    missing.sort_by_key(|gap| gap.place);
    let mut seen: Vec<Gap> = Vec::new();
    missing.retain(|gap| {
        let is_new = !seen.contains(gap);
        if is_new {
            seen.push(gap.clone());
        }
        is_new
    });
    SessionCheck {
        guards,
        numbing: judged.areas,
        cream_before: judged.before,
        before_numbing,
        before_needling,
        missing,
    }
}

/// Whether something that stands before the needle also stands before the signature. Once stopped, what is missing to
/// begin no longer matters; with nothing left to do, a gate that shut behind the last zone shuts nothing. A fact and
/// the approval stand whatever comes: the record is always signable, and never silently (PRACTICE 2, 11, 28).
fn must_stand(draft: &SessionDraft, gap: &Gap) -> bool {
    if gap.happened.is_some() || gap.code == GapCode::NotApproved {
        return true;
    }
    let planned = draft
        .zones
        .iter()
        .any(|row| row.state == ZoneState::Planned);
    let is_all_done = !planned && draft.done().next().is_some();
    let shuts_behind = matches!(
        gap.code,
        GapCode::ScreeningStops
            | GapCode::ScreeningWorse
            | GapCode::ScreeningNotByYou
            | GapCode::ScreeningNotToday
            | GapCode::ConsentWithdrawn
            | GapCode::PatientSaidNo
    );
    draft.stopped.is_none() && !(is_all_done && shuts_behind)
}

fn before_needling(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let mut gaps = gates::identity_before_needling(draft);
    let mut need = |present: bool, place, code| {
        if !present {
            gaps.push(Gap::at(place, code));
        }
    };
    need(
        draft.check_in.before_photos.is_some(),
        Place::CheckIn,
        GapCode::BeforePhotos,
    );
    need(draft.device.is_some(), Place::CheckIn, GapCode::Device);
    need(
        draft.numbing_used.is_some(),
        Place::Numbing,
        GapCode::NumbingUsed,
    );
    gaps.extend(cream::asked_about_home(draft));
    gaps.extend(gates::antiseptic(draft));
    gaps.extend(units::retired_device(draft, context));
    gaps.extend(units::before_needling(draft, context));
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
                (row.done_at.is_none(), GapCode::ZoneTime),
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
        .flat_map(|guard| guard.zones.iter().map(move |zone| (guard, zone)))
        .map(|(guard, &(zone, side))| {
            let told = (guard.way_out == WayOut::Incident).then_some(&guard.key);
            Gap::in_zone(GapCode::GuardOpen, zone, side).happened(told)
        })
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
    let first = draft.last_done_at().or_else(|| started_at(draft));
    let end = match (draft.ended_at, first) {
        (None, _) => Some(GapCode::EndTime),
        (Some(end), _) if end > context.now => Some(GapCode::EndInFuture),
        (Some(end), Some(first)) if end < first => Some(GapCode::EndBeforeStart),
        _ => None,
    };
    gaps.extend(end.map(|code| Gap::at(Place::Finish, code)));
    gaps
}
