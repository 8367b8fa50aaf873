//! Units that left or joined a lot. A count is never overwritten: it is corrected by a movement with its reason.

use crate::field;
use crate::ids::{LotId, SessionId};
use crate::issue::{Issue, IssueCode, Issues};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Why units left or joined a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MovementReason {
    Received,
    UsedInSession,
    Wasted,
    /// The count was wrong.
    Counted,
}

/// The count in the book was wrong: units were in the hand that it did not hold. Never a number overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CountCorrected {
    pub lot: LotId,
    /// What makes the book right again.
    pub units: i64,
    /// The session in which it was seen.
    pub session: SessionId,
}

/// Units that left or joined a lot outside of a session, with why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StockMoved {
    pub lot: LotId,
    /// Below zero for what left.
    pub units: i64,
    pub reason: MovementReason,
    pub note: String,
}

/// What is typed about units that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// So many of the same lot came in another delivery.
    Received,
    /// So many were dropped, torn, thrown away.
    Wasted,
    /// So many lie on the shelf.
    Counted,
}

#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct StockMoveInput {
    pub lot: LotId,
    pub kind: MoveKind,
    pub units: Option<u32>,
    pub note: String,
}

/// The most units one lot can hold, gain or lose at once.
const UNITS_MAX: u32 = 10_000;

/// A number of units that nobody would believe is a slip of the finger.
pub(super) fn in_range(issues: &mut Issues, path: &str, units: u32, least: u32) {
    if !(least..=UNITS_MAX).contains(&units) {
        issues.add_with(
            path,
            IssueCode::OutOfRange,
            &[("min", least.to_string()), ("max", UNITS_MAX.to_string())],
        );
    }
}

impl StockMoveInput {
    /// The signed movement, when the book holds `units_left` now.
    ///
    /// # Errors
    /// Every refused field: a number, at least one unless the shelf was counted, and why (a delivery needs no reason).
    pub fn parse(&self, units_left: i64) -> Result<StockMoved, Vec<Issue>> {
        let mut issues = Issues::default();
        let least = u32::from(self.kind != MoveKind::Counted);
        let typed = match self.units {
            Some(units) => {
                in_range(&mut issues, "units", units, least);
                i64::from(units)
            }
            None => {
                issues.add("units", IssueCode::Required);
                0
            }
        };
        let note = match self.kind {
            MoveKind::Received => field::line(&mut issues, "note", &self.note),
            MoveKind::Wasted | MoveKind::Counted => {
                field::required_line(&mut issues, "note", &self.note)
            }
        };
        let (units, reason) = match self.kind {
            MoveKind::Received => (typed, MovementReason::Received),
            MoveKind::Wasted => (-typed, MovementReason::Wasted),
            MoveKind::Counted => (typed - units_left, MovementReason::Counted),
        };
        issues.or(StockMoved {
            lot: self.lot,
            units,
            reason,
            note,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(kind: MoveKind, units: Option<u32>, note: &str) -> Result<i64, Vec<String>> {
        let input = StockMoveInput {
            lot: LotId::NONE,
            kind,
            units,
            note: note.to_owned(),
        };
        let refused = |issues: Vec<Issue>| issues.into_iter().map(|issue| issue.path).collect();
        input.parse(10).map(|moved| moved.units).map_err(refused)
    }

    #[test]
    fn each_movement_is_signed_and_a_count_is_the_difference() {
        assert_eq!(moved(MoveKind::Received, Some(24), ""), Ok(24));
        assert_eq!(moved(MoveKind::Wasted, Some(2), "dropped"), Ok(-2));
        assert_eq!(moved(MoveKind::Counted, Some(7), "counted twice"), Ok(-3));
        assert_eq!(moved(MoveKind::Counted, Some(0), "shelf is empty"), Ok(-10));
        assert_eq!(moved(MoveKind::Counted, Some(10), "as it is"), Ok(0));
    }

    #[test]
    fn what_is_missing_is_named_field_by_field() {
        let both = Err(vec!["units".to_owned(), "note".to_owned()]);
        assert_eq!(moved(MoveKind::Wasted, None, " "), both);
        assert_eq!(moved(MoveKind::Wasted, Some(0), ""), both);
        assert_eq!(moved(MoveKind::Counted, Some(10_001), ""), both);
    }
}
