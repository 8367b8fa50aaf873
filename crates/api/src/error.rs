//! Why a use case was refused: a code with data. The UI holds the sentences, one for each code.

use crate::merge::MergeTrouble;
use crate::photo::PhotoRefusal;
use needlebook_domain::issue::Issue;
use needlebook_domain::photo::PhotoScope;
use needlebook_domain::screening_record::ScreeningGap;
use needlebook_domain::session::Gap;
use needlebook_store::StoreError;
use needlebook_store::backup::BackupTrouble;
use needlebook_store::error::Damage;
use needlebook_store::place::Shared;
use serde::Serialize;
use specta::Type;
use thiserror::Error;

/// A kind exists only where the screen acts differently on it.
#[derive(Clone, Debug, Error, PartialEq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ApiError {
    /// Fields were refused; nothing was saved and nothing typed was lost.
    #[error("{} fields were refused", issues.len())]
    Invalid { issues: Vec<Issue> },
    /// The session cannot be signed yet.
    #[error("{} things are missing", gaps.len())]
    NotReady { gaps: Vec<Gap> },
    /// The screening cannot be signed yet.
    #[error("{} things are missing", gaps.len())]
    ScreeningNotReady { gaps: Vec<ScreeningGap> },
    #[error("not found")]
    NotFound { entity: String },
    /// Somebody else changed it first.
    #[error("changed meanwhile")]
    Conflict { current_version: u32 },
    /// The roles that may.
    #[error("not allowed")]
    NotAllowed {
        needs: Vec<needlebook_domain::person::Role>,
    },
    /// The account was given a last day, and it is past (PRACTICE 69).
    #[error("the account has ended")]
    AccountEnded { on: chrono::NaiveDate },
    /// The clinic would be left without anybody who may look after its accounts.
    #[error("the last owner")]
    LastOwner,
    #[error("locked")]
    Locked,
    /// Nobody was at the keyboard for a while: who signs types their passphrase first.
    #[error("the passphrase is needed to sign")]
    PassphraseNeeded,
    #[error("wrong passphrase")]
    WrongPassphrase { wait_seconds: u32 },
    /// After the last try the store is locked, and the passphrase alone opens it.
    #[error("wrong PIN")]
    WrongPin { tries_left: u8 },
    #[error("the recovery code has a mistyped group")]
    WrongRecoveryGroup { group: u32 },
    /// Not the code of this clinic, or mistyped in more than one group.
    #[error("not the recovery code of this clinic")]
    WrongRecoveryCode { mistyped: bool },
    #[error("a clinic is already set up here")]
    AlreadySetUp,
    #[error("no clinic is set up here")]
    NotSetUp,
    #[error("another instance runs")]
    AlreadyRunning,
    #[error("no space left")]
    StorageFull,
    #[error("the store file is missing")]
    StoreMissing,
    #[error("the store is damaged")]
    StoreDamaged,
    #[error("written by a newer version")]
    NewerDatabase,
    /// The data folder is synchronised or lies on another computer; `folder` is the one to move out of.
    #[error("no place for a live store")]
    UnfitPlace {
        folder: String,
        by: String,
        what: SharedPlace,
    },
    /// A file that was to bring a draft back does not.
    #[error("a saved copy was refused")]
    SavedCopy { trouble: CopyTrouble },
    /// A backup was not made, or a file is none.
    #[error("backup: {problem:?}")]
    Backup { problem: BackupProblem },
    /// A file or folder outside the clinic's own.
    #[error("a file was refused")]
    File { trouble: FileTrouble },
    /// Two entries were not merged.
    #[error("not merged")]
    NotMerged { trouble: MergeTrouble },
    /// A complaint or a claim needs the record as it is: it is neither erased nor merged (PRACTICE 70).
    #[error("under a legal hold")]
    LegalHold,
    /// No printer, or the printer refused.
    #[error("printing failed")]
    Printer { reason: PrinterTrouble },
    /// The patient did not agree to photos for this.
    #[error("outside the photo consent")]
    PhotoConsent { scope: PhotoScope },
    /// The picture cannot be made.
    #[error("the photo was refused")]
    PhotoRefused { refusal: PhotoRefusal },
    /// The sheet cannot be set: a character that no font of ours has.
    #[error("a document could not be set")]
    Document { missing: String },
    /// A fault of ours; `incident` names the line in the log, which holds no patient's data.
    #[error("internal fault {incident}")]
    Internal { incident: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SharedPlace {
    Synced,
    Network,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CopyTrouble {
    /// No copy that this clinic saved, or altered since.
    Foreign,
    /// A colleague's: they open it.
    OtherPerson,
    /// What the form holds now is newer.
    Older,
}

/// Why a backup was not made, or a file is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupProblem {
    /// The place is not there: a stick that is not plugged in, a share that cannot be reached.
    NoPlace,
    ReadOnly,
    NoRoom,
    /// The disk's file system holds no file as large as the store.
    FileTooLarge,
    /// The place went away while it was being written to.
    WentAway,
    /// What was written did not read back as it was.
    NotWhole,
    Stopped,
    /// Not a backup, or one that was not copied to its end.
    NotABackup,
    Altered,
    Newer,
    OtherClinic,
    /// The folder holds the record itself, or lies in it.
    WithTheRecord,
    AlreadyAPlace,
    /// A fault of ours, or of the live record.
    Internal,
}

impl From<BackupTrouble> for BackupProblem {
    fn from(trouble: BackupTrouble) -> Self {
        match trouble {
            BackupTrouble::NoPlace => Self::NoPlace,
            BackupTrouble::ReadOnly => Self::ReadOnly,
            BackupTrouble::NoRoom => Self::NoRoom,
            BackupTrouble::FileTooLarge => Self::FileTooLarge,
            BackupTrouble::WentAway => Self::WentAway,
            BackupTrouble::NotWhole => Self::NotWhole,
            BackupTrouble::Stopped => Self::Stopped,
            BackupTrouble::NotABackup => Self::NotABackup,
            BackupTrouble::Altered => Self::Altered,
            BackupTrouble::Newer => Self::Newer,
            BackupTrouble::OtherClinic => Self::OtherClinic,
        }
    }
}

/// What became of a file that was to be written or read; nothing half-written is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FileTrouble {
    /// Something of that name is there already.
    Exists,
    /// No room on that disk.
    Full,
    /// That folder may not be written to, or that file not be read.
    NotAllowed,
    /// The disk went away, or never was there.
    Gone,
    /// Somebody stopped it.
    Cancelled,
    /// Other work runs.
    Busy,
    /// Nothing in it.
    Empty,
    /// No table that can be read.
    NotATable,
    TooLarge,
    /// Some rows cannot be read, and they are not to be left out.
    BadRows,
    /// Something was recorded about a patient of this batch.
    Used,
    /// Not a folder that Needlebook exported, or altered since.
    NotAnExport,
    /// A whole clinic comes into an empty one only.
    NotEmpty,
}

impl FileTrouble {
    pub(crate) fn of(error: std::io::Error) -> ApiError {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotAllowed,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::InvalidData => Self::NotATable,
            _ => Self::Gone,
        }
        .into()
    }
}

impl From<FileTrouble> for ApiError {
    fn from(trouble: FileTrouble) -> Self {
        Self::File { trouble }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PrinterTrouble {
    /// This computer has no print queue.
    None,
    /// The queue did not take the document.
    Refused,
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::WrongPassphrase { wait_seconds }
            | StoreError::Throttled { wait_seconds } => Self::WrongPassphrase {
                wait_seconds: u32::try_from(wait_seconds).unwrap_or(u32::MAX),
            },
            StoreError::AlreadyRunning => Self::AlreadyRunning,
            StoreError::AlreadySetUp => Self::AlreadySetUp,
            StoreError::NotSetUp => Self::NotSetUp,
            StoreError::Damaged {
                what: Damage::StoreMissing | Damage::KeysMissing,
            } => Self::StoreMissing,
            StoreError::Damaged { .. } => Self::StoreDamaged,
            StoreError::NewerDatabase => Self::NewerDatabase,
            StoreError::StorageFull => Self::StorageFull,
            StoreError::Conflict { current_version } => Self::Conflict {
                current_version: u32::try_from(current_version).unwrap_or(u32::MAX),
            },
            StoreError::NotFound { entity } => Self::NotFound {
                entity: entity.to_owned(),
            },
            StoreError::Locked => Self::Locked,
            StoreError::LastKeySlot => Self::LastOwner,
            StoreError::UnfitPlace(unfit) => Self::UnfitPlace {
                folder: unfit.folder.display().to_string(),
                by: unfit.by,
                what: match unfit.what {
                    Shared::Synced => SharedPlace::Synced,
                    Shared::Network => SharedPlace::Network,
                },
            },
            StoreError::NotACopy => Self::SavedCopy {
                trouble: CopyTrouble::Foreign,
            },
            StoreError::Backup(trouble) => Self::Backup {
                problem: trouble.into(),
            },
            other => Self::internal(&other),
        }
    }
}

impl From<needlebook_documents::Error> for ApiError {
    fn from(error: needlebook_documents::Error) -> Self {
        match error {
            needlebook_documents::Error::MissingGlyph { text, .. } => {
                Self::Document { missing: text }
            }
            other => Self::internal(&other),
        }
    }
}

impl From<needlebook_media::Refusal> for ApiError {
    fn from(refusal: needlebook_media::Refusal) -> Self {
        Self::PhotoRefused {
            refusal: refusal.into(),
        }
    }
}

impl From<Vec<Issue>> for ApiError {
    fn from(issues: Vec<Issue>) -> Self {
        Self::Invalid { issues }
    }
}

impl ApiError {
    /// A fault that the user cannot act on. The kind of the error is kept, never its text: a database message may
    /// quote a value.
    pub(crate) fn internal(error: &(dyn std::error::Error + 'static)) -> Self {
        let kind = match error.downcast_ref::<StoreError>() {
            Some(StoreError::Sqlx(sqlx)) => {
                format!("store.{}", needlebook_store::error::kind(sqlx))
            }
            Some(StoreError::Migration(_)) => "store.migration".to_owned(),
            Some(StoreError::Io(io)) => format!("file.{:?}", io.kind()),
            Some(_) => "store".to_owned(),
            None => "document".to_owned(),
        };
        Self::Internal { incident: kind }
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(&error)
    }
}
