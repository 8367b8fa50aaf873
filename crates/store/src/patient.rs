//! Patients: the person as recorded.

use crate::correction;
use crate::error::StoreError;
use crate::journal::{Event, Write};
use crate::row::{instant, parse, text};
use crate::way_in::{self, Line};
use chrono::{DateTime, Utc};
use needlebook_domain::change::changes;
use needlebook_domain::ids::{PatientId, PersonId};
use needlebook_domain::patient::Patient;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// When, by whom and why a patient was archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub reason: String,
}

pub(crate) async fn register(
    connection: &mut SqliteConnection,
    seq: i64,
    patient: &Patient,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO patient (key, id, record_number, version, body) VALUES (?, ?, ?, 1, ?)",
    )
    .bind(seq)
    .bind(patient.id.0)
    .bind(&patient.record_number)
    .bind(text(patient)?)
    .execute(&mut *connection)
    .await?;
    let line = Line::of(seq, patient, false);
    way_in::put_patient(connection, &line, patient, seq).await
}

pub(crate) async fn correct(
    connection: &mut SqliteConnection,
    event: &Event,
    patient: &Patient,
) -> Result<(), StoreError> {
    let key = key(connection, patient.id).await?;
    let (before, _) = get(connection, patient.id).await?;
    let changed = changes(&before, patient);
    correction::put(connection, event, key, patient.id.0, &changed).await?;
    forget_ways(connection, key).await?;
    sqlx::query("UPDATE patient SET version = version + 1, body = ? WHERE key = ?")
        .bind(text(patient)?)
        .bind(key)
        .execute(&mut *connection)
        .await?;
    learn_ways(connection, key, event.seq).await
}

/// An entry and those read under it, the entry itself first.
async fn read_as_one(
    connection: &mut SqliteConnection,
    key: i64,
) -> Result<Vec<Patient>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar(
        "SELECT body FROM patient WHERE key = ?1 UNION ALL SELECT body FROM patient WHERE merged_into = ?1",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// Takes away every way in to an entry and those read under it, before any of them changes.
pub(crate) async fn forget_ways(
    connection: &mut SqliteConnection,
    key: i64,
) -> Result<(), StoreError> {
    for member in read_as_one(connection, key).await? {
        way_in::remove_patient(connection, key, &member).await?;
    }
    Ok(())
}

/// Makes them again: whatever any of the entries is called leads to the one that stays.
pub(crate) async fn learn_ways(
    connection: &mut SqliteConnection,
    key: i64,
    seq: i64,
) -> Result<(), StoreError> {
    let archived: bool =
        sqlx::query_scalar("SELECT archived_at IS NOT NULL FROM patient WHERE key = ?")
            .bind(key)
            .fetch_one(&mut *connection)
            .await?;
    let members = read_as_one(connection, key).await?;
    let Some((own, merged)) = members.split_first() else {
        return Ok(());
    };
    let line = Line::of(key, own, archived);
    way_in::put_patient(connection, &line, own, seq).await?;
    for member in merged {
        way_in::put_merged(connection, &line, member, seq).await?;
    }
    Ok(())
}

pub(crate) async fn see_skin_type(
    connection: &mut SqliteConnection,
    event: &Event,
    skin_type: u8,
) -> Result<(), StoreError> {
    let (mut patient, _) = get(connection, PatientId(event.entity_id)).await?;
    patient.fitzpatrick = Some(skin_type);
    correct(connection, event, &patient).await
}

pub(crate) async fn archive(
    connection: &mut SqliteConnection,
    event: &Event,
    reason: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE patient SET archived_at = ?, archived_by = ?, archive_reason = ? WHERE id = ?",
    )
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .bind(reason)
    .bind(event.entity_id)
    .execute(&mut *connection)
    .await?;
    find_anew(connection, event).await
}

pub(crate) async fn unarchive(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE patient SET archived_at = NULL, archived_by = NULL, archive_reason = NULL WHERE id = ?",
    )
    .bind(event.entity_id)
    .execute(&mut *connection)
    .await?;
    find_anew(connection, event).await
}

/// Whether a patient is archived, and why.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_archived(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<Option<Archived>, StoreError> {
    let row = sqlx::query(
        "SELECT archived_at, archived_by, archive_reason FROM patient
         WHERE id = ? AND archived_at IS NOT NULL",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(Archived {
            at: instant(row.get("archived_at"))?,
            by: PersonId(row.get("archived_by")),
            reason: row.get("archive_reason"),
        })
    })
    .transpose()
}

/// Puts the ways in where they belong after the archive was entered or left.
async fn find_anew(connection: &mut SqliteConnection, event: &Event) -> Result<(), StoreError> {
    let key = key(connection, PatientId(event.entity_id)).await?;
    forget_ways(connection, key).await?;
    learn_ways(connection, key, event.seq).await
}

/// The local key of a patient: where their clustered rows are, under the entry that stays if this one was merged.
/// Never leaves the store.
pub(crate) async fn key(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<i64, StoreError> {
    sqlx::query_scalar("SELECT coalesce(merged_into, key) FROM patient WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "patient" })
}

/// The key of the entry itself, merged or not.
pub(crate) async fn own_key(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<i64, StoreError> {
    sqlx::query_scalar("SELECT key FROM patient WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "patient" })
}

/// The record number of the entry itself, merged or not.
pub(crate) async fn own_number(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<String, StoreError> {
    sqlx::query_scalar("SELECT record_number FROM patient WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "patient" })
}

/// A patient with the version a correction must name; for a merged entry the one it is read under.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<(Patient, i64), StoreError> {
    let row = sqlx::query(
        "SELECT body, version FROM patient
         WHERE key = (SELECT coalesce(merged_into, key) FROM patient WHERE id = ?)",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?
    .ok_or(StoreError::NotFound { entity: "patient" })?;
    Ok((parse(row.get("body"))?, row.get("version")))
}

/// The record number for the next patient of this laptop, such as `A-0412`.
///
/// # Errors
/// When the store cannot be read.
pub async fn next_record_number(write: &mut Write<'_>) -> Result<String, StoreError> {
    let prefix = write.prefix().await?;
    let highest: Option<i64> = sqlx::query_scalar(
        "SELECT max(CAST(substr(record_number, length(?1) + 2) AS INTEGER)) FROM (
             SELECT record_number FROM patient UNION ALL SELECT record_number FROM erased_patient)
         WHERE record_number >= ?1 || '-' AND record_number < ?1 || '.'",
    )
    .bind(&prefix)
    .fetch_one(write.connection())
    .await?;
    Ok(format!("{prefix}-{:04}", highest.unwrap_or(0) + 1))
}

/// Every entry that stands for itself.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_ids(connection: &mut SqliteConnection) -> Result<Vec<PatientId>, StoreError> {
    let ids: Vec<Uuid> =
        sqlx::query_scalar("SELECT id FROM patient WHERE merged_into IS NULL ORDER BY key")
            .fetch_all(connection)
            .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// Every patient that stands for themselves, merged entries left out, in the order of their record numbers; and whether
/// they are archived.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_all(
    connection: &mut SqliteConnection,
) -> Result<Vec<(Patient, bool)>, StoreError> {
    let rows: Vec<(String, bool)> = sqlx::query_as(
        "SELECT body, archived_at IS NOT NULL FROM patient WHERE merged_into IS NULL ORDER BY key",
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(body, archived)| Ok((parse(&body)?, archived)))
        .collect()
}
