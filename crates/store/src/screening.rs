//! Signed screenings of a patient.

use crate::error::StoreError;
use crate::patient;
use crate::row::{bodies_of, parse, text};
use needlebook_domain::ids::PatientId;
use needlebook_domain::screening_record::Screening;
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    screening: &Screening,
) -> Result<(), StoreError> {
    let key = patient::key(connection, screening.patient).await?;
    sqlx::query(
        "INSERT INTO screening (patient, seq, id, outcome, for_on, signed_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(key)
    .bind(seq)
    .bind(screening.id.0)
    .bind(text(&screening.judgement.outcome)?.trim_matches('"'))
    .bind(screening.for_on.to_string())
    .bind(screening.signed_at.timestamp_millis())
    .bind(text(screening)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Every screening of a patient, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<Screening>, StoreError> {
    let query = "SELECT body FROM screening WHERE patient = ? ORDER BY seq DESC";
    bodies_of(connection, patient, query).await
}

/// The one that counts: the newest.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_newest(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Option<Screening>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let body: Option<String> = sqlx::query_scalar(
        "SELECT body FROM screening WHERE patient = ? ORDER BY seq DESC LIMIT 1",
    )
    .bind(key)
    .fetch_optional(connection)
    .await?;
    body.map(|body| parse(&body)).transpose()
}
