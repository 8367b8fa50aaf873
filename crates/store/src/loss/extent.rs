//! Counting what the record held at a moment. The journal's order decides: what was entered after a loss was not on the laptop,
//! whatever day it tells of.

use crate::error::StoreError;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::loss::{DataKind, Held, HeldKind, Outside, OutsideKind};
use sqlx::{Row, SqliteConnection};

/// The place in the journal where everything before `at` ends.
///
/// # Errors
/// When the store cannot be read.
pub async fn before(
    connection: &mut SqliteConnection,
    at: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let first_after: Option<i64> =
        sqlx::query_scalar("SELECT min(seq) FROM journal WHERE wall_at >= ?")
            .bind(at.timestamp_millis())
            .fetch_one(connection)
            .await?;
    Ok(first_after.unwrap_or(i64::MAX))
}

const PATIENTS: &str =
    "SELECT coalesce(sum(archived_at IS NULL), 0) AS living, coalesce(sum(archived_at IS NOT NULL), 0) AS archived,
            coalesce(sum(body ->> '$.phone' <> ''), 0) AS with_phone,
            coalesce(sum(body ->> '$.email' <> ''), 0) AS with_email,
            coalesce(sum(body ->> '$.address' <> ''), 0) AS with_address,
            (SELECT count(*) FROM erased_patient) AS erased,
            (SELECT count(*) FROM person WHERE body ->> '$.ends_on' IS NULL) AS staff
     FROM patient WHERE merged_into IS NULL AND key < ?";

/// One row for each kind, in the order of [`DataKind`]. Nobody has the key 0: there lie the tray and the clinic's own pages.
const KINDS: &str = "
    SELECT 'health_answers' AS kind, count(*) AS records, count(DISTINCT patient) AS people FROM screening WHERE seq < ?1
    UNION ALL SELECT 'medical_history', count(*), count(DISTINCT patient) FROM medical_history
              WHERE voided IS NULL AND seq < ?1
    UNION ALL SELECT 'consultations', count(*), count(DISTINCT patient) FROM consultation WHERE seq < ?1
    UNION ALL SELECT 'consents', count(*), count(DISTINCT patient) FROM consent WHERE seq < ?1
    UNION ALL SELECT 'sessions', count(*), count(DISTINCT patient) FROM session WHERE seq < ?1
    UNION ALL SELECT 'photos', count(*), count(DISTINCT patient) FROM photo WHERE filing IS NOT NULL AND seq < ?1
    UNION ALL SELECT 'photos_in_tray', count(*), 0 FROM photo WHERE filing IS NULL AND seq < ?1
    UNION ALL SELECT 'attachments', count(*), count(DISTINCT patient) FROM attachment WHERE seq < ?1
    UNION ALL SELECT 'reactions', count(*), count(DISTINCT patient) FROM reaction WHERE voided IS NULL AND seq < ?1
    UNION ALL SELECT 'notes', count(*), count(DISTINCT patient) FROM note WHERE seq < ?1
    UNION ALL SELECT 'papers', count(*), count(DISTINCT patient) FROM document WHERE patient <> 0 AND seq < ?1";

/// Whose data the record held before this place in the journal, and how much of each kind.
///
/// # Errors
/// When the store cannot be read.
pub async fn held(connection: &mut SqliteConnection, before: i64) -> Result<Held, StoreError> {
    let who = sqlx::query(PATIENTS)
        .bind(before)
        .fetch_one(&mut *connection)
        .await?;
    let rows = sqlx::query(KINDS)
        .bind(before)
        .fetch_all(connection)
        .await?;
    let mut kinds = Vec::with_capacity(rows.len());
    for row in &rows {
        let kind: DataKind = parse(&format!("\"{}\"", row.get::<&str, _>("kind")))?;
        let (records, people) = (row.get("records"), row.get("people"));
        if records > 0 {
            kinds.push(HeldKind {
                kind,
                records,
                people,
            });
        }
    }
    Ok(Held {
        patients: who.get("living"),
        archived: who.get("archived"),
        erased: who.get("erased"),
        with_phone: who.get("with_phone"),
        with_email: who.get("with_email"),
        with_address: who.get("with_address"),
        kinds,
        staff: who.get("staff"),
    })
}

/// Copies of what is about somebody. Pages about nobody count for nothing, whoever has them.
const OUTSIDE: &str = "
    SELECT CASE s.step WHEN 'saved' THEN 'papers_saved' ELSE 'papers_printed' END AS kind,
           count(*) AS copies, 0 AS protected, max(s.at) AS last_at
    FROM document_step AS s JOIN document AS d ON d.id = s.document
    WHERE s.step IN ('printed', 'saved') AND s.seq < ?1
      AND (d.patient <> 0 OR d.kind IN (SELECT value FROM json_each(?2)))
    GROUP BY s.step
    UNION ALL
    SELECT CASE kind WHEN 'attachment_saved' THEN 'attachments_saved' WHEN 'photos_exported' THEN 'photos_exported'
                     WHEN 'patient_exported' THEN 'records_exported' WHEN 'clinic_exported' THEN 'clinic_exported'
                     WHEN 'recall_exported' THEN 'recall_lists_exported' ELSE 'audit_saved' END,
           count(*), coalesce(sum(body ->> '$.protected'), 0), max(wall_at)
    FROM journal
    WHERE kind IN ('attachment_saved', 'photos_exported', 'patient_exported', 'clinic_exported', 'recall_exported',
                   'audit_exported') AND seq < ?1
    GROUP BY kind";

/// What left the clinic before this place in the journal, by its ways, in the order of [`OutsideKind`].
///
/// # Errors
/// When the store cannot be read.
pub async fn left_outside(
    connection: &mut SqliteConnection,
    before: i64,
) -> Result<Vec<Outside>, StoreError> {
    let rows = sqlx::query(OUTSIDE)
        .bind(before)
        .bind(text(&DocumentKind::NAMES_MANY)?)
        .fetch_all(connection)
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let kind: OutsideKind = parse(&format!("\"{}\"", row.get::<&str, _>("kind")))?;
        found.push(Outside {
            kind,
            copies: row.get("copies"),
            protected: row.get("protected"),
            last_at: instant(row.get("last_at"))?,
        });
    }
    found.sort_by_key(|outside| outside.kind);
    Ok(found)
}
