//! Something that waits for a person: a call, a check, a word with the medical lead.

use crate::field;
use crate::ids::{PatientId, PersonId, TaskId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// A forbidden thing happened; the medical lead looks at it (PRACTICE 2).
    ReviewIncident,
    /// A sheet was replaced after it had been handed over (PRACTICE 23).
    TellPatient,
    /// A reaction is looked at again.
    CheckReaction,
    /// Somebody rang about a sign to watch for: a practitioner rings back (PRACTICE 66).
    AnswerCall,
    /// Somebody is to be rung.
    CallBack,
    /// Anything else that a person wrote down.
    ToDo,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Task {
    pub id: TaskId,
    pub kind: TaskKind,
    pub patient: Option<PatientId>,
    /// What is to be done, in a person's words; empty where the kind says it all.
    pub text: String,
    pub due_on: NaiveDate,
    /// Nobody for a task that a rule opened.
    pub opened_by: Option<PersonId>,
    pub opened_at: DateTime<Utc>,
}

/// What is typed about a task for a patient.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TaskInput {
    pub call_back: bool,
    pub text: String,
    pub due_on: Option<NaiveDate>,
}

impl TaskInput {
    /// # Errors
    /// Every refused field: a task needs words (a call needs none) and a day that has not passed.
    pub fn parse(
        &self,
        id: TaskId,
        patient: PatientId,
        by: PersonId,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Task, Vec<Issue>> {
        let mut issues = Issues::default();
        let text = if self.call_back {
            field::line(&mut issues, "text", &self.text)
        } else {
            field::required_line(&mut issues, "text", &self.text)
        };
        let due_on = self.due_on.unwrap_or_else(|| {
            issues.add("due_on", IssueCode::Required);
            today
        });
        if due_on < today {
            issues.add_with("due_on", IssueCode::TooEarly, &[("min", today.to_string())]);
        }
        let kind = if self.call_back {
            TaskKind::CallBack
        } else {
            TaskKind::ToDo
        };
        issues.or(Task {
            id,
            kind,
            patient: Some(patient),
            text,
            due_on,
            opened_by: Some(by),
            opened_at: now,
        })
    }
}
