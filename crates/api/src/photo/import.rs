//! Taking photos in: several at once, one after the other, into the encrypted tray. Nobody's until a person files them
//! (PRACTICE 20).

use super::PhotoRefusal;
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::received_file::{self, RefusedFile};
use crate::role::UseCase;
use needlebook_domain::ids::PhotoId;
use needlebook_domain::photo::{Photo, PhotoFiles, PhotoKind, PhotoSource};
use needlebook_media::{Kind, Picture};
use needlebook_store::journal::Fact;
use needlebook_store::{StoreError, photo, sealed_file};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use uuid::Uuid;

/// Why an import ended before its last file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportStop {
    Cancelled,
    Locked,
    StorageFull,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImportOutcome {
    pub taken: u32,
    /// The same file was taken in before.
    pub already_here: u32,
    pub refused: Vec<RefusedFile>,
    pub stopped: Option<ImportStop>,
    /// Files that were not looked at.
    pub left: u32,
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    Now(PhotoId),
    Before,
    Refused(PhotoRefusal),
}

/// Takes files in, each whole or not at all. `progress` is told how many are done.
///
/// # Errors
/// [`ApiError::NotAllowed`]; what the store meets. Photos taken in before it stay.
pub async fn import(
    app: &App,
    source: PhotoSource,
    paths: Vec<PathBuf>,
    progress: impl Fn(u32, u32),
) -> Result<ImportOutcome, ApiError> {
    drop(app.run(UseCase::KeepPhotos).await?);
    app.stop_import.store(false, Ordering::Relaxed);
    let total = u32::try_from(paths.len()).unwrap_or(u32::MAX);
    let mut outcome = ImportOutcome::default();
    for (done, path) in (0..total).zip(&paths) {
        progress(done, total);
        outcome.left = total - done;
        if app.stop_import.load(Ordering::Relaxed) {
            outcome.stopped = Some(ImportStop::Cancelled);
            return Ok(outcome);
        }
        match take(app, source, path).await {
            Ok(Taken::Now(_)) => outcome.taken += 1,
            Ok(Taken::Before) => outcome.already_here += 1,
            Ok(Taken::Refused(reason)) => outcome.refused.push(RefusedFile {
                name: received_file::name_of(path),
                reason,
            }),
            Err(ApiError::Locked) => outcome.stopped = Some(ImportStop::Locked),
            Err(ApiError::StorageFull) => outcome.stopped = Some(ImportStop::StorageFull),
            Err(other) => return Err(other),
        }
        if outcome.stopped.is_some() {
            return Ok(outcome);
        }
    }
    outcome.left = 0;
    progress(total, total);
    Ok(outcome)
}

/// The running import stops before its next file.
pub fn cancel(app: &App) {
    app.stop_import.store(true, Ordering::Relaxed);
}

/// Takes one file in. The store is asked for at each file, so that locking waits for one photo and not for a hundred.
pub(crate) async fn take(app: &App, source: PhotoSource, path: &Path) -> Result<Taken, ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    received_file::needs_room(&app.folder)?;
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || read(&path))
        .await
        .map_err(|_| ApiError::Internal {
            incident: "photo".to_owned(),
        })?;
    match read {
        Ok(picture) => keep(app, &open, source, picture).await,
        Err(reason) => Ok(Taken::Refused(reason)),
    }
}

fn read(path: &Path) -> Result<Picture, PhotoRefusal> {
    Ok(needlebook_media::read(received_file::read(path)?)?)
}

async fn keep(
    app: &App,
    open: &Open,
    source: PhotoSource,
    picture: Picture,
) -> Result<Taken, ApiError> {
    let sha256: String = picture
        .sha256
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let known = photo::find_by_sha256(&mut *open.store.reader().await?, &sha256).await?;
    if known.is_some() {
        return Ok(Taken::Before);
    }
    let now = app.now();
    let new = Photo {
        id: PhotoId(Uuid::now_v7()),
        files: PhotoFiles {
            original: Uuid::nil(),
            preview: Uuid::nil(),
            thumbnail: Uuid::nil(),
        },
        kind: match picture.kind {
            Kind::Jpeg => PhotoKind::Jpeg,
            Kind::Png => PhotoKind::Png,
        },
        width: picture.width,
        height: picture.height,
        orientation: picture.orientation.exif(),
        taken_at: picture.taken_at,
        camera: picture.camera,
        sha256,
        byte_count: u32::try_from(picture.bytes.len()).unwrap_or(u32::MAX),
        received_at: now,
        received_by: open.actor(),
        source,
        covered: false,
    };
    let files = seal(open, [picture.bytes, picture.preview, picture.thumbnail]).await?;
    let id = new.id;
    let mut write = open.write(now).await?;
    sealed_file::keep(&mut write, &files.all()).await?;
    let photo = Photo { files, ..new };
    write.append(id.0, Fact::PhotoReceived { photo }).await?;
    write.commit().await?;
    Ok(Taken::Now(id))
}

/// Original, preview and thumbnail, each under a key of its own.
pub(crate) async fn seal(open: &Open, pictures: [Vec<u8>; 3]) -> Result<PhotoFiles, ApiError> {
    let ids = open.store.seal_files(pictures.into()).await?;
    match ids.as_slice() {
        [original, preview, thumbnail] => Ok(PhotoFiles {
            original: *original,
            preview: *preview,
            thumbnail: *thumbnail,
        }),
        _ => Err(StoreError::Crypto.into()),
    }
}
