//! The connections to the encrypted store: one that writes, a few that read.
//!
//! One writer, because SQLite has a rare fault when two connections write and checkpoint one WAL
//! at once; the readers can neither write nor checkpoint. Every write goes through
//! [`Connections::begin_write`]: nothing else can commit.

mod handle;
mod readers;
mod writer;

use std::{fs, io, path::Path, sync::Arc};

use sqlx::{SqliteConnection, migrate::Migrator};

use crate::{
    durable,
    error::{Damage, StoreError, result_code},
    keys::Key,
};
use handle::Place;
use readers::Readers;
use writer::Writer;

pub use readers::Reader;
pub use writer::WriteGuard;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// "NBOK": says, inside the encryption, whose file this is.
const APPLICATION_ID: i32 = 0x4e42_4f4b;

/// Whether the store file may be created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Create {
    /// Set-up: the file must not exist yet.
    Yes,
    /// Every other time: SQLite would open a missing file as an empty clinic.
    No,
}

/// The open store.
#[derive(Debug)]
pub struct Connections {
    readers: Readers,
    writer: Writer,
}

impl Connections {
    /// Opens the store file with its key and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the file is missing, empty or not opened by the key,
    /// [`StoreError::AlreadySetUp`] when it should be created but exists,
    /// [`StoreError::NewerDatabase`] when a newer program wrote it.
    pub async fn open(path: &Path, key: Key, create: Create) -> Result<Self, StoreError> {
        let place = Place {
            path: path.to_owned(),
            key: Arc::new(key),
        };
        match create {
            Create::Yes => create_empty(path)?,
            Create::No => refuse_empty(path)?,
        }
        let mut handle = writer::connect(&place, create).await?;
        MIGRATIONS.run_direct(None, &mut *handle, false).await?;
        Ok(Self {
            writer: Writer::new(handle, place.clone()).await?,
            readers: Readers::new(place),
        })
    }

    /// A connection that can only read.
    ///
    /// # Errors
    /// [`StoreError::Locked`] after [`Self::close`]; damage as in [`Self::open`].
    pub async fn reader(&self) -> Result<Reader, StoreError> {
        self.readers.acquire().await
    }

    /// Begins the one write there can be at a time, waiting for the one before it.
    ///
    /// # Errors
    /// [`StoreError::Locked`] after [`Self::close`]; [`StoreError::StorageFull`].
    pub async fn begin_write(&self) -> Result<WriteGuard, StoreError> {
        self.writer.begin().await
    }

    /// Moves everything committed from the WAL into the store file and empties the WAL.
    ///
    /// # Errors
    /// What the database refuses; nothing committed is lost by that.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        self.writer.checkpoint().await
    }

    /// Waits for readers and the writer, checkpoints and closes. Every later call is refused. On a
    /// full disk what was committed stays in the WAL, where the next unlock finds it.
    ///
    /// # Errors
    /// What the last checkpoint met; everything is closed all the same.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.readers.close().await;
        self.writer.close().await
    }
}

/// Whether a connection that met this error must never be used again: out of memory (which is how
/// SQLCipher reports damage), read-only, input/output, corrupt, full, not a database.
#[must_use]
pub fn fatal(error: &sqlx::Error) -> bool {
    result_code(error).is_some_and(|code| matches!(code & 0xff, 7 | 8 | 10 | 11 | 13 | 26))
}

fn create_empty(path: &Path) -> Result<(), StoreError> {
    // Made here and not by SQLite so that no other account can read it; the WAL inherits that.
    match durable::private().write(true).create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(StoreError::AlreadySetUp),
        Err(error) => Err(error.into()),
    }
}

fn refuse_empty(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() == 0 => Err(Damage::StoreEmpty.into()),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Damage::StoreMissing.into()),
        Err(error) => Err(error.into()),
    }
}

/// Marks a new store as ours, or sees that this one is.
async fn identify(connection: &mut SqliteConnection, create: Create) -> Result<(), StoreError> {
    if create == Create::Yes {
        sqlx::raw_sql("PRAGMA application_id=1312968523")
            .execute(&mut *connection)
            .await?;
    }
    let id: i32 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(connection)
        .await?;
    if id == APPLICATION_ID {
        Ok(())
    } else {
        Err(Damage::StoreUnreadable.into())
    }
}
