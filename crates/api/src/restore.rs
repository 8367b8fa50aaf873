//! From a backup to a record: looking at it, restoring it, and what came of it. Works where nothing is set up, where
//! the records are damaged, and on a new computer with the recovery code alone.

use crate::app::App;
use crate::error::{ApiError, BackupProblem};
use crate::start::{UnlockName, read_code};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_store::StoreError;
use needlebook_store::backup::{self, Restored, Unlock, Watch};
use needlebook_store::folder::{DataFolder, Found};
use needlebook_store::keys::recovery;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::ops::ControlFlow;
use std::path::Path;
use zeroize::Zeroizing;

/// What a backup holds, before anything is opened.
#[derive(Clone, Debug, Serialize, Type)]
pub struct BackupPreview {
    /// The file's own name, never its folder.
    pub file: String,
    pub made_at: DateTime<Utc>,
    pub patients: u32,
    pub sessions: u32,
    /// Documents and photos.
    pub files: u32,
    pub events: u32,
    /// Version of the program that made it.
    pub program: String,
    /// Who could unlock it then.
    pub people: Vec<UnlockName>,
    /// Records are here already: they are moved aside and kept.
    pub replaces: bool,
}

/// What opens a backup.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "with", rename_all = "snake_case", deny_unknown_fields)]
pub enum RestoreKey {
    RecoveryCode {
        code: String,
    },
    Passphrase {
        person: PersonId,
        passphrase: String,
    },
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RestoreDone {
    pub made_at: DateTime<Utc>,
    pub patients: u32,
    pub sessions: u32,
    pub events: u32,
    /// Documents and photos that were not beside the backup.
    pub missing_files: u32,
}

/// Looks at a backup that a person chose and remembers which it was.
///
/// # Errors
/// [`ApiError::Backup`] for what is no whole backup; [`ApiError::AlreadySetUp`] while the record is open.
pub async fn choose(app: &App, file: &Path) -> Result<BackupPreview, ApiError> {
    if app.is_open().await {
        return Err(ApiError::AlreadySetUp);
    }
    let seen = backup::preview(file)?;
    app.choose_backup(file.to_owned());
    let replaces = !matches!(app.folder.inspect()?, Found::Nothing);
    Ok(BackupPreview {
        file: file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        made_at: seen.manifest.made_at,
        patients: count(seen.manifest.patients),
        sessions: count(seen.manifest.sessions),
        files: count(seen.manifest.sealed_files),
        events: count(seen.manifest.events),
        program: seen.manifest.program,
        people: people(file)?,
        replaces,
    })
}

/// Restores the chosen backup: beside what is here first, and in its place only once it was found whole.
///
/// # Errors
/// [`ApiError::WrongPassphrase`], [`ApiError::WrongRecoveryCode`]; [`ApiError::Backup`]; [`ApiError::StorageFull`].
/// Nothing of what was here has changed then.
pub async fn restore_chosen(app: &App, key: RestoreKey) -> Result<RestoreDone, ApiError> {
    let key = Opens::with(key)?;
    // Nobody unlocks or sets up while the folder changes hands.
    let slot = app.slot().await;
    if slot.is_some() {
        return Err(ApiError::AlreadySetUp);
    }
    let file = app.chosen_backup().ok_or(ApiError::NotFound {
        entity: "backup".to_owned(),
    })?;
    let going = app.backup.begin().ok_or(ApiError::Backup {
        problem: BackupProblem::Stopped,
    })?;
    let watch = |progress| app.backup.tell(progress);
    let restored =
        backup::restore_in_place(&file, &app.folder, key.unlock(), app.now(), &watch).await;
    drop(going);
    drop(slot);
    Ok(done(&restored.map_err(|error| key.refused(error))?))
}

/// Restores a backup into a folder where nothing is, without a window.
///
/// # Errors
/// As [`restore_chosen`]; [`ApiError::AlreadySetUp`] for a folder that holds a clinic.
pub async fn restore_into(
    file: &Path,
    into: &Path,
    key: RestoreKey,
    now: DateTime<Utc>,
) -> Result<RestoreDone, ApiError> {
    let key = Opens::with(key)?;
    // Looked at first: a wrong file leaves no folder behind.
    backup::preview(file)?;
    let folder = DataFolder::open(into)?;
    let restored = backup::restore(file, &folder, key.unlock(), now, WITHOUT_WATCH).await;
    Ok(done(&restored.map_err(|error| key.refused(error))?))
}

/// Looks at every byte of a backup without restoring it.
///
/// # Errors
/// As [`restore_chosen`].
pub async fn verify(file: &Path, key: RestoreKey) -> Result<RestoreDone, ApiError> {
    let key = Opens::with(key)?;
    let manifest = backup::verify(file, key.unlock(), WITHOUT_WATCH)
        .await
        .map_err(|error| key.refused(error))?;
    Ok(done(&Restored {
        manifest,
        missing_files: 0,
    }))
}

/// Who could unlock a backup when it was made.
///
/// # Errors
/// [`ApiError::Backup`] for what is no whole backup.
pub fn people(file: &Path) -> Result<Vec<UnlockName>, ApiError> {
    let people = backup::preview(file)?.people.into_iter();
    Ok(people
        .map(|person| UnlockName {
            id: PersonId(person.id),
            name: person.name,
        })
        .collect())
}

const WITHOUT_WATCH: Watch<'static> = &|_| ControlFlow::Continue(());

/// What was typed, parsed, and wiped when it was used.
enum Opens {
    Code(recovery::Code),
    Passphrase(PersonId, Zeroizing<String>),
}

impl Opens {
    fn with(key: RestoreKey) -> Result<Self, ApiError> {
        Ok(match key {
            RestoreKey::RecoveryCode { code } => Self::Code(read_code(&Zeroizing::new(code))?),
            RestoreKey::Passphrase { person, passphrase } => {
                Self::Passphrase(person, Zeroizing::new(passphrase))
            }
        })
    }

    fn unlock(&self) -> Unlock<'_> {
        match self {
            Self::Code(code) => Unlock::Recovery(code),
            Self::Passphrase(person, passphrase) => Unlock::Passphrase {
                person: person.0,
                passphrase,
            },
        }
    }

    /// A whole code that opens nothing is another clinic's, or was replaced before the backup was made.
    fn refused(&self, error: StoreError) -> ApiError {
        match (self, error) {
            (Self::Code(_), StoreError::WrongPassphrase { .. }) => {
                ApiError::WrongRecoveryCode { mistyped: false }
            }
            (_, other) => other.into(),
        }
    }
}

fn done(restored: &Restored) -> RestoreDone {
    let manifest = &restored.manifest;
    RestoreDone {
        made_at: manifest.made_at,
        patients: count(manifest.patients),
        sessions: count(manifest.sessions),
        events: count(manifest.events),
        missing_files: restored.missing_files,
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
