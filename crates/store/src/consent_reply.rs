//! What patients said instead of signing a consent.

use crate::error::StoreError;
use crate::patient;
use crate::row::{bodies_of, text};
use needlebook_domain::consent_reply::ConsentReply;
use needlebook_domain::ids::PatientId;
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    reply: &ConsentReply,
) -> Result<(), StoreError> {
    let key = patient::key(connection, reply.patient).await?;
    sqlx::query("INSERT INTO consent_reply (patient, seq, id, body) VALUES (?, ?, ?, ?)")
        .bind(key)
        .bind(seq)
        .bind(reply.id.0)
        .bind(text(reply)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every reply of a patient, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<ConsentReply>, StoreError> {
    let query = "SELECT body FROM consent_reply WHERE patient = ? ORDER BY seq DESC";
    bodies_of(connection, patient, query).await
}
