//! Looking at a reaction again: what was seen, how it stands, to whom it was reported.

use crate::field;
use crate::ids::{PatientId, PersonId, ReactionId, TaskId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How a reaction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReactionOutcome {
    Open,
    /// Somebody else looks after it now; it is not over.
    Referred,
    Resolved {
        on: NaiveDate,
    },
    /// Over, and something stays: a scar, a patch.
    ResolvedWithMarks {
        on: NaiveDate,
    },
}

/// An outcome without its day, as a form chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    Open,
    Referred,
    Resolved,
    ResolvedWithMarks,
}

/// One look at a reaction. Never changed: what was wrong in it is said in the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReactionFollowUp {
    pub reaction: ReactionId,
    pub patient: PatientId,
    pub outcome: ReactionOutcome,
    pub text: String,
    /// The maker, a regulator, a doctor; empty where nobody was told this time.
    pub reported_to: String,
    pub reported_on: Option<NaiveDate>,
    /// The task to look at it once more.
    pub check: Option<TaskId>,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// What is typed about one look.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ReactionFollowUpInput {
    pub outcome: Option<OutcomeKind>,
    /// The day it was over.
    pub resolved_on: Option<NaiveDate>,
    pub text: String,
    pub reported_to: String,
    pub reported_on: Option<NaiveDate>,
    /// When to look once more; needed while it goes on.
    pub check_on: Option<NaiveDate>,
}

impl ReactionFollowUpInput {
    /// The outcome, the words, whom and when it was reported, and when to look again.
    ///
    /// # Errors
    /// Every refused field: words are needed, a day cannot lie ahead of today nor before the onset, and what goes on is
    /// looked at again on a day that has not passed.
    pub fn parse(&self, onset_on: NaiveDate, today: NaiveDate) -> Result<Parsed, Vec<Issue>> {
        let mut issues = Issues::default();
        let mut past_day = |path: &str, day: Option<NaiveDate>| {
            let day = day.unwrap_or_else(|| {
                issues.add(path, IssueCode::Required);
                today
            });
            if day > today {
                issues.add(path, IssueCode::InTheFuture);
            } else if day < onset_on {
                issues.add_with(path, IssueCode::TooEarly, &[("min", onset_on.to_string())]);
            }
            day
        };
        let outcome = match self.outcome {
            Some(OutcomeKind::Referred) => ReactionOutcome::Referred,
            Some(OutcomeKind::Resolved) => ReactionOutcome::Resolved {
                on: past_day("resolved_on", self.resolved_on),
            },
            Some(OutcomeKind::ResolvedWithMarks) => ReactionOutcome::ResolvedWithMarks {
                on: past_day("resolved_on", self.resolved_on),
            },
            Some(OutcomeKind::Open) | None => ReactionOutcome::Open,
        };
        let is_reported = !self.reported_to.trim().is_empty() || self.reported_on.is_some();
        let reported_on = is_reported.then(|| past_day("reported_on", self.reported_on));
        if self.outcome.is_none() {
            issues.add("outcome", IssueCode::Required);
        }
        let text = super::input::words(&mut issues, "text", &self.text);
        let reported_to = field::line(&mut issues, "reported_to", &self.reported_to);
        if reported_on.is_some() && self.reported_to.trim().is_empty() {
            issues.add("reported_to", IssueCode::Required);
        }
        let goes_on = matches!(
            self.outcome,
            Some(OutcomeKind::Open | OutcomeKind::Referred)
        );
        super::input::check_day(&mut issues, self.check_on, goes_on, today);
        issues.or(Parsed {
            outcome,
            text,
            reported_to,
            reported_on,
            check_on: self.check_on.filter(|_| goes_on),
        })
    }
}

/// A look as it was read from the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    pub outcome: ReactionOutcome,
    pub text: String,
    pub reported_to: String,
    pub reported_on: Option<NaiveDate>,
    pub check_on: Option<NaiveDate>,
}
