//! Events as they were recorded, for whoever takes a record along.

use crate::error::{Damage, StoreError};
use crate::row::instant;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PatientId;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// One event with its body as text.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor: Option<Uuid>,
    pub entity: String,
    pub entity_id: Uuid,
    pub kind: String,
    pub schema_v: i64,
    /// `None` once it was erased.
    pub body: Option<String>,
}

fn recorded(row: &SqliteRow) -> Result<Recorded, StoreError> {
    Ok(Recorded {
        seq: row.get("seq"),
        at: instant(row.get("wall_at"))?,
        actor: row.get("actor"),
        entity: row.get("entity"),
        entity_id: row
            .try_get("entity_id")
            .map_err(|_| StoreError::from(Damage::Row))?,
        kind: row.get("kind"),
        schema_v: row.get("schema_v"),
        body: row.get("body"),
    })
}

/// The events after one, in their order.
///
/// # Errors
/// When the store cannot be read.
pub async fn page(
    connection: &mut SqliteConnection,
    after: i64,
    limit: u32,
) -> Result<Vec<Recorded>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, wall_at, actor, entity, entity_id, kind, schema_v, body FROM journal
         WHERE seq > ? ORDER BY seq LIMIT ?",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(recorded).collect()
}

/// Everything recorded about a patient, oldest first: what names them, and what was recorded about that (a copy that was
/// printed, a task that was done). It walks the whole journal, which is why nothing but an export asks for it.
///
/// # Errors
/// When the store cannot be read.
pub async fn about_patient(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<Recorded>, StoreError> {
    let rows = sqlx::query(
        "WITH theirs AS (SELECT entity_id FROM journal WHERE instr(body, ?2) > 0 AND entity <> 'person')
         SELECT seq, wall_at, actor, entity, entity_id, kind, schema_v, body FROM journal
         WHERE entity_id = ?1 OR instr(body, ?2) > 0
            OR (entity <> 'patient' AND entity_id IN (SELECT entity_id FROM theirs))
         ORDER BY seq",
    )
    .bind(patient.0)
    .bind(patient.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter().map(recorded).collect()
}
