//! Made documents: which, which version, and what became of each copy. Their bytes are sealed files.

use crate::error::StoreError;
use crate::journal::{Event, Write};
use crate::patient;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::document::{Document, DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, PatientId};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// A document with how its visit was closed, if it was.
#[derive(Clone, Debug)]
pub struct StoredDocument {
    pub document: Document,
    pub closed_as: Option<DocumentStep>,
}

/// One thing that happened to a copy.
#[derive(Clone, Copy, Debug)]
pub struct StepTaken {
    pub step: DocumentStep,
    pub at: DateTime<Utc>,
    pub by: Uuid,
}

/// Stands in the patient's place on the clinic's own papers: no patient has this key.
const NOBODY: i64 = 0;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    document: &Document,
) -> Result<(), StoreError> {
    let key = match document.patient {
        Some(patient) => patient::key(connection, patient).await?,
        None => NOBODY,
    };
    sqlx::query(
        "INSERT INTO document (patient, seq, id, about, kind, number, version, closed_as, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)",
    )
    .bind(key)
    .bind(seq)
    .bind(document.id.0)
    .bind(document.about)
    .bind(text(&document.kind)?.trim_matches('"'))
    .bind(&document.number)
    .bind(document.version)
    .bind(text(document)?)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn handle(
    connection: &mut SqliteConnection,
    event: &Event,
    document: Uuid,
    step: DocumentStep,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO document_step (document, seq, step, at, by_person) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(document)
    .bind(event.seq)
    .bind(text(&step)?.trim_matches('"'))
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .execute(&mut *connection)
    .await?;
    if step.closes_visit() {
        sqlx::query("UPDATE document SET closed_as = ? WHERE id = ?")
            .bind(text(&step)?.trim_matches('"'))
            .bind(document)
            .execute(connection)
            .await?;
    }
    Ok(())
}

fn stored(row: &sqlx::sqlite::SqliteRow) -> Result<StoredDocument, StoreError> {
    let closed_as: Option<String> = row.get("closed_as");
    Ok(StoredDocument {
        document: parse(row.get("body"))?,
        closed_as: closed_as
            .map(|step| parse(&format!("\"{step}\"")))
            .transpose()?,
    })
}

/// Every document of a patient, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<StoredDocument>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows =
        sqlx::query("SELECT body, closed_as FROM document WHERE patient = ? ORDER BY seq DESC")
            .bind(key)
            .fetch_all(connection)
            .await?;
    rows.iter().map(stored).collect()
}

/// The clinic's own papers, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_of_clinic(
    connection: &mut SqliteConnection,
) -> Result<Vec<Document>, StoreError> {
    let bodies: Vec<String> =
        sqlx::query_scalar("SELECT body FROM document WHERE patient = ? ORDER BY seq")
            .bind(NOBODY)
            .fetch_all(connection)
            .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: DocumentId,
) -> Result<StoredDocument, StoreError> {
    let row = sqlx::query("SELECT body, closed_as FROM document WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "document" })?;
    stored(&row)
}

/// The newest version of one kind of document about a session or consent.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_newest(
    connection: &mut SqliteConnection,
    about: Uuid,
    kind: DocumentKind,
) -> Result<Option<StoredDocument>, StoreError> {
    let row = sqlx::query(
        "SELECT body, closed_as FROM document WHERE about = ? AND kind = ? ORDER BY version DESC LIMIT 1",
    )
    .bind(about)
    .bind(text(&kind)?.trim_matches('"'))
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(stored).transpose()
}

/// The document whose bytes have this SHA-256 (hex).
///
/// # Errors
/// When the store cannot be read.
pub async fn find_by_bytes(
    connection: &mut SqliteConnection,
    sha256: &str,
) -> Result<Option<StoredDocument>, StoreError> {
    let row = sqlx::query("SELECT body, closed_as FROM document WHERE body ->> '$.sha256' = ?")
        .bind(sha256)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(stored).transpose()
}

/// The printed rule set made since the newest approval.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_approved_rule_set(
    connection: &mut SqliteConnection,
) -> Result<Option<StoredDocument>, StoreError> {
    let row = sqlx::query(
        "SELECT body, closed_as FROM document
         WHERE patient = ? AND kind = ? AND seq > (SELECT max(seq) FROM approval)
         ORDER BY seq DESC LIMIT 1",
    )
    .bind(NOBODY)
    .bind(text(&DocumentKind::RuleSet)?.trim_matches('"'))
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(stored).transpose()
}

/// What became of each copy, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn steps(
    connection: &mut SqliteConnection,
    id: DocumentId,
) -> Result<Vec<StepTaken>, StoreError> {
    let rows = sqlx::query(
        "SELECT step, at, by_person FROM document_step WHERE document = ? ORDER BY seq",
    )
    .bind(id.0)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(StepTaken {
                step: parse(&format!("\"{}\"", row.get::<&str, _>("step")))?,
                at: instant(row.get("at"))?,
                by: row.get("by_person"),
            })
        })
        .collect()
}

/// The number of the next document of a kind, such as `A-AC-0007`.
///
/// # Errors
/// When the store cannot be read.
pub async fn next_number(write: &mut Write<'_>, kind: DocumentKind) -> Result<String, StoreError> {
    let letters = match kind {
        DocumentKind::Aftercare => "AC",
        DocumentKind::Consent => "CO",
        DocumentKind::ConsentToRead => "CR",
        DocumentKind::SessionRecord => "SR",
        DocumentKind::RuleSet => "RS",
        DocumentKind::Precare => "PC",
        DocumentKind::ReactionReport => "AE",
        DocumentKind::RecallList => "RL",
        DocumentKind::MakersReply => "RR",
        DocumentKind::NeedleRegister => "NR",
        DocumentKind::Leaflet => "LE",
        DocumentKind::NotToday => "NT",
        DocumentKind::Letter => "LT",
        DocumentKind::CourseSummary => "CS",
        DocumentKind::BlankForms => "BF",
        DocumentKind::CallList => "CL",
        DocumentKind::BreachReport => "BR",
    };
    let prefix = format!("{}-{letters}-", write.prefix().await?);
    let highest: Option<i64> = sqlx::query_scalar(
        "SELECT max(CAST(substr(number, length(?1) + 1) AS INTEGER)) FROM document
         WHERE number >= ?1 AND number < ?1 || ':'",
    )
    .bind(&prefix)
    .fetch_one(write.connection())
    .await?;
    Ok(format!("{prefix}{:04}", highest.unwrap_or(0) + 1))
}
