//! Photos: the tray of those that arrived, each patient's own, and what was taken out of a record.

use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{PatientId, PhotoId};
use needlebook_domain::photo::{
    CameraFolder, FiledPhoto, Photo, PhotoFiling, PhotoMoved, PhotosExported,
};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// Stands in the patient's place while a photo is nobody's.
const TRAY: i64 = 0;

/// A photo, filed or in the tray.
#[derive(Clone, Debug)]
pub struct StoredPhoto {
    pub photo: Photo,
    pub filing: Option<PhotoFiling>,
}

/// That something was taken out of a record, and no more.
#[derive(Clone, Copy, Debug)]
pub struct TakenOut {
    pub at: DateTime<Utc>,
    pub by: Uuid,
    /// To the record of the right patient.
    pub moved: bool,
}

/// Copies that left, with when and who.
#[derive(Clone, Debug)]
pub struct StoredExport {
    pub at: DateTime<Utc>,
    pub by: Uuid,
    pub exported: PhotosExported,
}

pub(crate) async fn receive(
    connection: &mut SqliteConnection,
    seq: i64,
    photo: &Photo,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO photo (patient, seq, id, sha256, photo, filing) VALUES (?, ?, ?, ?, ?, NULL)",
    )
    .bind(TRAY)
    .bind(seq)
    .bind(photo.id.0)
    .bind(&photo.sha256)
    .bind(text(photo)?)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn file(
    connection: &mut SqliteConnection,
    id: PhotoId,
    filing: &PhotoFiling,
) -> Result<(), StoreError> {
    let key = patient::key(connection, filing.patient).await?;
    let done = sqlx::query("UPDATE photo SET patient = ?, filing = ? WHERE id = ?")
        .bind(key)
        .bind(text(filing)?)
        .bind(id.0)
        .execute(connection)
        .await?;
    one_row(done.rows_affected())
}

pub(crate) async fn cover(
    connection: &mut SqliteConnection,
    photo: &Photo,
) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE photo SET photo = ? WHERE id = ?")
        .bind(text(photo)?)
        .bind(photo.id.0)
        .execute(connection)
        .await?;
    one_row(done.rows_affected())
}

pub(crate) async fn move_to(
    connection: &mut SqliteConnection,
    event: &Event,
    moved: &PhotoMoved,
) -> Result<(), StoreError> {
    let id = PhotoId(event.entity_id);
    let mut photo = get(connection, id).await?.photo;
    photo.files = moved.files;
    cover(connection, &photo).await?;
    file(connection, id, &moved.filing).await?;
    take_out(connection, event, moved.from, true).await
}

pub(crate) async fn remove(
    connection: &mut SqliteConnection,
    event: &Event,
    from: Option<PatientId>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM photo WHERE id = ?")
        .bind(event.entity_id)
        .execute(&mut *connection)
        .await?;
    match from {
        Some(patient) => take_out(connection, event, patient, false).await,
        None => Ok(()),
    }
}

async fn take_out(
    connection: &mut SqliteConnection,
    event: &Event,
    patient: PatientId,
    moved: bool,
) -> Result<(), StoreError> {
    let key = match patient::key(connection, patient).await {
        // Erased since: nobody is left to be told.
        Err(StoreError::NotFound { .. }) => return Ok(()),
        other => other?,
    };
    sqlx::query(
        "INSERT INTO photo_taken_out (patient, seq, at, by_person, moved) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(key)
    .bind(event.seq)
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .bind(moved)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn export(
    connection: &mut SqliteConnection,
    event: &Event,
    exported: &PhotosExported,
) -> Result<(), StoreError> {
    let key = patient::key(connection, exported.patient).await?;
    sqlx::query(
        "INSERT INTO photo_export (patient, seq, at, by_person, body) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(key)
    .bind(event.seq)
    .bind(event.wall_at)
    .bind(event.actor.unwrap_or(Uuid::nil()))
    .bind(text(exported)?)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn choose_folder(
    connection: &mut SqliteConnection,
    folder: Option<&CameraFolder>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM camera_folder")
        .execute(&mut *connection)
        .await?;
    if let Some(folder) = folder {
        sqlx::query("INSERT INTO camera_folder (one, body) VALUES (1, ?)")
            .bind(text(folder)?)
            .execute(connection)
            .await?;
    }
    Ok(())
}

fn one_row(rows: u64) -> Result<(), StoreError> {
    match rows {
        1 => Ok(()),
        _ => Err(StoreError::NotFound { entity: "photo" }),
    }
}

fn stored(row: &SqliteRow) -> Result<StoredPhoto, StoreError> {
    let filing: Option<&str> = row.get("filing");
    Ok(StoredPhoto {
        photo: parse(row.get("photo"))?,
        filing: filing.map(parse).transpose()?,
    })
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: PhotoId,
) -> Result<StoredPhoto, StoreError> {
    let row = sqlx::query("SELECT photo, filing FROM photo WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "photo" })?;
    stored(&row)
}

/// What arrived and was not filed yet, in the order of arrival.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_tray(connection: &mut SqliteConnection) -> Result<Vec<Photo>, StoreError> {
    let bodies: Vec<String> =
        sqlx::query_scalar("SELECT photo FROM photo WHERE patient = ? ORDER BY seq")
            .bind(TRAY)
            .fetch_all(connection)
            .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// Every photo of a patient, in the order of arrival.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<FiledPhoto>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT photo, filing FROM photo WHERE patient = ? AND filing IS NOT NULL ORDER BY seq",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(FiledPhoto {
                photo: parse(row.get("photo"))?,
                filing: parse(row.get("filing"))?,
            })
        })
        .collect()
}

/// A photo of the same received bytes.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_by_sha256(
    connection: &mut SqliteConnection,
    sha256: &str,
) -> Result<Option<StoredPhoto>, StoreError> {
    let row = sqlx::query("SELECT photo, filing FROM photo WHERE sha256 = ? LIMIT 1")
        .bind(sha256)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(stored).transpose()
}

/// What was taken out of a patient's record, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_taken_out(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<TakenOut>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT at, by_person, moved FROM photo_taken_out WHERE patient = ? ORDER BY seq",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(TakenOut {
                at: instant(row.get("at"))?,
                by: row.get("by_person"),
                moved: row.get("moved"),
            })
        })
        .collect()
}

/// Every copy of a patient's photos that left, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_exports(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<StoredExport>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT at, by_person, body FROM photo_export WHERE patient = ? ORDER BY seq DESC",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(StoredExport {
                at: instant(row.get("at"))?,
                by: row.get("by_person"),
                exported: parse(row.get("body"))?,
            })
        })
        .collect()
}

/// # Errors
/// When the store cannot be read.
pub async fn find_camera_folder(
    connection: &mut SqliteConnection,
) -> Result<Option<CameraFolder>, StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM camera_folder")
        .fetch_optional(connection)
        .await?;
    body.map(|body| parse(&body)).transpose()
}
