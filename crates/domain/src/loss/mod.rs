//! A laptop that was stolen or lost with the record on it (PRACTICE 74): what is known of it, until when a loss of health
//! data is reported, what was on it, and what is done about it. Recorded once, corrected by a later version.

mod extent;
mod input;

pub use extent::{DataKind, Held, HeldKind, LossStep, Outside, OutsideKind};
pub use input::LossInput;

use crate::ids::{LossId, PersonId};
use crate::time::hours_after;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LossHow {
    Stolen,
    Lost,
}

/// How it stood when it was last in the clinic's hands. Nobody's guess: unknown is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LossState {
    SwitchedOff,
    /// On or asleep, with the record locked.
    Locked,
    /// The record stood open; it locks itself after the idle time.
    Open,
    Unknown,
}

/// Whether the recovery page or a written passphrase was with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WayInWithIt {
    No,
    Yes,
    Unknown,
}

/// What is known of a loss, as it was last corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LossFacts {
    /// What it was: "the black laptop, in its bag".
    pub what: String,
    pub how: LossHow,
    /// The day it went, where somebody knows it.
    pub lost_on: Option<NaiveDate>,
    /// The moment, where somebody knows that too.
    pub lost_at: Option<DateTime<Utc>>,
    /// When the clinic became aware of it. The time to report counts from here.
    pub noticed_at: DateTime<Utc>,
    pub state: LossState,
    pub way_in_with_it: WayInWithIt,
    /// Where, police, who was told: in a person's own words.
    pub note: String,
    /// It turned up again.
    pub found_on: Option<NaiveDate>,
}

/// A loss as it was last recorded or corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Loss {
    pub id: LossId,
    pub facts: LossFacts,
    /// Who recorded this version.
    pub recorded_by: PersonId,
    pub recorded_at: DateTime<Utc>,
}

/// Hours from noticing a breach to the latest report of it (GDPR, article 33(1)).
pub const REPORT_HOURS: u32 = 72;

/// Until when a loss is reported that was noticed then. Elapsed hours: on the clinic's wall the end stands an hour earlier or
/// later where the clocks change in between.
#[must_use]
pub fn report_due(noticed_at: DateTime<Utc>) -> DateTime<Utc> {
    hours_after(noticed_at, REPORT_HOURS)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::report_due;
    use crate::time::ClinicTime;
    use chrono::{DateTime, Utc};
    use chrono_tz::Tz;

    #[test]
    fn seventy_two_hours_are_elapsed_hours_also_when_the_clocks_change() {
        for (zone, noticed, due) in [
            (
                Tz::Europe__London,
                "2026-10-23T08:00:00Z",
                "2026-10-26T08:00:00+00:00",
            ),
            (
                Tz::Europe__Berlin,
                "2026-03-27T16:30:00Z",
                "2026-03-30T18:30:00+02:00",
            ),
            (
                Tz::Europe__London,
                "2026-11-23T09:15:00Z",
                "2026-11-26T09:15:00+00:00",
            ),
        ] {
            let noticed: DateTime<Utc> = noticed.parse().unwrap();
            assert_eq!(
                ClinicTime::new(report_due(noticed), zone).to_string(),
                due,
                "{zone}"
            );
        }
    }
}
