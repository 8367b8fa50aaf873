//! Zones that reacted before, as the session's grid marks them (PRACTICE 58).

use super::{Reaction, ReactionKind};
use crate::session::Session;
use crate::zone::{Side, Zone};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A zone with its newest reaction and how deep it was needled last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReactedZone {
    pub zone: Zone,
    pub side: Side,
    pub kind: ReactionKind,
    pub onset_on: NaiveDate,
    /// Depth of the last session that treated it, micrometres; going deeper asks a reason.
    pub last_um: Option<i32>,
}

/// Every zone with an earlier reaction, over or not, with the newest one in it. `sessions` newest first.
#[must_use]
pub fn reacted_zones<'a>(
    reactions: impl IntoIterator<Item = &'a Reaction>,
    sessions: &[Session],
) -> Vec<ReactedZone> {
    let mut found: Vec<ReactedZone> = Vec::new();
    for reaction in reactions {
        let facts = &reaction.facts;
        for &(zone, side) in &facts.zones {
            let mark = ReactedZone {
                zone,
                side,
                kind: facts.kind,
                onset_on: facts.onset_on,
                last_um: last_depth(sessions, zone, side),
            };
            let same = |other: &&mut ReactedZone| (other.zone, other.side) == (zone, side);
            match found.iter_mut().find(same) {
                Some(other) if other.onset_on < mark.onset_on => *other = mark,
                Some(_) => {}
                None => found.push(mark),
            }
        }
    }
    found
}

fn last_depth(sessions: &[Session], zone: Zone, side: Side) -> Option<i32> {
    sessions.iter().find_map(|session| {
        let mut done = session.record.done();
        done.find(|row| (row.zone, row.side) == (zone, side))?
            .micrometres()
    })
}
