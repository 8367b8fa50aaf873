//! Consultations of a patient; the newest is the course.

use crate::error::StoreError;
use crate::patient;
use crate::row::{bodies_of, text};
use needlebook_domain::consultation::Consultation;
use needlebook_domain::ids::PatientId;
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    consultation: &Consultation,
) -> Result<(), StoreError> {
    let key = patient::key(connection, consultation.patient).await?;
    sqlx::query("INSERT INTO consultation (patient, seq, id, body) VALUES (?, ?, ?, ?)")
        .bind(key)
        .bind(seq)
        .bind(consultation.id.0)
        .bind(text(consultation)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every consultation of a patient, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<Consultation>, StoreError> {
    let query = "SELECT body FROM consultation WHERE patient = ? ORDER BY seq DESC";
    bodies_of(connection, patient, query).await
}
