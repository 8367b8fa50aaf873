//! The folder that a camera or its card puts pictures in: watched while somebody is signed in, emptied into the tray.

use super::PhotoRefusal;
use super::import::{Taken, take};
use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::photo::{CameraFolder, PhotoSource};
use needlebook_store::journal::Fact;
use needlebook_store::{StoreError, photo, place};
use serde::Serialize;
use sha2::{Digest, Sha256};
use specta::Type;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::{Duration, SystemTime};

/// What is called a picture; what it is, its bytes say.
const NAMES: [&str; 6] = ["jpg", "jpeg", "png", "heic", "heif", "avif"];
/// A card keeps pictures two folders down (`DCIM/100...`).
const DEPTH: u32 = 3;
/// A picture is whole when nobody has written to it for this long.
const SETTLED: Duration = Duration::from_secs(2);
/// The most files that are looked at in one round.
const MOST: usize = 2_000;

/// Files that stay in the folder, as they were when they were looked at: not read again until they change.
pub type Seen = HashMap<PathBuf, (Stamp, Option<PhotoRefusal>)>;
type Stamp = (u64, Option<SystemTime>);

/// The watched folder as the settings and Today show it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CameraFolderView {
    pub path: String,
    pub removes_copies: bool,
    /// It is not there: a card that was taken out, a folder that was renamed.
    pub missing: bool,
    /// A program or share that copies the folder elsewhere, by its name.
    pub copied_by: Option<String>,
    /// Pictures that still lie there unencrypted.
    pub outside: u32,
    /// Of them, those that were refused.
    pub refused: u32,
}

/// Watches a folder that was chosen in the system's dialog, or stops watching.
///
/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn choose(app: &App, path: Option<&Path>, removes_copies: bool) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    let folder = path.map(|path| CameraFolder {
        path: path.to_string_lossy().into_owned(),
        removes_copies,
    });
    let mut write = open.write(app.now()).await?;
    write
        .append(
            open.store.vault().install(),
            Fact::CameraFolderChosen { folder },
        )
        .await?;
    write.commit().await?;
    app.camera
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clear();
    Ok(())
}

/// Keeps the folder and only changes whether its copies are removed.
///
/// # Errors
/// [`ApiError::NotFound`] when no folder is watched.
pub async fn set_removes_copies(app: &App, removes_copies: bool) -> Result<(), ApiError> {
    let folder = watched(app).await?.ok_or(ApiError::NotFound {
        entity: "camera_folder".to_owned(),
    })?;
    choose(app, Some(Path::new(&folder.path)), removes_copies).await
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn find(app: &App) -> Result<Option<CameraFolderView>, ApiError> {
    match watched(app).await? {
        Some(folder) => view(app, folder).await.map(Some),
        None => Ok(None),
    }
}

/// Looks at the folder itself; asks nothing of the store.
pub(crate) async fn view(app: &App, folder: CameraFolder) -> Result<CameraFolderView, ApiError> {
    let path = PathBuf::from(&folder.path);
    let (missing, copied_by, files) = off_thread(move || {
        let copied_by = place::unfit(&path).ok().flatten().map(|unfit| unfit.by);
        (!path.is_dir(), copied_by, pictures(&path))
    })
    .await?;
    let refused = {
        let seen = app.camera.lock().unwrap_or_else(PoisonError::into_inner);
        files
            .iter()
            .filter(|(path, _)| matches!(seen.get(path), Some((_, Some(_)))))
            .count()
    };
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    Ok(CameraFolderView {
        path: folder.path,
        removes_copies: folder.removes_copies,
        missing,
        copied_by,
        outside: count(files.len()),
        refused: count(refused),
    })
}

async fn watched(app: &App) -> Result<Option<CameraFolder>, ApiError> {
    let open = app.run(UseCase::SeeToday).await?;
    Ok(photo::find_camera_folder(&mut *open.store.reader().await?).await?)
}

/// Takes in what arrived since the last look, and answers how many. Nothing happens while the app is locked or while
/// somebody is signed in who may not keep photos.
///
/// # Errors
/// What the store meets; the next look goes on.
pub async fn look(app: &App) -> Result<u32, ApiError> {
    let folder = match app.run(UseCase::KeepPhotos).await {
        Ok(open) => photo::find_camera_folder(&mut *open.store.reader().await?).await?,
        Err(ApiError::Locked | ApiError::NotAllowed { .. }) => None,
        Err(other) => return Err(other),
    };
    let Some(folder) = folder else { return Ok(0) };
    let root = PathBuf::from(&folder.path);
    let files = off_thread(move || pictures(&root)).await?;
    let mut taken = 0;
    for (path, stamp) in files {
        if !is_new(app, &path, stamp) {
            continue;
        }
        let became = take(app, PhotoSource::CameraFolder, &path).await?;
        let refusal = match became {
            Taken::Now(_) => {
                taken += 1;
                None
            }
            Taken::Before => None,
            Taken::Refused(reason) => Some(reason),
        };
        let is_gone = refusal.is_none() && folder.removes_copies && remove_copy(app, &path).await?;
        if !is_gone {
            app.camera
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(path, (stamp, refusal));
        }
    }
    Ok(taken)
}

fn is_new(app: &App, path: &Path, stamp: Stamp) -> bool {
    let is_settled = stamp
        .1
        .and_then(|written| SystemTime::now().duration_since(written).ok())
        .is_none_or(|age| age >= SETTLED);
    let seen = app.camera.lock().unwrap_or_else(PoisonError::into_inner);
    is_settled && seen.get(path).is_none_or(|(before, _)| *before != stamp)
}

/// Removes the copy outside once the sealed photo was read back and is known to be of these very bytes.
async fn remove_copy(app: &App, path: &Path) -> Result<bool, ApiError> {
    let open = app.run(UseCase::KeepPhotos).await?;
    let outside = path.to_owned();
    let bytes = off_thread(move || fs::read(outside)).await?;
    let Ok(bytes) = bytes else { return Ok(false) };
    let sha256: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let Some(stored) = photo::find_by_sha256(&mut *open.store.reader().await?, &sha256).await?
    else {
        return Ok(false);
    };
    let sealed = open.store.open_file(stored.photo.files.original).await?;
    // Bit for bit but for the metadata: a covered photo is the one that differs, and its original was seen and judged.
    if !stored.photo.covered && !is_cut_of(&sealed, bytes) {
        return Ok(false);
    }
    let outside = path.to_owned();
    if off_thread(move || fs::remove_file(outside)).await?.is_err() {
        // A card that cannot be written to: it stays, and Today says so.
        return Ok(false);
    }
    let mut write = open.write(app.now()).await?;
    write
        .append(stored.photo.id.0, Fact::CameraCopyRemoved {})
        .await?;
    write.commit().await?;
    Ok(true)
}

fn is_cut_of(sealed: &[u8], received: Vec<u8>) -> bool {
    needlebook_media::read(received).is_ok_and(|picture| picture.bytes == sealed)
}

/// Every picture below a folder, with its length and the time of its last change.
fn pictures(root: &Path) -> Vec<(PathBuf, Stamp)> {
    let mut found = Vec::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let (path, Ok(kind)) = (entry.path(), entry.file_type()) else {
                continue;
            };
            if kind.is_dir() && depth + 1 < DEPTH {
                folders.push((path, depth + 1));
            } else if kind.is_file()
                && is_called_a_picture(&path)
                && let Ok(metadata) = entry.metadata()
            {
                found.push((path, (metadata.len(), metadata.modified().ok())));
            }
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.sort();
    found
}

fn is_called_a_picture(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| NAMES.contains(&extension.to_lowercase().as_str()))
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| StoreError::Crypto.into())
}
