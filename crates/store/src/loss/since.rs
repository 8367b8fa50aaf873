//! What the journal says of the days around a loss: how far this record reaches, when it was last locked, what was changed
//! since.

use crate::error::StoreError;
use crate::row::instant;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{DocumentId, PatientId, PersonId};
use sqlx::{Row, SqliteConnection};
use std::collections::HashMap;
use uuid::Uuid;

/// The backup that this record was written from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestoredFrom {
    /// The restore's place in the journal.
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// When the backup was made: what came after it is not here.
    pub made_at: DateTime<Utc>,
    /// Documents and photos that were not beside the backup.
    pub missing_files: u32,
}

/// The first restore since a moment; none for a record that was written here all the time.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_restore(
    connection: &mut SqliteConnection,
    since: DateTime<Utc>,
) -> Result<Option<RestoredFrom>, StoreError> {
    let row = sqlx::query(
        "SELECT seq, wall_at, body ->> '$.made_at' AS made_at, body ->> '$.missing_files' AS missing_files
         FROM journal WHERE kind = 'backup_restored' AND wall_at >= ? ORDER BY seq LIMIT 1",
    )
    .bind(since.timestamp_millis())
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let made_at: &str = row.get("made_at");
        let made_at: DateTime<Utc> = made_at.parse().map_err(|_| crate::error::Damage::Row)?;
        Ok(RestoredFrom {
            seq: row.get("seq"),
            at: instant(row.get("wall_at"))?,
            made_at,
            missing_files: row.get("missing_files"),
        })
    })
    .transpose()
}

/// The newest good backup that the record knows of, wherever it went, and when it was made.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_newest_backup(
    connection: &mut SqliteConnection,
    before: i64,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let made_at: Option<String> = sqlx::query_scalar(
        "SELECT body ->> '$.made_at' FROM backup WHERE seq < ? ORDER BY seq DESC LIMIT 1",
    )
    .bind(before)
    .fetch_optional(connection)
    .await?;
    made_at
        .map(|at| at.parse().map_err(|_| crate::error::Damage::Row.into()))
        .transpose()
}

/// The last that is known of locking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastLock {
    pub at: DateTime<Utc>,
    pub by_idle: bool,
    /// Somebody signed in after it, and whether it was locked again is not known here.
    pub signed_in_at: Option<DateTime<Utc>>,
}

/// The last lock before a place in the journal.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_last_lock(
    connection: &mut SqliteConnection,
    before: i64,
) -> Result<Option<LastLock>, StoreError> {
    let locked = sqlx::query(
        "SELECT seq, wall_at, coalesce(body ->> '$.by_idle', 0) AS by_idle
         FROM journal WHERE kind = 'locked' AND seq < ? ORDER BY seq DESC LIMIT 1",
    )
    .bind(before)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(locked) = locked else {
        return Ok(None);
    };
    let signed_in: Option<i64> = sqlx::query_scalar(
        "SELECT wall_at FROM journal WHERE kind = 'signed_in' AND seq > ? AND seq < ? ORDER BY seq DESC LIMIT 1",
    )
    .bind(locked.get::<i64, _>("seq"))
    .bind(before)
    .fetch_optional(connection)
    .await?;
    Ok(Some(LastLock {
        at: instant(locked.get("wall_at"))?,
        by_idle: locked.get("by_idle"),
        signed_in_at: signed_in.map(instant).transpose()?,
    }))
}

/// The newest event of a kind since a moment: where it stands in the journal, and when it was.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_last_of(
    connection: &mut SqliteConnection,
    kind: &str,
    since: DateTime<Utc>,
) -> Result<Option<(i64, DateTime<Utc>)>, StoreError> {
    let row: Option<(i64, i64)> = sqlx::query_as(
        "SELECT seq, wall_at FROM journal WHERE kind = ? AND wall_at >= ? ORDER BY seq DESC LIMIT 1",
    )
    .bind(kind)
    .bind(since.timestamp_millis())
    .fetch_optional(connection)
    .await?;
    row.map(|(seq, at)| Ok((seq, instant(at)?))).transpose()
}

/// Who has a passphrase that was made since a moment, and when: changed, given, or of an account that was added.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_new_passphrases(
    connection: &mut SqliteConnection,
    since: DateTime<Utc>,
) -> Result<HashMap<PersonId, DateTime<Utc>>, StoreError> {
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "SELECT entity_id, max(wall_at) FROM journal
         WHERE kind IN ('passphrase_changed', 'person_added') AND wall_at >= ? GROUP BY entity_id",
    )
    .bind(since.timestamp_millis())
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(person, at)| Ok((PersonId(person), instant(at)?)))
        .collect()
}

/// Patients of whom a session was signed after a place in the journal.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_treated_since(
    connection: &mut SqliteConnection,
    after: i64,
) -> Result<Vec<PatientId>, StoreError> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT DISTINCT p.id FROM session AS s JOIN patient AS p ON p.key = s.patient WHERE s.seq > ?",
    )
    .bind(after)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// What a paper about a loss says something of: once one of these was recorded after it, it is made again.
const TOLD_ON_PAPER: &str = r#"["loss_recorded", "loss_corrected", "recovery_code_renewed", "passphrase_changed", "person_added",
    "person_corrected", "person_removed", "data_key_changed", "backup_place_added", "backup_place_removed", "backup_made",
    "clinic_changed", "patient_erased"]"#;

/// Whether a paper still says what the record says.
///
/// # Errors
/// When the store cannot be read.
pub async fn is_up_to_date(
    connection: &mut SqliteConnection,
    paper: DocumentId,
) -> Result<bool, StoreError> {
    let changed: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM journal
                        WHERE seq > (SELECT seq FROM document WHERE id = ?)
                          AND kind IN (SELECT value FROM json_each(?)))",
    )
    .bind(paper.0)
    .bind(TOLD_ON_PAPER)
    .fetch_one(connection)
    .await?;
    Ok(!changed)
}
