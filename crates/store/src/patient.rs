//! Patients: the row a search reads, and the person as recorded.

use crate::error::StoreError;
use crate::fold::{folded, reversed_digits, words};
use crate::journal::{Event, Write};
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
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
        "INSERT INTO patient (key, id, record_number, family_n, given_n, birth_on, phone_r, email_n, version, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
    )
    .bind(seq)
    .bind(patient.id.0)
    .bind(&patient.record_number)
    .bind(folded(&patient.family))
    .bind(folded(&patient.given))
    .bind(patient.birth_on.to_string())
    .bind(reversed_digits(&patient.phone))
    .bind(folded(&patient.email))
    .bind(text(patient)?)
    .execute(&mut *connection)
    .await?;
    put_tokens(connection, seq, patient).await
}

pub(crate) async fn correct(
    connection: &mut SqliteConnection,
    patient: &Patient,
) -> Result<(), StoreError> {
    let key = key(connection, patient.id).await?;
    sqlx::query(
        "UPDATE patient SET family_n = ?, given_n = ?, birth_on = ?, phone_r = ?, email_n = ?,
                version = version + 1, body = ? WHERE key = ?",
    )
    .bind(folded(&patient.family))
    .bind(folded(&patient.given))
    .bind(patient.birth_on.to_string())
    .bind(reversed_digits(&patient.phone))
    .bind(folded(&patient.email))
    .bind(text(patient)?)
    .bind(key)
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM patient_token WHERE patient = ?")
        .bind(key)
        .execute(&mut *connection)
        .await?;
    put_tokens(connection, key, patient).await
}

pub(crate) async fn see_skin_type(
    connection: &mut SqliteConnection,
    id: PatientId,
    skin_type: u8,
) -> Result<(), StoreError> {
    let (mut patient, _) = get(connection, id).await?;
    patient.fitzpatrick = Some(skin_type);
    correct(connection, &patient).await
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
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn unarchive(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE patient SET archived_at = NULL, archived_by = NULL, archive_reason = NULL WHERE id = ?",
    )
    .bind(event.entity_id)
    .execute(connection)
    .await?;
    Ok(())
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

async fn put_tokens(
    connection: &mut SqliteConnection,
    key: i64,
    patient: &Patient,
) -> Result<(), StoreError> {
    let name = format!("{} {} {}", patient.given, patient.family, patient.preferred);
    let tokens: Vec<String> = words(&name).collect();
    sqlx::query(
        "INSERT OR IGNORE INTO patient_token (token, patient) SELECT value, ?1 FROM json_each(?2)",
    )
    .bind(key)
    .bind(text(&tokens)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The local key of a patient: where their clustered rows are. Never leaves the store.
pub(crate) async fn key(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<i64, StoreError> {
    sqlx::query_scalar("SELECT key FROM patient WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "patient" })
}

/// A patient with the version a correction must name.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<(Patient, i64), StoreError> {
    let row = sqlx::query("SELECT body, version FROM patient WHERE id = ?")
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
    let prefix = write.prefix().to_owned();
    let highest: Option<i64> = sqlx::query_scalar(
        "SELECT max(CAST(substr(record_number, length(?1) + 2) AS INTEGER)) FROM patient
         WHERE record_number >= ?1 || '-' AND record_number < ?1 || '.'",
    )
    .bind(&prefix)
    .fetch_one(write.connection())
    .await?;
    Ok(format!("{prefix}-{:04}", highest.unwrap_or(0) + 1))
}

/// A page of the patient list, in the order of the names.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    skip: u32,
    limit: u32,
) -> Result<Vec<Patient>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar(
        "SELECT body FROM patient ORDER BY family_n, given_n, key LIMIT ? OFFSET ?",
    )
    .bind(limit)
    .bind(skip)
    .fetch_all(connection)
    .await?;
    bodies.iter().map(|body| parse(body)).collect()
}
