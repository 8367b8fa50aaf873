//! Records that must be kept whatever their age: a complaint, a claim (PRACTICE 70).

use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::instant;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{PatientId, PersonId};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// Since when, by whom and why a record is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalHold {
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub reason: String,
}

pub(crate) async fn place(
    connection: &mut SqliteConnection,
    event: &Event,
    reason: &str,
) -> Result<(), StoreError> {
    let key = patient::key(connection, PatientId(event.entity_id)).await?;
    sqlx::query(
        "INSERT INTO legal_hold (patient, at, by_person, reason) VALUES (?, ?, ?, ?)
         ON CONFLICT (patient) DO UPDATE SET at = excluded.at, by_person = excluded.by_person, reason = excluded.reason",
    )
    .bind(key)
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .bind(reason)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn lift(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<(), StoreError> {
    let key = patient::key(connection, PatientId(event.entity_id)).await?;
    sqlx::query("DELETE FROM legal_hold WHERE patient = ?")
        .bind(key)
        .execute(connection)
        .await?;
    Ok(())
}

/// # Errors
/// [`StoreError::NotFound`] for a patient who is not there.
pub async fn find(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<Option<LegalHold>, StoreError> {
    let key = patient::key(connection, id).await?;
    let row = sqlx::query("SELECT at, by_person, reason FROM legal_hold WHERE patient = ?")
        .bind(key)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(LegalHold {
            at: instant(row.get("at"))?,
            by: PersonId(row.get("by_person")),
            reason: row.get("reason"),
        })
    })
    .transpose()
}
