//! Signed notes, and the later texts beside them.

use crate::error::StoreError;
use crate::patient;
use crate::row::{parse, text};
use needlebook_domain::ids::{NoteId, PatientId};
use needlebook_domain::note::{Note, NoteAmendment};
use sqlx::{Row, SqliteConnection};

pub(crate) async fn sign(
    connection: &mut SqliteConnection,
    seq: i64,
    note: &Note,
) -> Result<(), StoreError> {
    let key = patient::key(connection, note.patient).await?;
    sqlx::query("INSERT INTO note (patient, seq, id, body) VALUES (?, ?, ?, ?)")
        .bind(key)
        .bind(seq)
        .bind(note.id.0)
        .bind(text(note)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn amend(
    connection: &mut SqliteConnection,
    seq: i64,
    amendment: &NoteAmendment,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO note_amendment (note, seq, body) VALUES (?, ?, ?)")
        .bind(amendment.note.0)
        .bind(seq)
        .bind(text(amendment)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// A note as it was signed, with every later text, the oldest first.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: NoteId,
) -> Result<(Note, Vec<NoteAmendment>), StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM note WHERE id = ?")
        .bind(id.0)
        .fetch_optional(&mut *connection)
        .await?;
    let note = parse(&body.ok_or(StoreError::NotFound { entity: "note" })?)?;
    Ok((note, amendments(connection, id).await?))
}

async fn amendments(
    connection: &mut SqliteConnection,
    id: NoteId,
) -> Result<Vec<NoteAmendment>, StoreError> {
    let bodies: Vec<String> =
        sqlx::query_scalar("SELECT body FROM note_amendment WHERE note = ? ORDER BY seq")
            .bind(id.0)
            .fetch_all(connection)
            .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// The newest notes of a patient, from before `before` on, the newest first.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
    before: Option<NoteId>,
    limit: u32,
) -> Result<Vec<(Note, Vec<NoteAmendment>)>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let before: Option<i64> = match before {
        Some(id) => {
            sqlx::query_scalar("SELECT seq FROM note WHERE id = ?")
                .bind(id.0)
                .fetch_optional(&mut *connection)
                .await?
        }
        None => None,
    };
    let rows = sqlx::query(
        "SELECT body FROM note WHERE patient = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
    )
    .bind(key)
    .bind(before.unwrap_or(i64::MAX))
    .bind(limit)
    .fetch_all(&mut *connection)
    .await?;
    let mut notes = Vec::with_capacity(rows.len());
    for row in rows {
        let note: Note = parse(row.get("body"))?;
        let amendments = amendments(connection, note.id).await?;
        notes.push((note, amendments));
    }
    Ok(notes)
}
