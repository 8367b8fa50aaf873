//! What touched the patient, when: cream, antiseptic, needle. Gates are judged against these moments.

use super::SessionDraft;
use super::gap::Place;
use crate::zone::{Side, Zone};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Cream { index: usize },
    Antiseptic,
    Needle { zone: Zone, side: Side },
}

impl Act {
    pub(super) fn place(self) -> Place {
        match self {
            Self::Cream { .. } => Place::Numbing,
            Self::Antiseptic => Place::CheckIn,
            Self::Needle { .. } => Place::Treat,
        }
    }
}

/// Everything that happened, in no order.
pub(super) fn acts(draft: &SessionDraft) -> Vec<(DateTime<Utc>, Act)> {
    let antiseptic = draft
        .check_in
        .antiseptic
        .iter()
        .map(|antiseptic| (antiseptic.at, Act::Antiseptic));
    touches(draft).chain(antiseptic).collect()
}

/// Cream on the skin and needle in it: what a gate exists for.
pub(super) fn touches(draft: &SessionDraft) -> impl Iterator<Item = (DateTime<Utc>, Act)> {
    creams(draft)
        .map(|(at, index)| (at, Act::Cream { index }))
        .chain(needles(draft).map(|(at, zone, side)| (at, Act::Needle { zone, side })))
}

pub(super) fn creams(draft: &SessionDraft) -> impl Iterator<Item = (DateTime<Utc>, usize)> {
    let areas = draft.numbing.iter().enumerate();
    areas.filter_map(|(index, area)| Some((area.on_at?, index)))
}

pub(super) fn needles(draft: &SessionDraft) -> impl Iterator<Item = (DateTime<Utc>, Zone, Side)> {
    draft
        .done()
        .filter_map(|row| Some((row.done_at?, row.zone, row.side)))
}

pub(super) fn first_needle(draft: &SessionDraft) -> Option<DateTime<Utc>> {
    needles(draft).map(|(at, ..)| at).min()
}

/// Whether an act came before what had to stand first. Times are typed in whole minutes and ticks are stamped to the
/// second, so the same minute is not "before".
pub(super) fn is_before(act: DateTime<Utc>, gate: DateTime<Utc>) -> bool {
    whole_minute(act) < whole_minute(gate)
}

fn whole_minute(at: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = at.timestamp().rem_euclid(60);
    at.trunc_subsecs(0) - TimeDelta::seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_typed_for_the_minute_of_a_tick_is_not_before_it() {
        let tick = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::milliseconds(90_250);
        let minute = |minutes| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minutes);
        assert!(!is_before(minute(1), tick), "00:01 beside 00:01:30");
        assert!(is_before(minute(0), tick));
        assert!(!is_before(minute(2), tick));
    }
}
