//! The medical history: each line as it was last corrected, and those that were never true.

use crate::correction;
use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::{parse, text};
use needlebook_domain::change::changes;
use needlebook_domain::ids::{HistoryEntryId, PatientId};
use needlebook_domain::medical_history::HistoryEntry;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// A line with the version that a correction must name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    pub entry: HistoryEntry,
    pub version: i64,
    /// Why it was never true.
    pub voided: Option<String>,
}

pub(crate) async fn record(
    connection: &mut SqliteConnection,
    seq: i64,
    entry: &HistoryEntry,
) -> Result<(), StoreError> {
    let key = patient::key(connection, entry.patient).await?;
    sqlx::query(
        "INSERT INTO medical_history (patient, seq, id, version, voided, body) VALUES (?, ?, ?, 1, NULL, ?)",
    )
    .bind(key)
    .bind(seq)
    .bind(entry.id.0)
    .bind(text(entry)?)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn correct(
    connection: &mut SqliteConnection,
    event: &Event,
    entry: &HistoryEntry,
) -> Result<(), StoreError> {
    let before = get(connection, entry.id).await?.entry;
    let key = patient::key(connection, entry.patient).await?;
    let changed = changes(&before.item, &entry.item);
    correction::put(connection, event, key, entry.id.0, &changed).await?;
    sqlx::query("UPDATE medical_history SET version = version + 1, body = ? WHERE id = ?")
        .bind(text(entry)?)
        .bind(entry.id.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn void(
    connection: &mut SqliteConnection,
    id: HistoryEntryId,
    reason: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE medical_history SET version = version + 1, voided = ? WHERE id = ?")
        .bind(reason)
        .bind(id.0)
        .execute(connection)
        .await?;
    Ok(())
}

fn stored(row: &SqliteRow) -> Result<StoredEntry, StoreError> {
    Ok(StoredEntry {
        entry: parse(row.get("body"))?,
        version: row.get("version"),
        voided: row.get("voided"),
    })
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: HistoryEntryId,
) -> Result<StoredEntry, StoreError> {
    let row = sqlx::query("SELECT body, version, voided FROM medical_history WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound {
            entity: "medical_history",
        })?;
    stored(&row)
}

/// Every line that was ever recorded, in that order.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<StoredEntry>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT body, version, voided FROM medical_history WHERE patient = ? ORDER BY seq",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter().map(stored).collect()
}
