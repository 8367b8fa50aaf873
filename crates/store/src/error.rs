//! Everything that can go wrong while keeping records, as kinds the layers above act on.
//!
//! No variant carries a sentence for the reader or a value from a record: the window words them.

use crate::backup::BackupTrouble;
use crate::place::Unfit;
use std::io;

use thiserror::Error;

/// A refusal or failure of the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The passphrase (or recovery code) opens no key slot of this person. The store file was not touched.
    #[error("wrong passphrase, next try in {wait_seconds} s")]
    WrongPassphrase {
        /// Seconds before the next try is accepted, 0 to 300.
        wait_seconds: u64,
    },
    /// Too many wrong tries: this one was not looked at.
    #[error("too many tries, next try in {wait_seconds} s")]
    Throttled {
        /// Seconds before the next try is accepted, 1 to 300.
        wait_seconds: u64,
    },
    /// Another program instance holds this data folder.
    #[error("the data folder is in use by another instance")]
    AlreadyRunning,
    /// The data folder already holds a clinic; setting up another one there is refused.
    #[error("the data folder already holds a clinic")]
    AlreadySetUp,
    /// The store has been locked; unlock it again.
    #[error("the store is locked")]
    Locked,
    /// There is no clinic in this data folder.
    #[error("the data folder holds no clinic")]
    NotSetUp,
    /// Something that should be readable is not.
    #[error("damaged: {what}")]
    Damaged {
        /// The part that is damaged.
        what: Damage,
    },
    /// The store was written by a newer version; nothing was changed.
    #[error("the store was written by a newer version")]
    NewerDatabase,
    /// The disk is full; nothing of the current change was kept.
    #[error("no space left for the store")]
    StorageFull,
    /// The record changed since it was read.
    #[error("the record changed since it was read, now at version {current_version}")]
    Conflict {
        /// The version now stored.
        current_version: i64,
    },
    /// Nothing with this identity exists.
    #[error("{entity} not found")]
    NotFound {
        /// The concept that was looked for, as the code names it (`patient`, `session`).
        entity: &'static str,
    },
    /// The data folder is synchronised by a cloud program or lies on another computer; nothing was opened or written.
    #[error("{0}")]
    UnfitPlace(Box<Unfit>),
    /// A file that was to be opened as a saved copy of a draft is not one of this clinic, or was altered.
    #[error("not a saved copy of this clinic")]
    NotACopy,
    /// A backup was not made, or is none.
    #[error("backup: {0}")]
    Backup(#[from] BackupTrouble),
    /// The last way in may not be removed.
    #[error("this is the last key slot")]
    LastKeySlot,
    /// A cryptographic primitive or the system's random source refused.
    #[error("a cryptographic operation failed")]
    Crypto,
    /// The database refused for a reason that has no kind of its own.
    #[error("database: {0}")]
    Sqlx(#[source] sqlx::Error),
    /// A migration that this program carries does not match the one once applied, or failed.
    #[error("migration: {0}")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The file system refused for a reason that has no kind of its own.
    #[error("file system: {0}")]
    Io(#[source] io::Error),
}

/// The part of a data folder that is damaged or missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Damage {
    /// Keys exist, the store file does not.
    #[error("the store file is missing")]
    StoreMissing,
    /// The store file has no content.
    #[error("the store file is empty")]
    StoreEmpty,
    /// The store file is not one that this key opens, though the key is right.
    #[error("the store file cannot be opened")]
    StoreUnreadable,
    /// The store opened, but a page of it fails its check.
    #[error("a page of the store fails its check")]
    StorePage,
    /// The key file and its copy are both gone.
    #[error("the key file is missing")]
    KeysMissing,
    /// The key file and its copy are both unreadable.
    #[error("the key file cannot be read")]
    KeysUnreadable,
    /// A key slot was altered: its settings are outside every range this program ever wrote.
    #[error("a key slot was altered")]
    KeySlot,
    /// A sealed file (photo or document) is missing.
    #[error("a sealed file is missing")]
    SealedFileMissing,
    /// A sealed file was altered or cut short.
    #[error("a sealed file fails its check")]
    SealedFileAltered,
    /// A stored row no longer parses into its type.
    #[error("a stored row does not parse")]
    Row,
}

impl From<Damage> for StoreError {
    fn from(what: Damage) -> Self {
        Self::Damaged { what }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::StorageFull,
            _ => Self::Io(error),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // SQLCipher reports a damaged page first as 11 and ever after as 7 on the same connection,
        // so neither may reach a reader as "out of memory". 4874 is the shared-memory file that
        // could not grow: on a full disk it is what opening a connection fails with.
        result_code(&error)
            .and_then(Self::known)
            .unwrap_or(Self::Sqlx(error))
    }
}

impl StoreError {
    /// The kind of a result code that SQLite gave without a message.
    pub(crate) fn of_code(code: i32) -> Self {
        Self::known(code).unwrap_or_else(|| match code & 0xff {
            10 => Self::Io(io::ErrorKind::Other.into()),
            _ => Self::Sqlx(sqlx::Error::Protocol(code.to_string())),
        })
    }

    /// The result codes that the layers above act on.
    fn known(code: i32) -> Option<Self> {
        match code {
            4874 => Some(Self::StorageFull),
            code => match code & 0xff {
                13 => Some(Self::StorageFull),
                26 => Some(Damage::StoreUnreadable.into()),
                7 | 11 => Some(Damage::StorePage.into()),
                _ => None,
            },
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        match error {
            MigrateError::VersionMissing(_) => Self::NewerDatabase,
            MigrateError::Execute(inner) | MigrateError::ExecuteMigration(inner, _)
                if result_code(&inner).is_some() =>
            {
                inner.into()
            }
            other => Self::Migration(other),
        }
    }
}

/// The extended SQLite result code of an error, when the database itself spoke.
pub(crate) fn result_code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}

/// The result code of a database error as text; never its message, which may quote a value.
#[must_use]
pub fn kind(error: &sqlx::Error) -> String {
    result_code(error).map_or_else(|| "driver".to_owned(), |code| code.to_string())
}
