//! Documents that came from elsewhere, and what was taken out of a record.

use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::attachment::{Attachment, AttachmentMoved};
use needlebook_domain::ids::{AttachmentId, PatientId, PersonId};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

const NOT_FOUND: StoreError = StoreError::NotFound {
    entity: "attachment",
};

/// That a document was taken out of a record, and no more.
#[derive(Clone, Copy, Debug)]
pub struct TakenOut {
    pub at: DateTime<Utc>,
    pub by: PersonId,
}

pub(crate) async fn attach(
    connection: &mut SqliteConnection,
    seq: i64,
    attachment: &Attachment,
) -> Result<(), StoreError> {
    let key = patient::key(connection, attachment.patient).await?;
    sqlx::query("INSERT INTO attachment (patient, seq, id, body) VALUES (?, ?, ?, ?)")
        .bind(key)
        .bind(seq)
        .bind(attachment.id.0)
        .bind(text(attachment)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn correct(
    connection: &mut SqliteConnection,
    attachment: &Attachment,
) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE attachment SET body = ? WHERE id = ?")
        .bind(text(attachment)?)
        .bind(attachment.id.0)
        .execute(connection)
        .await?;
    match done.rows_affected() {
        1 => Ok(()),
        _ => Err(NOT_FOUND),
    }
}

/// The document stands in the other record as if it had come there; in the wrong one no line of it is left.
pub(crate) async fn move_to(
    connection: &mut SqliteConnection,
    event: &Event,
    moved: &AttachmentMoved,
) -> Result<(), StoreError> {
    take_out(connection, event, moved.from).await?;
    attach(connection, event.seq, &moved.attachment).await
}

pub(crate) async fn remove(
    connection: &mut SqliteConnection,
    event: &Event,
    from: PatientId,
) -> Result<(), StoreError> {
    take_out(connection, event, from).await
}

async fn take_out(
    connection: &mut SqliteConnection,
    event: &Event,
    from: PatientId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM attachment WHERE id = ?")
        .bind(event.entity_id)
        .execute(&mut *connection)
        .await?;
    let key = match patient::key(connection, from).await {
        // Erased since: nobody is left to be told.
        Err(StoreError::NotFound { .. }) => return Ok(()),
        other => other?,
    };
    sqlx::query(
        "DELETE FROM timeline WHERE patient = ? AND seq IN (SELECT seq FROM journal WHERE entity_id = ?)",
    )
    .bind(key)
    .bind(event.entity_id)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO attachment_taken_out (patient, seq, at, by_person) VALUES (?, ?, ?, ?)",
    )
    .bind(key)
    .bind(event.seq)
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .execute(connection)
    .await?;
    Ok(())
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: AttachmentId,
) -> Result<Attachment, StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM attachment WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    parse(&body.ok_or(NOT_FOUND)?)
}

/// Every document of a patient, in the order they came into the record.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<Attachment>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let bodies: Vec<String> =
        sqlx::query_scalar("SELECT body FROM attachment WHERE patient = ? ORDER BY seq")
            .bind(key)
            .fetch_all(connection)
            .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// What was taken out of a patient's record, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_taken_out(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<TakenOut>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT at, by_person FROM attachment_taken_out WHERE patient = ? ORDER BY seq",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(TakenOut {
                at: instant(row.get("at"))?,
                by: PersonId(row.get("by_person")),
            })
        })
        .collect()
}
