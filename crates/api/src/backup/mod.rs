//! Backups: where they go, making them, and what Today says about them.

mod due;
mod places;
mod work;

pub use due::{Rounds, round};
pub use places::BackupState;
pub use places::{
    BackupView, Drill, LastBackup, PlaceState, PlaceView, add_place, get_backups, remove_place,
};
pub(crate) use places::{is_enough, state};
pub(crate) use work::Work;
pub use work::{BackupProgress, BackupStage, get_progress, stop};

use crate::app::{App, Open};
use crate::error::{ApiError, BackupProblem};
use crate::role::UseCase;
use needlebook_domain::backup::{BackupMade, BackupPlace};
use needlebook_domain::ids::BackupPlaceId;
use needlebook_store::StoreError;
use needlebook_store::backup::{self, Made};
use needlebook_store::journal::Fact;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A backup that was made and found whole.
#[derive(Clone, Debug, Serialize)]
pub struct BackedUp {
    pub file: PathBuf,
    pub bytes: u64,
    pub events: i64,
    pub patients: i64,
    pub sessions: i64,
    /// Documents and photos that were not there yet.
    pub files_copied: u64,
}

/// Backs up to every place there is, one after another; what went wrong with one is kept for the next look.
///
/// # Errors
/// [`ApiError::NotAllowed`]; never because a place refuses.
pub async fn back_up_now(app: &App) -> Result<BackupView, ApiError> {
    let open = app.run(UseCase::BackUp).await?;
    // One that began by itself is as good; the screen shows how far it is.
    if let Some(_going) = app.backup.begin() {
        for place in places(&open).await? {
            back_up_place(app, &open, &place).await?;
        }
    }
    drop(open);
    get_backups(app).await
}

/// Backs up into a folder, whether it is one of the places or not.
///
/// # Errors
/// [`ApiError::Backup`] naming what is wrong with the folder or the copy.
pub async fn back_up_to(app: &App, folder: &Path) -> Result<BackedUp, ApiError> {
    let open = app.run(UseCase::BackUp).await?;
    let going = app.backup.begin().ok_or(ApiError::Backup {
        problem: BackupProblem::Stopped,
    })?;
    let named = folder.display().to_string();
    let place = places(&open)
        .await?
        .into_iter()
        .find(|place| place.folder == named)
        .map_or(BackupPlaceId::NONE, |place| place.id);
    let made = open
        .store
        .back_up(folder, &|progress| app.backup.tell(progress))
        .await;
    drop(going);
    let made = made?;
    journal(app, &open, place, &made).await?;
    Ok(BackedUp {
        file: folder.join(&made.file),
        bytes: made.bytes,
        events: made.manifest.events,
        patients: made.manifest.patients,
        sessions: made.manifest.sessions,
        files_copied: made.files_copied,
    })
}

/// Backs up to one place and remembers what came of it.
async fn back_up_place(app: &App, open: &Open, place: &BackupPlace) -> Result<(), ApiError> {
    let folder = PathBuf::from(&place.folder);
    let made = open
        .store
        .back_up(&folder, &|progress| app.backup.tell(progress))
        .await;
    match made {
        Ok(made) => {
            app.backup.succeeded(place.id);
            journal(app, open, place.id, &made).await
        }
        Err(StoreError::Backup(backup::BackupTrouble::Stopped)) => Ok(()),
        Err(error) => {
            let problem = match ApiError::from(error) {
                ApiError::Backup { problem } => problem,
                _ => BackupProblem::Internal,
            };
            app.backup.failed(place.id, problem, app.now());
            Ok(())
        }
    }
}

async fn journal(
    app: &App,
    open: &Open,
    place: BackupPlaceId,
    made: &Made,
) -> Result<(), ApiError> {
    let backup = BackupMade {
        place,
        file: made.file.clone(),
        made_at: made.manifest.made_at,
        bytes: made.bytes,
        events: u32::try_from(made.manifest.events).unwrap_or(u32::MAX),
    };
    let mut write = open.write(app.now()).await?;
    write.append(place.0, Fact::BackupMade { backup }).await?;
    Ok(write.commit().await?)
}

async fn places(open: &Open) -> Result<Vec<BackupPlace>, ApiError> {
    Ok(backup::list_places(&mut *open.store.reader().await?).await?)
}
