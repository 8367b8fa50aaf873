//! Saying whose a photo is and what it shows, setting that right, and taking a photo out of a record.

use super::import::seal;
use super::{choices, media_kind, orientation, refuse_unwanted};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::field;
use needlebook_domain::ids::{PatientId, PhotoId};
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_domain::photo::{FilingInput, Photo, PhotoFiling, PhotoKind, PhotoMoved};
use needlebook_media::{Kind, Part};
use needlebook_store::journal::{Fact, Write};
use needlebook_store::photo::StoredPhoto;
use needlebook_store::{patient, photo, sealed_file, session};
use serde::Deserialize;
use specta::Type;

/// A part of the upright picture, each value in ten-thousandths of its width or height.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PicturePart {
    pub left: u16,
    pub top: u16,
    pub width: u16,
    pub height: u16,
}

impl From<PicturePart> for Part {
    fn from(part: PicturePart) -> Self {
        let share = |value: u16| f64::from(value) / 10_000.0;
        Self {
            left: share(part.left),
            top: share(part.top),
            width: share(part.width),
            height: share(part.height),
        }
    }
}

/// Files a photo of the tray under the patient that a person named.
///
/// # Errors
/// What is not chosen; [`ApiError::PhotoConsent`]; [`ApiError::NotFound`] when it was filed meanwhile.
pub async fn file(app: &App, id: PhotoId, input: FilingInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    let filing = parse(app, &open, input).await?;
    refuse_unwanted(choices(&mut open.store.reader().await?, filing.patient).await?)?;
    let mut write = open.write(app.now()).await?;
    if photo::get(write.connection(), id).await?.filing.is_some() {
        return Err(ApiError::NotFound {
            entity: "photo".to_owned(),
        });
    }
    write.append(id.0, Fact::PhotoFiled { filing }).await?;
    Ok(write.commit().await?)
}

/// The view, stage, session, day, side or chaperone was not right. What stood there before stays in the history.
///
/// # Errors
/// As [`file`]; another patient is no correction but a move.
pub async fn correct(app: &App, id: PhotoId, input: FilingInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    let filing = parse(app, &open, input).await?;
    let mut write = open.write(app.now()).await?;
    let (_, before) = filed(&mut write, id).await?;
    if before.patient != filing.patient {
        return Err(refused("patient", IssueCode::DoesNotMatch));
    }
    write.append(id.0, Fact::PhotoCorrected { filing }).await?;
    Ok(write.commit().await?)
}

async fn parse(app: &App, open: &Open, input: FilingInput) -> Result<PhotoFiling, ApiError> {
    let mut reader = open.store.reader().await?;
    let (person, _) = patient::get(&mut reader, input.patient).await?;
    let filing = input.parse(person.birth_on, open.local_date(app.now()))?;
    if let Some(id) = filing.session
        && session::get(&mut reader, id).await?.record.patient != filing.patient
    {
        return Err(refused("session", IssueCode::NotAChoice));
    }
    Ok(filing)
}

/// Covers or crops other people away before the photo is filed (PRACTICE 63). What showed them is shredded.
///
/// # Errors
/// [`ApiError::NotFound`] for a photo that is filed; [`ApiError::PhotoRefused`] for a crop that leaves nothing.
pub async fn cover(
    app: &App,
    id: PhotoId,
    crop: Option<PicturePart>,
    covers: Vec<PicturePart>,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    let StoredPhoto { photo, filing } = photo::get(&mut *open.store.reader().await?, id).await?;
    if filing.is_some() {
        return Err(ApiError::NotFound {
            entity: "photo".to_owned(),
        });
    }
    let bytes = open.store.open_file(photo.files.original).await?;
    let (kind, turned) = (media_kind(photo.kind), orientation(&photo));
    let picture = tokio::task::spawn_blocking(move || {
        let covers: Vec<Part> = covers.into_iter().map(Part::from).collect();
        needlebook_media::cover(kind, &bytes, turned, crop.map(Part::from), &covers)
            .and_then(needlebook_media::read)
    })
    .await
    .map_err(|_| ApiError::Internal {
        incident: "photo".to_owned(),
    })??;
    let before = photo.files;
    let byte_count = u32::try_from(picture.bytes.len()).unwrap_or(u32::MAX);
    let files = seal(&open, [picture.bytes, picture.preview, picture.thumbnail]).await?;
    let photo = Photo {
        files,
        kind: match picture.kind {
            Kind::Jpeg => PhotoKind::Jpeg,
            Kind::Png => PhotoKind::Png,
        },
        width: picture.width,
        height: picture.height,
        orientation: picture.orientation.exif(),
        byte_count,
        covered: true,
        ..photo
    };
    let mut write = open.write(app.now()).await?;
    sealed_file::keep(&mut write, &files.all()).await?;
    sealed_file::shred(&mut write, &before.all()).await?;
    write.append(id.0, Fact::PhotoCovered { photo }).await?;
    write.commit().await?;
    Ok(open.store.drop_files(&before.all()).await?)
}

/// Moves a photo to the record it belongs to, sealed again; in the wrong one stays only that an entry was removed
/// (PRACTICE 21).
///
/// # Errors
/// A reason that is missing; the same patient; [`ApiError::PhotoConsent`].
pub async fn move_to(
    app: &App,
    id: PhotoId,
    to: PatientId,
    reason: String,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    let reason = field::reason(&reason)?;
    refuse_unwanted(choices(&mut open.store.reader().await?, to).await?)?;
    let StoredPhoto { photo, filing } = photo::get(&mut *open.store.reader().await?, id).await?;
    let before = filing.ok_or_else(not_filed)?;
    if before.patient == to {
        return Err(refused("to", IssueCode::AlreadyUsed));
    }
    let mut pictures = [const { Vec::new() }; 3];
    for (picture, file) in pictures.iter_mut().zip(photo.files.all()) {
        *picture = open.store.open_file(file).await?;
    }
    let files = seal(&open, pictures).await?;
    let moved = PhotoMoved {
        from: before.patient,
        // Another patient's session is not theirs.
        filing: PhotoFiling {
            patient: to,
            session: None,
            ..before
        },
        files,
        reason,
    };
    let mut write = open.write(app.now()).await?;
    sealed_file::keep(&mut write, &files.all()).await?;
    sealed_file::shred(&mut write, &photo.files.all()).await?;
    write.append(id.0, Fact::PhotoMoved { moved }).await?;
    write.commit().await?;
    Ok(open.store.drop_files(&photo.files.all()).await?)
}

/// Removes a photo for a reason. It is shredded; that it was there, who removed it and why stays.
///
/// # Errors
/// A reason that is missing; [`ApiError::NotFound`].
pub async fn remove(app: &App, id: PhotoId, reason: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    let reason = field::reason(&reason)?;
    let mut write = open.write(app.now()).await?;
    let StoredPhoto { photo, filing } = photo::get(write.connection(), id).await?;
    let patient = filing.map(|filing| filing.patient);
    sealed_file::shred(&mut write, &photo.files.all()).await?;
    write
        .append(id.0, Fact::PhotoRemoved { patient, reason })
        .await?;
    write.commit().await?;
    Ok(open.store.drop_files(&photo.files.all()).await?)
}

async fn filed(write: &mut Write<'_>, id: PhotoId) -> Result<(Photo, PhotoFiling), ApiError> {
    let StoredPhoto { photo, filing } = photo::get(write.connection(), id).await?;
    Ok((photo, filing.ok_or_else(not_filed)?))
}

fn not_filed() -> ApiError {
    ApiError::NotFound {
        entity: "photo".to_owned(),
    }
}

fn refused(path: &str, code: IssueCode) -> ApiError {
    let mut issues = Issues::default();
    issues.add(path, code);
    ApiError::from(issues.or(()).err().unwrap_or_default())
}
