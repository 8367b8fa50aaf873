//! Why a command was refused, in one line for a person and as a code for a program.

use needlebook_api::consent::ConsentVerdict;
use needlebook_api::record_check::RecordFault;
use needlebook_api::{ApiError, BackupProblem};
use needlebook_domain::issue::IssueCode;
use serde_json::{Value, json};
use std::io;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Trouble {
    #[error("{}", in_words(.0))]
    Refused(#[from] ApiError),
    #[error("this system names no folder for application data; use --data-dir")]
    NoFolder,
    #[error("the folder is not empty; a demo is made in a new or an empty one")]
    FolderNotEmpty,
    #[error(
        "the clinic is encrypted; name a file that holds the passphrase with --passphrase-file"
    )]
    NoPassphrase,
    #[error("the passphrase file cannot be read")]
    PassphraseUnreadable,
    #[error("the recovery code's file cannot be read")]
    RecoveryCodeUnreadable,
    #[error("several people use this clinic; say who unlocks with --user")]
    WhichUser,
    #[error("nobody of that name has a key to this clinic")]
    NoSuchUser,
    #[error("the record is not whole: {}", what_is_wrong(.fault))]
    NotWhole { fault: RecordFault },
    #[error("{}", crate::consent::in_words(.0))]
    NotAConsent(Box<ConsentVerdict>),
    /// `count` rows of a table cannot be read; the first of them, and why.
    #[error(
        "{count} rows cannot be read, the first is line {row} ({field}: {code:?}); nothing was imported"
    )]
    BadRows {
        count: u32,
        row: u32,
        field: String,
        code: IssueCode,
    },
    #[error("{0:?} in --map names no field or no heading of the table")]
    WrongMap(String),
    #[error("reading or writing failed: {0}")]
    Stream(#[from] io::Error),
    #[error("the answer could not be written as JSON")]
    Json(#[from] serde_json::Error),
}

impl Trouble {
    /// `{"code": ...}` with whatever data belongs to it.
    pub fn to_json(&self) -> Value {
        let code = match self {
            Self::Refused(error) => {
                return serde_json::to_value(error)
                    .unwrap_or_else(|_| json!({ "code": "internal" }));
            }
            Self::NotWhole { fault } => return json!({ "code": "not_whole", "fault": fault }),
            Self::NotAConsent(verdict) => {
                return json!({ "code": "not_a_consent", "file": verdict });
            }
            Self::BadRows {
                count,
                row,
                field,
                code,
            } => {
                return json!({
                    "code": "bad_rows", "count": count, "row": row, "path": field, "issue": code
                });
            }
            Self::WrongMap(_) => "wrong_map",
            Self::NoFolder => "no_folder",
            Self::FolderNotEmpty => "folder_not_empty",
            Self::NoPassphrase => "no_passphrase",
            Self::PassphraseUnreadable => "passphrase_unreadable",
            Self::RecoveryCodeUnreadable => "recovery_code_unreadable",
            Self::WhichUser => "which_user",
            Self::NoSuchUser => "no_such_user",
            Self::Stream(_) => "stream",
            Self::Json(_) => "json",
        };
        json!({ "code": code })
    }
}

fn backup_in_words(problem: BackupProblem) -> &'static str {
    match problem {
        BackupProblem::NoPlace => "the folder or file is not there",
        BackupProblem::ReadOnly => "the folder cannot be written to",
        BackupProblem::NoRoom => "there is not enough room; nothing was begun",
        BackupProblem::FileTooLarge => {
            "that disk holds no file over 4 GB; use one formatted as exFAT"
        }
        BackupProblem::WentAway => "the folder went away; earlier backups are untouched",
        BackupProblem::NotWhole => "the copy was not whole and does not count",
        BackupProblem::Stopped => "stopped",
        BackupProblem::NotABackup => "not a backup, or not all of it was copied",
        BackupProblem::Altered => "the backup was altered after it was made",
        BackupProblem::Newer => "the backup is of a newer version; update Needlebook",
        BackupProblem::OtherClinic => "the backup is of another clinic",
        BackupProblem::WithTheRecord => "the folder holds the record itself",
        BackupProblem::AlreadyAPlace => "backups go there already",
        BackupProblem::Internal => "the record itself could not be read",
    }
}

fn what_is_wrong(fault: &RecordFault) -> String {
    match fault {
        RecordFault::Page => "a part of the file fails its check; restore a backup".to_owned(),
        RecordFault::Event { seq } => format!("event {seq} is not as it was written"),
        RecordFault::PutBack => {
            "it ends before the mark beside it; an older copy was put back".to_owned()
        }
        RecordFault::Table { name } => format!("the table {name} is not what the journal says"),
        RecordFault::SealedFile => "a document or photo is gone or altered".to_owned(),
    }
}

/// One line, with what can be done about it. Never a value from a record.
fn in_words(error: &ApiError) -> String {
    match error {
        ApiError::Invalid { issues } => {
            let first = issues
                .first()
                .map(|issue| format!("{}: {:?}", issue.path, issue.code))
                .unwrap_or_default();
            format!("refused: {first}")
        }
        ApiError::WrongPassphrase { wait_seconds: 0 } => {
            "the passphrase is wrong; nothing was touched".to_owned()
        }
        ApiError::WrongPassphrase { wait_seconds } => {
            format!("the passphrase is wrong; the next try is taken in {wait_seconds} s")
        }
        ApiError::WrongRecoveryCode { .. } | ApiError::WrongRecoveryGroup { .. } => {
            "the recovery code opens nothing here".to_owned()
        }
        ApiError::AlreadySetUp => "a clinic is there already; nothing was touched".to_owned(),
        ApiError::Backup { problem } => backup_in_words(*problem).to_owned(),
        ApiError::AlreadyRunning => "the app holds this clinic; close it first".to_owned(),
        ApiError::NotFound { entity } => format!("there is no such {entity}"),
        ApiError::StoreMissing => {
            "the keys are here but the records are missing; restore a backup".to_owned()
        }
        ApiError::StoreDamaged => "the records are damaged; restore a backup".to_owned(),
        ApiError::Document { missing } => format!("no font of ours can print {missing:?}"),
        other => other.to_string(),
    }
}
