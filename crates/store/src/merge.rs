//! Two entries of one person read as one, and separated again. Nothing that was recorded is changed: rows are read under
//! the entry that stays, and those that moved are remembered.

use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::{instant, parse};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{PatientId, PersonId};
use needlebook_domain::patient::Patient;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use uuid::Uuid;

/// Every projection whose rows belong to a patient, with the column that names the event a row was made by.
pub const OF_A_PATIENT: [(&str, &str); 23] = [
    ("consultation", "seq"),
    ("course_change", "seq"),
    ("screening", "seq"),
    ("consent", "seq"),
    ("consent_reply", "seq"),
    ("session", "seq"),
    ("session_zone", "session"),
    ("session_amendment", "seq"),
    ("document", "seq"),
    ("arrival", "seq"),
    ("attachment", "seq"),
    ("attachment_taken_out", "seq"),
    ("photo", "seq"),
    ("photo_taken_out", "seq"),
    ("photo_export", "seq"),
    ("task", "seq"),
    ("correction", "seq"),
    ("alert", "seq"),
    ("medical_history", "seq"),
    ("reaction", "seq"),
    ("recall_call", "seq"),
    ("note", "seq"),
    ("timeline", "seq"),
];

/// An entry that is read under another one.
#[derive(Clone, Debug)]
pub struct MergedEntry {
    pub patient: Patient,
    pub merged_at: DateTime<Utc>,
    pub by: PersonId,
    pub reason: String,
}

pub(crate) async fn merge(
    connection: &mut SqliteConnection,
    event: &Event,
    merged: PatientId,
    reason: &str,
) -> Result<(), StoreError> {
    let into = patient::key(connection, PatientId(event.entity_id)).await?;
    let gone = patient::key(connection, merged).await?;
    patient::forget_ways(connection, into).await?;
    patient::forget_ways(connection, gone).await?;
    for (table, seq) in OF_A_PATIENT {
        remember(connection, table, seq, gone).await?;
        move_rows(connection, table, gone, into).await?;
    }
    sqlx::query("UPDATE patient SET merged_into = ? WHERE key = ?")
        .bind(into)
        .bind(gone)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO patient_merge (merged, merged_at, by_person, reason) VALUES (?, ?, ?, ?)",
    )
    .bind(gone)
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .bind(reason)
    .execute(&mut *connection)
    .await?;
    patient::learn_ways(connection, into, event.seq).await
}

pub(crate) async fn unmerge(
    connection: &mut SqliteConnection,
    event: &Event,
    merged: PatientId,
) -> Result<(), StoreError> {
    let into = patient::key(connection, PatientId(event.entity_id)).await?;
    let back = patient::own_key(connection, merged).await?;
    patient::forget_ways(connection, into).await?;
    for (table, seq) in OF_A_PATIENT {
        let sql = format!(
            "UPDATE OR IGNORE {table} SET patient = ?1 WHERE patient = ?2 AND {seq} IN (
                 SELECT seq FROM merged_row WHERE merged = ?1 AND of_table = ?3)"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(back)
            .bind(into)
            .bind(table)
            .execute(&mut *connection)
            .await?;
    }
    for sql in [
        "DELETE FROM merged_row WHERE merged = ?",
        "DELETE FROM patient_merge WHERE merged = ?",
        "UPDATE patient SET merged_into = NULL WHERE key = ?",
    ] {
        sqlx::query(sql)
            .bind(back)
            .execute(&mut *connection)
            .await?;
    }
    patient::learn_ways(connection, into, event.seq).await?;
    patient::learn_ways(connection, back, event.seq).await
}

async fn remember(
    connection: &mut SqliteConnection,
    table: &'static str,
    seq: &'static str,
    gone: i64,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT OR IGNORE INTO merged_row (merged, of_table, seq)
         SELECT ?1, ?2, {seq} FROM {table} WHERE patient = ?1"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(gone)
        .bind(table)
        .execute(connection)
        .await?;
    Ok(())
}

async fn move_rows(
    connection: &mut SqliteConnection,
    table: &'static str,
    from: i64,
    to: i64,
) -> Result<(), StoreError> {
    // Where both came on one day one arrival stands for both.
    for sql in [
        format!("UPDATE OR IGNORE {table} SET patient = ?2 WHERE patient = ?1"),
        format!("DELETE FROM {table} WHERE patient = ?1 AND ?2 > 0"),
    ] {
        sqlx::query(AssertSqlSafe(sql))
            .bind(from)
            .bind(to)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The entries read under this one, in the order they were merged.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<Vec<MergedEntry>, StoreError> {
    let key = patient::key(connection, id).await?;
    let rows = sqlx::query(
        "SELECT p.body, m.merged_at, m.by_person, m.reason
         FROM patient AS p JOIN patient_merge AS m ON m.merged = p.key
         WHERE p.merged_into = ? ORDER BY m.merged_at, p.key",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(MergedEntry {
                patient: parse(row.get("body"))?,
                merged_at: instant(row.get("merged_at"))?,
                by: PersonId(row.get("by_person")),
                reason: row.get("reason"),
            })
        })
        .collect()
}

/// The entry a merged one is read under; `None` for one that stands for itself.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn find_survivor(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<Option<PatientId>, StoreError> {
    let own = patient::own_key(connection, id).await?;
    let survivor: Option<Uuid> = sqlx::query_scalar(
        "SELECT into_.id FROM patient AS gone JOIN patient AS into_ ON into_.key = gone.merged_into
         WHERE gone.key = ?",
    )
    .bind(own)
    .fetch_optional(connection)
    .await?;
    Ok(survivor.map(PatientId))
}

pub(crate) async fn tell_apart(
    connection: &mut SqliteConnection,
    a: PatientId,
    b: PatientId,
) -> Result<(), StoreError> {
    let (one, other) = if a.0 < b.0 { (a, b) } else { (b, a) };
    sqlx::query("INSERT OR IGNORE INTO told_apart (one, other) VALUES (?, ?)")
        .bind(one.0)
        .bind(other.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every pair that somebody said is two people, the smaller id first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_told_apart(
    connection: &mut SqliteConnection,
) -> Result<Vec<(PatientId, PatientId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = sqlx::query_as("SELECT one, other FROM told_apart")
        .fetch_all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(one, other)| (PatientId(one), PatientId(other)))
        .collect())
}
