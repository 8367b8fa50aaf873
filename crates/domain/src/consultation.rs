//! Step 0: the consultation (S08, S38, PRACTICE 41). A new patient's first visit opens with it.

use crate::concern::Concern;
use crate::field;
use crate::ids::{ConsultationId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What was found and planned at the consultation. The newest one is the patient's course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Consultation {
    pub id: ConsultationId,
    pub patient: PatientId,
    pub held_on: NaiveDate,
    /// The consultant, whose role and certification are shown plainly when not board-certified.
    pub consultant: String,
    pub consultant_role: String,
    pub board_certified: bool,
    pub concern: Concern,
    /// In the patient's words.
    pub hopes: String,
    /// Sessions planned for the course.
    pub planned_sessions: u8,
    pub recorded_by: PersonId,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ConsultationInput {
    pub held_on: Option<NaiveDate>,
    pub consultant: String,
    pub consultant_role: String,
    pub board_certified: bool,
    pub concern: Option<Concern>,
    pub hopes: String,
    pub planned_sessions: u8,
}

impl ConsultationInput {
    /// # Errors
    /// Every refused field.
    pub fn parse(
        &self,
        id: ConsultationId,
        patient: PatientId,
        by: PersonId,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Consultation, Vec<Issue>> {
        let mut issues = Issues::default();
        let held_on = self.held_on.unwrap_or_else(|| {
            issues.add("held_on", IssueCode::Required);
            today
        });
        if held_on > today {
            issues.add("held_on", IssueCode::InTheFuture);
        }
        let concern = self.concern.unwrap_or_else(|| {
            issues.add("concern", IssueCode::Required);
            Concern::TextureTone
        });
        if !(1..=24).contains(&self.planned_sessions) {
            issues.add_with(
                "planned_sessions",
                IssueCode::OutOfRange,
                &[("min", "1".to_owned()), ("max", "24".to_owned())],
            );
        }
        let consultation = Consultation {
            id,
            patient,
            held_on,
            consultant: field::name(&mut issues, "consultant", &self.consultant),
            consultant_role: field::required_line(
                &mut issues,
                "consultant_role",
                &self.consultant_role,
            ),
            board_certified: self.board_certified,
            concern,
            hopes: field::note(&mut issues, "hopes", &self.hopes),
            planned_sessions: self.planned_sessions,
            recorded_by: by,
            recorded_at: now,
        };
        issues.or(consultation)
    }
}
