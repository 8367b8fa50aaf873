//! What happens to a course after its consultation: more sessions, an early end, a new beginning. Each with a reason, and
//! each corrected by another (S65).

use crate::consultation::Consultation;
use crate::field;
use crate::ids::{ConsultationId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Most sessions a course may be planned with.
pub const MOST_SESSIONS: u8 = 24;

/// What was decided about a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum CourseStep {
    /// Planned anew with another number of sessions, those already done counted in.
    Replanned { planned_sessions: u8 },
    /// Ended before its plan: what follows is maintenance, if anything.
    ClosedEarly,
    /// Goes on after all.
    TakenUpAgain,
}

/// One decision about the course that a consultation opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CourseChange {
    pub consultation: ConsultationId,
    pub patient: PatientId,
    pub step: CourseStep,
    pub reason: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// What is typed about a course.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct CourseChangeInput {
    pub step: CourseStep,
    pub reason: String,
}

/// How a course stands after every decision about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CourseStanding {
    /// Sessions planned now.
    pub planned: u32,
    pub closed_early: bool,
}

impl CourseStanding {
    /// The plan of the consultation with every decision about it, the oldest first.
    #[must_use]
    pub fn of<'a>(
        consultation: &Consultation,
        changes: impl IntoIterator<Item = &'a CourseChange>,
    ) -> Self {
        let begun = Self {
            planned: u32::from(consultation.planned_sessions),
            closed_early: false,
        };
        let own = changes
            .into_iter()
            .filter(|change| change.consultation == consultation.id);
        own.fold(begun, |standing, change| standing.after(change.step))
    }

    fn after(self, step: CourseStep) -> Self {
        match step {
            CourseStep::Replanned { planned_sessions } => Self {
                planned: u32::from(planned_sessions),
                ..self
            },
            CourseStep::ClosedEarly => Self {
                closed_early: true,
                ..self
            },
            CourseStep::TakenUpAgain => Self {
                closed_early: false,
                ..self
            },
        }
    }

    /// Whether nothing more is planned: as many sessions are done as were planned, or it was closed.
    #[must_use]
    pub const fn is_over(self, done: u32) -> bool {
        self.closed_early || crate::course::is_finished(done, self.planned)
    }
}

impl CourseChangeInput {
    /// # Errors
    /// A reason is needed. A plan holds the sessions that are done and at most 24 in all, and differs from the one that
    /// stands; what is over is not closed, and only what was closed is taken up again.
    pub fn parse(
        &self,
        standing: CourseStanding,
        done: u32,
    ) -> Result<(CourseStep, String), Vec<Issue>> {
        let mut issues = Issues::default();
        match self.step {
            CourseStep::Replanned { planned_sessions } => {
                let least = done.max(1);
                let planned = u32::from(planned_sessions);
                if planned < least || planned_sessions > MOST_SESSIONS {
                    issues.add_with(
                        "planned_sessions",
                        IssueCode::OutOfRange,
                        &[
                            ("min", least.to_string()),
                            ("max", MOST_SESSIONS.to_string()),
                        ],
                    );
                } else if planned == standing.planned {
                    issues.add("planned_sessions", IssueCode::NotAChoice);
                }
            }
            CourseStep::ClosedEarly if standing.is_over(done) => {
                issues.add("step", IssueCode::NotAChoice);
            }
            CourseStep::TakenUpAgain if !standing.closed_early => {
                issues.add("step", IssueCode::NotAChoice);
            }
            CourseStep::ClosedEarly | CourseStep::TakenUpAgain => {}
        }
        let reason = field::required_line(&mut issues, "reason", &self.reason);
        issues.or((self.step, reason))
    }
}
