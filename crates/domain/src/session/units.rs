//! The cartridges of a session: in date, sealed, of this device, and on the shelf.

use super::acts::first_needle;
use super::check::SessionContext;
use super::gap::{Gap, GapCode, Place};
use super::{CartridgeUse, SessionDraft};
use crate::stock::LotOnHand;
use chrono::{DateTime, Utc};

/// Nothing new is done with a device whose profile was retired.
pub(super) fn retired_device(draft: &SessionDraft, context: &SessionContext<'_>) -> Option<Gap> {
    let retired = context.device_profile.is_some_and(|device| device.retired);
    retired.then(|| {
        let used = first_needle(draft).and(context.device_profile);
        Gap::at(Place::CheckIn, GapCode::DeviceRetired).happened(used.map(|device| device.id))
    })
}

/// What is wrong with a unit before a needle. Once a zone is done, it is what was used.
pub(super) fn before_needling(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let needled = first_needle(draft);
    if draft.cartridges.is_empty() {
        let gap = Gap::at(Place::CheckIn, GapCode::Cartridge);
        return vec![gap.happened(needled.map(super::gates::written))];
    }
    let units = draft.cartridges.iter().enumerate();
    units
        .filter_map(|(index, unit)| {
            let code = match context.lot(unit.lot) {
                None => GapCode::Cartridge,
                Some(on_hand) if on_hand.lot.is_expired_on(context.start_on) => {
                    GapCode::CartridgeExpired
                }
                Some(on_hand) if was_set_aside(on_hand, unit, needled) => {
                    GapCode::CartridgeQuarantined
                }
                Some(on_hand)
                    if Some(on_hand.lot.profile)
                        != context.device_profile.map(|device| device.id) =>
                {
                    GapCode::CartridgeOtherDevice
                }
                Some(on_hand) if was_used(on_hand, unit, &draft.cartridges[..index]) => {
                    GapCode::CartridgeUsed
                }
                Some(_) if !unit.sealed => GapCode::CartridgeNotSealed,
                Some(_) => return None,
            };
            let gap = Gap::nth(Place::CheckIn, code, index);
            Some(gap.happened(needled.map(|_| unit.lot.0)))
        })
        .collect()
}

/// Whether its lot was set aside before the unit was used. What was used before that was used in good faith.
fn was_set_aside(on_hand: &LotOnHand, unit: &CartridgeUse, needled: Option<DateTime<Utc>>) -> bool {
    on_hand.quarantine.as_ref().is_some_and(|aside| {
        needled.is_none_or(|first| aside.since <= unit.opened_at.unwrap_or(first))
    })
}

/// Whether this very unit was used before: in a signed session, or as an earlier one of this session.
fn was_used(on_hand: &LotOnHand, unit: &CartridgeUse, earlier: &[CartridgeUse]) -> bool {
    let again = |other: &CartridgeUse| other.lot == unit.lot && other.serial == unit.serial;
    !unit.serial.is_empty()
        && (on_hand.used_serials.contains(&unit.serial) || earlier.iter().any(again))
}

/// Units taken from a lot beyond what the book holds of it, without a word that the count was wrong. A lot never goes
/// below zero silently, not even in a session that was stopped.
pub(super) fn beyond_the_book(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let units = draft.cartridges.iter().enumerate();
    units
        .filter(|(index, unit)| {
            let earlier = draft.cartridges[..*index].iter();
            let taken = earlier.filter(|other| other.lot == unit.lot).count() + 1;
            let left = context.lot(unit.lot).map(LotOnHand::left);
            left.is_some_and(|left| taken > left) && unit.count_was_wrong.is_none()
        })
        .map(|(index, _)| Gap::nth(Place::CheckIn, GapCode::CartridgeCount, index))
        .collect()
}
