//! What a newer version recorded in this store: kept whole, and shown by kind and time, because that is all this version
//! understands of it.

use super::fact::{Fact, SCHEMA_V};
use crate::error::StoreError;
use crate::row::instant;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PatientId;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// An event that this version cannot read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewerEvent {
    pub id: Uuid,
    pub kind: String,
    pub at: DateTime<Utc>,
}

/// How many events this version cannot read.
///
/// # Errors
/// When the store cannot be read.
pub async fn count_newer(connection: &mut SqliteConnection) -> Result<u32, StoreError> {
    let mut count = 0;
    for (kind, above) in unread_kinds(connection).await? {
        count += sqlx::query_scalar::<_, u32>(
            "SELECT count(*) FROM journal WHERE kind = ? AND schema_v > ?",
        )
        .bind(kind)
        .bind(above)
        .fetch_one(&mut *connection)
        .await?;
    }
    Ok(count)
}

/// Those that are about a patient: recorded on the patient or on something of theirs, or naming them.
///
/// # Errors
/// When the store cannot be read.
pub async fn newer_about(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<NewerEvent>, StoreError> {
    let mut found = Vec::new();
    for (kind, above) in unread_kinds(connection).await? {
        let rows = sqlx::query(
            "SELECT id, kind, wall_at FROM journal WHERE kind = ?1 AND schema_v > ?2 AND (
                 entity_id = ?3 OR instr(body, ?4) > 0
                 OR entity_id IN (
                     SELECT s.id FROM session AS s JOIN patient AS p ON p.key = s.patient WHERE p.id = ?3
                     UNION ALL
                     SELECT c.id FROM consent AS c JOIN patient AS p ON p.key = c.patient WHERE p.id = ?3
                     UNION ALL
                     SELECT g.id FROM screening AS g JOIN patient AS p ON p.key = g.patient WHERE p.id = ?3
                     UNION ALL
                     SELECT d.id FROM document AS d JOIN patient AS p ON p.key = d.patient WHERE p.id = ?3))",
        )
        .bind(&kind)
        .bind(above)
        .bind(patient.0)
        .bind(patient.to_string())
        .fetch_all(&mut *connection)
        .await?;
        for row in rows {
            found.push(NewerEvent {
                id: row.get("id"),
                kind: row.get("kind"),
                at: instant(row.get("wall_at"))?,
            });
        }
    }
    Ok(found)
}

/// Kinds with events that this version cannot read, each with the newest form of it that it can. As a rule there are
/// none, and the index tells so in one step for each kind that was ever written.
async fn unread_kinds(connection: &mut SqliteConnection) -> Result<Vec<(String, i64)>, StoreError> {
    let written = sqlx::query(
        "WITH RECURSIVE written (kind) AS (
             SELECT min(kind) FROM journal
             UNION ALL
             SELECT (SELECT min(kind) FROM journal WHERE kind > written.kind) FROM written WHERE kind IS NOT NULL)
         SELECT kind, (SELECT max(schema_v) FROM journal AS j WHERE j.kind = written.kind) AS newest
         FROM written WHERE kind IS NOT NULL",
    )
    .fetch_all(connection)
    .await?;
    Ok(written
        .iter()
        .filter_map(|row| {
            let kind: String = row.get("kind");
            let above = if Fact::is_known(&kind) { SCHEMA_V } else { 0 };
            (row.get::<i64, _>("newest") > above).then_some((kind, above))
        })
        .collect())
}
