//! What was decided about courses: more sessions, an early end, a new beginning.

use crate::error::StoreError;
use crate::patient;
use crate::row::{bodies_of, text};
use needlebook_domain::course_change::{CourseChange, CourseStep};
use needlebook_domain::ids::PatientId;
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    change: &CourseChange,
) -> Result<(), StoreError> {
    let key = patient::key(connection, change.patient).await?;
    let (planned, closed) = match change.step {
        CourseStep::Replanned { planned_sessions } => (Some(planned_sessions), None),
        CourseStep::ClosedEarly => (None, Some(true)),
        CourseStep::TakenUpAgain => (None, Some(false)),
    };
    sqlx::query(
        "INSERT INTO course_change (patient, seq, consultation, planned, closed, body) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(key)
    .bind(seq)
    .bind(change.consultation.0)
    .bind(planned)
    .bind(closed)
    .bind(text(change)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Every decision about a patient's courses, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<CourseChange>, StoreError> {
    let query = "SELECT body FROM course_change WHERE patient = ? ORDER BY seq";
    bodies_of(connection, patient, query).await
}
