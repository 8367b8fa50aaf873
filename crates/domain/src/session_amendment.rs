//! A dated, signed note added to a signed session. The original stays as it is and readable.

use crate::field;
use crate::ids::{PatientId, PersonId, SessionId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::session::Session;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SessionAmendment {
    pub session: SessionId,
    pub patient: PatientId,
    pub text: String,
    /// When the session truly ended, where the record has it wrong. Every date that is counted from the end is counted
    /// from here (PRACTICE 23).
    pub corrected_end: Option<CorrectedEnd>,
    pub by: PersonId,
    /// Name and title as they stood when the note was signed.
    pub signed_name: String,
    pub at: DateTime<Utc>,
}

/// The end of a session as it is known now, and as it was taken to be until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CorrectedEnd {
    pub was: DateTime<Utc>,
    pub at: DateTime<Utc>,
    /// The local date of `at`, from which waits and results count.
    pub on: NaiveDate,
}

impl SessionAmendment {
    /// # Errors
    /// A note without words; an end that has not come yet, or before the last zone was done.
    pub fn parse(self, session: &Session) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let text = field::note(&mut issues, "text", &self.text);
        if text.is_empty() {
            issues.add("text", IssueCode::Required);
        }
        if let Some(end) = self.corrected_end {
            let refused = if end.at > self.at {
                Some(IssueCode::InTheFuture)
            } else if end.at < session.last_act_at() {
                Some(IssueCode::EndsBeforeStart)
            } else {
                None
            };
            if let Some(code) = refused {
                issues.add("ended_at", code);
            }
        }
        issues.or(Self { text, ..self })
    }
}
