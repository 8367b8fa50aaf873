//! A dated, signed note added to a signed session. The original stays as it is and readable.

use crate::field;
use crate::ids::{PatientId, PersonId, SessionId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SessionAmendment {
    pub session: SessionId,
    pub patient: PatientId,
    pub text: String,
    pub by: PersonId,
    /// Name and title as they stood when the note was signed.
    pub signed_name: String,
    pub at: DateTime<Utc>,
}

impl SessionAmendment {
    /// # Errors
    /// A note without words.
    pub fn parse(self) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let text = field::note(&mut issues, "text", &self.text);
        if text.is_empty() {
            issues.add("text", IssueCode::Required);
        }
        issues.or(Self { text, ..self })
    }
}
