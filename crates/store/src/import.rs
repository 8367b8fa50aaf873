//! Patients that came in one batch from a table, and the way back.

use crate::error::StoreError;
use crate::journal::Event;
use crate::merge::OF_A_PATIENT;
use crate::patient;
use crate::row::instant;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_domain::patient::Patient;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use uuid::Uuid;

/// One import.
#[derive(Clone, Debug)]
pub struct Batch {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub rows: u32,
    pub undone_at: Option<DateTime<Utc>>,
}

pub(crate) async fn begin(
    connection: &mut SqliteConnection,
    event: &Event,
    rows: u32,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO import_batch (seq, id, at, by_person, row_count, undone_at) VALUES (?, ?, ?, ?, ?, NULL)",
    )
    .bind(event.seq)
    .bind(event.entity_id)
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    event: &Event,
    patient: &Patient,
    batch: Uuid,
) -> Result<(), StoreError> {
    patient::register(connection, event.seq, patient).await?;
    sqlx::query("INSERT INTO imported_patient (batch, key) VALUES (?, ?)")
        .bind(batch)
        .bind(event.seq)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn undo(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<(), StoreError> {
    let keys: Vec<i64> = sqlx::query_scalar("SELECT key FROM imported_patient WHERE batch = ?")
        .bind(event.entity_id)
        .fetch_all(&mut *connection)
        .await?;
    for key in keys {
        patient::forget_ways(connection, key).await?;
        for sql in [
            "DELETE FROM timeline WHERE patient = ?",
            "DELETE FROM patient WHERE key = ?",
        ] {
            sqlx::query(sql).bind(key).execute(&mut *connection).await?;
        }
    }
    sqlx::query("UPDATE import_batch SET undone_at = ? WHERE id = ?")
        .bind(event.wall_at)
        .bind(event.entity_id)
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM imported_patient WHERE batch = ?")
        .bind(event.entity_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many patients of a batch have something recorded since: such a batch is not undone.
///
/// # Errors
/// When the store cannot be read.
pub async fn count_used(connection: &mut SqliteConnection, batch: Uuid) -> Result<i64, StoreError> {
    let mut used: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM imported_patient AS i JOIN patient AS p ON p.key = i.key
         WHERE i.batch = ?1 AND (p.version > 1 OR p.archived_at IS NOT NULL OR p.merged_into IS NOT NULL
               OR EXISTS (SELECT 1 FROM patient AS other WHERE other.merged_into = p.key)
               OR EXISTS (SELECT 1 FROM draft WHERE subject = p.id))",
    )
    .bind(batch)
    .fetch_one(&mut *connection)
    .await?;
    // That somebody came in with the batch is a line of their timeline, and no use of it.
    for (table, seq) in OF_A_PATIENT {
        let sql = format!(
            "SELECT count(*) FROM imported_patient AS i
             WHERE i.batch = ?1 AND EXISTS (
                 SELECT 1 FROM {table} WHERE patient = i.key AND {seq} <> i.key)"
        );
        let here: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(batch)
            .fetch_one(&mut *connection)
            .await?;
        used += here;
    }
    Ok(used)
}

/// Every import, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Batch>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, at, by_person, row_count, undone_at FROM import_batch ORDER BY seq DESC",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let undone_at: Option<i64> = row.get("undone_at");
            Ok(Batch {
                id: row.get("id"),
                at: instant(row.get("at"))?,
                by: PersonId(row.get("by_person")),
                rows: row.get("row_count"),
                undone_at: undone_at.map(instant).transpose()?,
            })
        })
        .collect()
}
