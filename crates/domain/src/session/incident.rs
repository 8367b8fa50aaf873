//! What went wrong: a forbidden thing that happened, told with its reason (PRACTICE 2), and an emergency with its log
//! (PRACTICE 24).

use super::SessionDraft;
use super::Tick;
use super::gap::{Gap, GapCode};
use crate::ids::PersonId;
use crate::zone::{Side, Zone};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum IncidentKind {
    /// A forbidden thing that happened: `about` names which.
    Forbidden,
    /// "Something is wrong" was pressed, and what it is was not said yet.
    Unsaid,
    Faint,
    Allergy,
    NumbingToxicity,
    NeedleStick,
    Eye,
    Other,
}

/// The forbidden fact an incident tells of: a gap with the value it had, so that a changed value asks again. A guard
/// is the gap [`GapCode::GuardOpen`] with the guard's key as its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    pub code: GapCode,
    pub zone: Option<(Zone, Side)>,
    pub index: Option<u32>,
    pub value: String,
}

/// What is written down during an emergency. Never a dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LogLine {
    Position,
    Pulse,
    BloodPressure,
    Recovery,
    HelpCalled,
    FitToLeave,
    Escort,
}

/// One line of the log; its time is when it was first written, whatever is added to it afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    pub line: LogLine,
    pub text: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// Something that went wrong, stamped when it was said; lines can be filled afterwards (PRACTICE 24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    pub kind: IncidentKind,
    /// The forbidden fact, if this tells of one.
    pub about: Option<Forbidden>,
    pub what: String,
    pub log: Vec<LogEntry>,
    /// "It is over, treatment can go on." Never set for a forbidden fact: that is not undone.
    pub over: Option<Tick>,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

impl Incident {
    /// An emergency that is still going on: no needle until it is over or the session is stopped.
    #[must_use]
    pub fn is_going_on(&self) -> bool {
        self.kind != IncidentKind::Forbidden && self.over.is_none()
    }

    /// Whether a moment lies inside the emergency.
    pub(super) fn holds(&self, at: DateTime<Utc>) -> bool {
        self.kind != IncidentKind::Forbidden
            && self.at < at
            && self.over.is_none_or(|over| at < over.at)
    }
}

/// Whether a fact was told as an incident, with what happened in words.
pub(super) fn is_told(draft: &SessionDraft, gap: &Gap) -> bool {
    gap.forbidden().is_some_and(|fact| {
        draft.incidents.iter().any(|incident| {
            incident.about.as_ref() == Some(&fact) && !incident.what.trim().is_empty()
        })
    })
}
