//! A typed note: a draft until it is signed, then kept as it is. A later text stands beside the original.

use crate::field;
use crate::ids::{NoteId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Note {
    pub id: NoteId,
    pub patient: PatientId,
    pub text: String,
    pub signed_by: PersonId,
    /// Name and title as they stood at signing.
    pub signed_name: String,
    pub signed_at: DateTime<Utc>,
}

/// What the note says now, and why it was changed. The original stays readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NoteAmendment {
    pub note: NoteId,
    pub patient: PatientId,
    pub text: String,
    pub reason: String,
    pub by: PersonId,
    pub signed_name: String,
    pub at: DateTime<Utc>,
}

impl Note {
    /// # Errors
    /// A note without words.
    pub fn parse(self) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let text = words(&mut issues, &self.text);
        issues.or(Self { text, ..self })
    }
}

impl NoteAmendment {
    /// # Errors
    /// No words, or no reason.
    pub fn parse(self) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let text = words(&mut issues, &self.text);
        let reason = field::required_line(&mut issues, "reason", &self.reason);
        issues.or(Self {
            text,
            reason,
            ..self
        })
    }
}

fn words(issues: &mut Issues, raw: &str) -> String {
    let text = field::note(issues, "text", raw);
    if raw.trim().is_empty() {
        issues.add("text", IssueCode::Required);
    }
    text
}
