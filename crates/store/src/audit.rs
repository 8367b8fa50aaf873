//! Reading the journal as a list: who did what, when, and to whom.

use chrono::{DateTime, Utc};
use needlebook_domain::ids::{PatientId, PersonId};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::{error::StoreError, row::instant};

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub by: Option<PersonId>,
    /// The event's name, as the journal holds it.
    pub kind: String,
    /// Whom it is about, where it is about a patient.
    pub about: Option<PatientId>,
}

/// What to show; everything where nothing is named.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub by: Option<PersonId>,
    pub about: Option<PatientId>,
    /// Only these kinds.
    pub only: Option<Vec<&'static str>>,
    /// None of these kinds.
    pub without: Vec<&'static str>,
}

/// The newest entries before `before` that pass the filter, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    filter: &AuditFilter,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let rows = sqlx::query(
        "SELECT j.seq, j.wall_at, j.actor, j.kind,
                (SELECT p.id FROM patient AS p WHERE p.key = COALESCE(
                    (SELECT key FROM patient WHERE id = j.entity_id),
                    (SELECT patient FROM session WHERE id = j.entity_id),
                    (SELECT patient FROM consent WHERE id = j.entity_id),
                    (SELECT patient FROM screening WHERE id = j.entity_id),
                    (SELECT patient FROM document WHERE id = j.entity_id),
                    (SELECT patient FROM photo WHERE id = j.entity_id))) AS about
         FROM journal AS j
         WHERE j.seq < ?1
           AND (?2 IS NULL OR j.actor = ?2)
           AND (?3 IS NULL OR j.kind IN (SELECT value FROM json_each(?3)))
           AND j.kind NOT IN (SELECT value FROM json_each(?4))
           AND (?5 IS NULL OR j.entity_id IN (
                    SELECT ?5
                    UNION ALL SELECT s.id FROM session AS s JOIN patient AS p ON p.key = s.patient WHERE p.id = ?5
                    UNION ALL SELECT c.id FROM consent AS c JOIN patient AS p ON p.key = c.patient WHERE p.id = ?5
                    UNION ALL SELECT g.id FROM screening AS g JOIN patient AS p ON p.key = g.patient WHERE p.id = ?5
                    UNION ALL SELECT d.id FROM document AS d JOIN patient AS p ON p.key = d.patient WHERE p.id = ?5
                    UNION ALL SELECT f.id FROM photo AS f JOIN patient AS p ON p.key = f.patient WHERE p.id = ?5))
         ORDER BY j.seq DESC LIMIT ?6",
    )
    .bind(before.unwrap_or(i64::MAX))
    .bind(filter.by.map(|person| person.0))
    .bind(filter.only.as_ref().map(crate::row::text).transpose()?)
    .bind(crate::row::text(&filter.without)?)
    .bind(filter.about.map(|patient| patient.0))
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(AuditEntry {
                seq: row.get("seq"),
                at: instant(row.get("wall_at"))?,
                by: row.get::<Option<Uuid>, _>("actor").map(PersonId),
                kind: row.get("kind"),
                about: row.get::<Option<Uuid>, _>("about").map(PatientId),
            })
        })
        .collect()
}
