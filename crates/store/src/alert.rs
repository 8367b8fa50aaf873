//! Alerts that a person pinned to a patient's strip.

use crate::error::StoreError;
use crate::patient;
use crate::row::{bodies_of, parse, text};
use needlebook_domain::alert::PinnedAlert;
use needlebook_domain::ids::{AlertId, PatientId};
use sqlx::SqliteConnection;

pub(crate) async fn pin(
    connection: &mut SqliteConnection,
    seq: i64,
    alert: &PinnedAlert,
) -> Result<(), StoreError> {
    let key = patient::key(connection, alert.patient).await?;
    sqlx::query("INSERT INTO alert (patient, seq, id, body) VALUES (?, ?, ?, ?)")
        .bind(key)
        .bind(seq)
        .bind(alert.id.0)
        .bind(text(alert)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn unpin(
    connection: &mut SqliteConnection,
    id: AlertId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM alert WHERE id = ?")
        .bind(id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// # Errors
/// [`StoreError::NotFound`] when it is not pinned.
pub async fn get(
    connection: &mut SqliteConnection,
    id: AlertId,
) -> Result<PinnedAlert, StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM alert WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    parse(&body.ok_or(StoreError::NotFound { entity: "alert" })?)
}

/// What is pinned, the oldest first.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<PinnedAlert>, StoreError> {
    bodies_of(
        connection,
        patient,
        "SELECT body FROM alert WHERE patient = ? ORDER BY seq",
    )
    .await
}
