//! Something that waits for a person: a call, a check, a word with the medical lead.

use crate::ids::{PatientId, TaskId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// A forbidden thing happened; the medical lead looks at it (PRACTICE 2).
    ReviewIncident,
    /// A sheet was replaced after it had been handed over (PRACTICE 23).
    TellPatient,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Task {
    pub id: TaskId,
    pub kind: TaskKind,
    pub patient: Option<PatientId>,
    pub due_on: NaiveDate,
    pub opened_at: DateTime<Utc>,
}
