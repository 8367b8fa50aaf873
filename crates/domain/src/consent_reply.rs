//! What a patient said instead of signing a consent: not today, taken home, not agreed (PRACTICE 68).
//!
//! A reply is the patient's own word with what was in their hands. It is never a signature, whatever it says.

use crate::consent::{ConsentGate, ConsentPlan, Uncovered};
use crate::ids::{ConsentId, ConsentReplyId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    NotToday,
    /// The form went home to be read; the time to think has begun.
    TakenHome,
    Declined,
}

/// What was in the patient's hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Shown {
    /// The whole form, with the exact text that was on screen and its SHA-256 in hex.
    Form {
        template: String,
        revision: u32,
        language: String,
        plan: Box<ConsentPlan>,
        text: String,
        text_sha256: String,
    },
    /// Lines that a signed consent does not name.
    Lines {
        consent: ConsentId,
        lines: Vec<Uncovered>,
    },
}

/// One reply, as it stands in the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct ConsentReply {
    pub id: ConsentReplyId,
    pub patient: PatientId,
    pub reply: Reply,
    pub shown: Shown,
    /// When the information was given; a consent signed later on the same text counts from here.
    pub given_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
    /// Whoever handed the form over.
    pub recorded_by: PersonId,
}

impl ConsentReply {
    /// # Errors
    /// Information given after the reply; no lines.
    pub fn check(&self) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        if self.given_at > self.at {
            issues.add("given_at", IssueCode::EndsBeforeStart);
        }
        match &self.shown {
            Shown::Form { plan, .. } if plan.areas.is_empty() => {
                issues.add("plan.areas", IssueCode::Required);
            }
            Shown::Lines { lines, .. } if lines.is_empty() => {
                issues.add("lines", IssueCode::Required);
            }
            Shown::Form { .. } | Shown::Lines { .. } => {}
        }
        issues.or(())
    }

    /// Whether the reply still says where the consent stands. `signed_or_withdrawn_at` is the newest change to the
    /// patient's newest consent: whatever was signed or taken back later speaks louder.
    #[must_use]
    pub fn stands(
        &self,
        gate: &ConsentGate,
        signed_or_withdrawn_at: Option<DateTime<Utc>>,
    ) -> bool {
        if signed_or_withdrawn_at.is_some_and(|at| at > self.at) {
            return false;
        }
        match (&self.shown, gate) {
            (Shown::Lines { .. }, gate) => matches!(gate, ConsentGate::Uncovered { .. }),
            // Somebody who takes the next form home early still has a consent; somebody who refuses it may not want
            // today's session either, so that is shown however valid the paper is.
            (Shown::Form { .. }, ConsentGate::Open) => self.reply == Reply::Declined,
            (Shown::Form { .. }, _) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn reply(reply: Reply, shown: Shown) -> ConsentReply {
        ConsentReply {
            id: ConsentReplyId(Uuid::nil()),
            patient: PatientId(Uuid::nil()),
            reply,
            shown,
            given_at: DateTime::UNIX_EPOCH,
            at: DateTime::UNIX_EPOCH + TimeDelta::minutes(9),
            recorded_by: PersonId(Uuid::nil()),
        }
    }

    fn form() -> Shown {
        let plan = serde_json::json!({
            "areas": ["cheeks"], "concern": "acne_scars", "device": "generic_pen", "numbing": [], "adjuncts": [],
            "practitioner": Uuid::nil()
        });
        Shown::Form {
            template: String::new(),
            revision: 1,
            language: String::new(),
            plan: serde_json::from_value(plan).unwrap(),
            text: String::new(),
            text_sha256: String::new(),
        }
    }

    fn lines() -> Shown {
        Shown::Lines {
            consent: ConsentId(Uuid::nil()),
            lines: vec![Uncovered::DepthAboveLabel],
        }
    }

    fn uncovered() -> ConsentGate {
        ConsentGate::Uncovered {
            lines: vec![Uncovered::DepthAboveLabel],
        }
    }

    #[test]
    fn a_reply_stands_until_something_is_signed_or_taken_back() {
        for said in [Reply::NotToday, Reply::TakenHome, Reply::Declined] {
            let said = reply(said, form());
            assert!(said.stands(&ConsentGate::None, None));
            assert!(said.stands(&ConsentGate::Withdrawn, Some(said.at)));
            assert!(!said.stands(&ConsentGate::None, Some(said.at + TimeDelta::seconds(1))));
        }
    }

    #[test]
    fn beside_a_valid_consent_only_a_refusal_shows() {
        let beside = |said| reply(said, form()).stands(&ConsentGate::Open, None);
        assert!(beside(Reply::Declined));
        assert!(!beside(Reply::NotToday) && !beside(Reply::TakenHome));
    }

    #[test]
    fn refused_lines_are_about_the_lines_and_not_about_the_consent() {
        let refused = reply(Reply::Declined, lines());
        assert!(refused.stands(&uncovered(), None));
        assert!(!refused.stands(&ConsentGate::Open, None));
        assert!(!refused.stands(&ConsentGate::None, None));
    }

    #[test]
    fn nobody_replies_before_the_form_was_given_or_to_nothing() {
        let mut early = reply(Reply::TakenHome, form());
        assert!(early.check().is_ok());
        early.given_at = early.at + TimeDelta::seconds(1);
        assert!(early.check().is_err());
        let empty = Shown::Lines {
            consent: ConsentId(Uuid::nil()),
            lines: vec![],
        };
        assert!(reply(Reply::Declined, empty).check().is_err());
    }
}
