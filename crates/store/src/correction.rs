//! What corrections changed, field by field.

use crate::error::StoreError;
use crate::journal::Event;
use crate::row::{instant, text};
use chrono::{DateTime, Utc};
use needlebook_domain::change::FieldChange;
use needlebook_domain::ids::{PatientId, PersonId};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// One value before and after, with who and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub change: FieldChange,
    pub at: DateTime<Utc>,
    pub by: PersonId,
}

/// Keeps what an event changed about a subject: the patient, or one thing of theirs.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    event: &Event,
    patient: i64,
    subject: Uuid,
    changes: &[FieldChange],
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO correction (patient, subject, seq, field, old, new, at, by_person)
         SELECT ?1, ?2, ?3, value ->> 'field', value ->> 'old', value ->> 'new', ?4, ?5 FROM json_each(?6)",
    )
    .bind(patient)
    .bind(subject)
    .bind(event.seq)
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .bind(text(&changes)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The fields that one event changed about a patient.
pub(crate) async fn fields(
    connection: &mut SqliteConnection,
    patient: PatientId,
    seq: i64,
) -> Result<Vec<String>, StoreError> {
    let key = crate::patient::key(connection, patient).await?;
    Ok(sqlx::query_scalar(
        "SELECT field FROM correction WHERE patient = ? AND subject = ? AND seq = ? ORDER BY field",
    )
    .bind(key)
    .bind(patient.0)
    .bind(seq)
    .fetch_all(connection)
    .await?)
}

/// Every correction of a subject, newest first.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
    subject: Uuid,
) -> Result<Vec<Correction>, StoreError> {
    let key = crate::patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT field, old, new, at, by_person FROM correction
         WHERE patient = ? AND subject = ? ORDER BY seq DESC, field DESC",
    )
    .bind(key)
    .bind(subject)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Correction {
                change: FieldChange {
                    field: row.get("field"),
                    old: row.get("old"),
                    new: row.get("new"),
                },
                at: instant(row.get("at"))?,
                by: PersonId(row.get("by_person")),
            })
        })
        .collect()
}
