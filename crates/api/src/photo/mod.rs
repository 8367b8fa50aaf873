//! Photos: taken in, filed under the right patient, shown from memory, and let out only as the patient agreed.

pub mod camera;
pub mod export;
pub mod filing;
pub mod import;
mod refusal;
pub mod today;

pub use refusal::PhotoRefusal;

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::view;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use needlebook_domain::consent::PhotoChoices;
use needlebook_domain::consent_withdrawal::standing_choices;
use needlebook_domain::ids::{PatientId, PhotoId, SessionId};
use needlebook_domain::photo::{
    FiledPhoto, Photo, PhotoFiling, PhotoKind, PhotoScope, PhotoSource, may_export,
};
use needlebook_media::{Kind, Orientation};
use needlebook_store::connection::Reader;
use needlebook_store::{consent, person, photo, session};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use uuid::Uuid;

/// A photo that nobody said the owner of yet.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TrayPhoto {
    pub id: PhotoId,
    /// As it is looked at.
    pub width: u32,
    pub height: u32,
    /// The camera's own clock.
    pub taken_at: Option<NaiveDateTime>,
    pub camera: Option<String>,
    pub received_at: DateTime<Utc>,
    pub source: PhotoSource,
    pub covered: bool,
}

/// A photo of a patient.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PhotoItem {
    pub id: PhotoId,
    pub width: u32,
    pub height: u32,
    pub taken_at: Option<NaiveDateTime>,
    pub camera: Option<String>,
    /// Of the received bytes.
    pub sha256: String,
    pub covered: bool,
    pub filing: PhotoFiling,
    /// Stays covered on the screen until somebody asks to see it.
    pub intimate: bool,
    pub session_number: Option<u32>,
}

/// A session that a photo may belong to.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PhotoSession {
    pub id: SessionId,
    pub number: u32,
    pub on: NaiveDate,
}

/// Something that is no longer in this record: when, and by whom.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TakenOutView {
    pub at: DateTime<Utc>,
    pub by: String,
}

/// Copies that left the clinic.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ExportView {
    pub at: DateTime<Utc>,
    pub by: String,
    pub photos: u32,
    pub scope: PhotoScope,
    pub recipient: String,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PatientPhotos {
    /// By day, then in the order they came.
    pub photos: Vec<PhotoItem>,
    /// Newest first.
    pub sessions: Vec<PhotoSession>,
    /// What the newest consent in force says; absent without one.
    pub choices: Option<PhotoChoices>,
    pub taken_out: Vec<TakenOutView>,
    /// Newest first.
    pub exports: Vec<ExportView>,
}

/// Which of a photo's pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoSize {
    Original,
    Preview,
    Thumbnail,
}

/// A picture for the screen; it exists in memory only.
#[derive(Debug)]
pub struct Shown {
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// What waits in the tray.
///
/// # Errors
/// [`ApiError::NotAllowed`] for reception (PRACTICE 66).
pub async fn list_tray(app: &App) -> Result<Vec<TrayPhoto>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let tray = photo::list_tray(&mut *open.store.reader().await?).await?;
    Ok(tray
        .into_iter()
        .map(|photo| {
            let (width, height) = upright_size(&photo);
            TrayPhoto {
                id: photo.id,
                width,
                height,
                taken_at: photo.taken_at,
                camera: photo.camera,
                received_at: photo.received_at,
                source: photo.source,
                covered: photo.covered,
            }
        })
        .collect())
}

/// Everything the Photos page shows of one patient.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn list(app: &App, patient: PatientId) -> Result<PatientPhotos, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let mut sessions: Vec<PhotoSession> = session::list(&mut reader, patient)
        .await?
        .into_iter()
        .map(|session| PhotoSession {
            id: session.record.id,
            number: session.number,
            on: session.ended_on,
        })
        .collect();
    sessions.sort_by_key(|session| std::cmp::Reverse(session.number));
    let mut photos: Vec<PhotoItem> = photo::list(&mut reader, patient)
        .await?
        .into_iter()
        .map(|filed| item(filed, &sessions))
        .collect();
    photos.sort_by_key(|photo| photo.filing.taken_on);
    let people: HashMap<Uuid, String> = person::list(&mut reader)
        .await?
        .into_iter()
        .map(|person| (person.id.0, person.name))
        .collect();
    let name = |id: &Uuid| people.get(id).cloned().unwrap_or_default();
    let taken_out = photo::list_taken_out(&mut reader, patient)
        .await?
        .into_iter()
        .map(|entry| TakenOutView {
            at: entry.at,
            by: name(&entry.by),
        })
        .collect();
    let exports = photo::list_exports(&mut reader, patient)
        .await?
        .into_iter()
        .map(|export| ExportView {
            at: export.at,
            by: name(&export.by),
            photos: u32::try_from(export.exported.photos.len()).unwrap_or(u32::MAX),
            scope: export.exported.scope,
            recipient: export.exported.recipient,
        })
        .collect();
    let choices = choices(&mut reader, patient).await?;
    drop(reader);
    view::note(app, &open, patient, app.now());
    Ok(PatientPhotos {
        photos,
        sessions,
        choices,
        taken_out,
        exports,
    })
}

fn item(filed: FiledPhoto, sessions: &[PhotoSession]) -> PhotoItem {
    let FiledPhoto { photo, filing } = filed;
    let (width, height) = upright_size(&photo);
    PhotoItem {
        id: photo.id,
        width,
        height,
        taken_at: photo.taken_at,
        camera: photo.camera,
        sha256: photo.sha256,
        covered: photo.covered,
        intimate: filing.view.is_intimate(),
        session_number: sessions
            .iter()
            .find(|session| Some(session.id) == filing.session)
            .map(|session| session.number),
        filing,
    }
}

/// A picture, opened in memory. Nothing of it is ever written to a disk in clear.
///
/// # Errors
/// [`ApiError::Locked`], [`ApiError::NotAllowed`], [`ApiError::NotFound`]; damage.
pub async fn show(app: &App, id: PhotoId, size: PhotoSize) -> Result<Shown, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let photo = photo::get(&mut *open.store.reader().await?, id)
        .await?
        .photo;
    let kind = media_kind(photo.kind);
    Ok(match size {
        PhotoSize::Preview => Shown {
            media_type: Kind::Jpeg.media_type(),
            bytes: open.store.open_file(photo.files.preview).await?,
        },
        PhotoSize::Thumbnail => Shown {
            media_type: Kind::Jpeg.media_type(),
            bytes: open.store.open_file(photo.files.thumbnail).await?,
        },
        PhotoSize::Original => {
            let bytes = open.store.open_file(photo.files.original).await?;
            Shown {
                media_type: kind.media_type(),
                bytes: needlebook_media::with_orientation(kind, &bytes, orientation(&photo)),
            }
        }
    })
}

/// What stands of the newest consent's choices; nothing where it was taken back, whatever an older one said.
pub(crate) async fn choices(
    connection: &mut Reader,
    patient: PatientId,
) -> Result<Option<PhotoChoices>, ApiError> {
    let consents = consent::list(connection, patient).await?;
    Ok(consents
        .first()
        .and_then(|newest| standing_choices(&newest.consent, &newest.withdrawals)))
}

/// Refuses a photo in the record of somebody who said no to photos there. Without any consent nothing was refused yet.
pub(crate) fn refuse_unwanted(choices: Option<PhotoChoices>) -> Result<(), ApiError> {
    match choices {
        Some(said) if !may_export(PhotoScope::Record, Some(said)) => Err(ApiError::PhotoConsent {
            scope: PhotoScope::Record,
        }),
        _ => Ok(()),
    }
}

pub(crate) fn media_kind(kind: PhotoKind) -> Kind {
    match kind {
        PhotoKind::Jpeg => Kind::Jpeg,
        PhotoKind::Png => Kind::Png,
    }
}

pub(crate) fn orientation(photo: &Photo) -> Orientation {
    Orientation::from_exif(photo.orientation.into())
}

fn upright_size(photo: &Photo) -> (u32, u32) {
    if orientation(photo).is_sideways() {
        (photo.height, photo.width)
    } else {
        (photo.width, photo.height)
    }
}
