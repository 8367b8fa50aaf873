//! The connections to the encrypted store: one that writes, a few that read.
//!
//! One writer, because SQLite has a rare fault when two connections write and checkpoint one WAL
//! at once; the readers can neither write nor checkpoint. Every write goes through
//! [`Connections::begin_write`]: nothing else can commit.

mod handle;
mod page_copy;
mod readers;
mod writer;

use std::{
    fs::{self, File},
    io,
    path::Path,
    sync::Arc,
};

use sqlx::{SqliteConnection, migrate::Migrator};

use crate::{
    durable,
    error::{Damage, StoreError, result_code},
    folder::remove_if_there,
    keys::Key,
};
use handle::{Access, Handle, Place};
use readers::Readers;
use writer::Writer;

pub(crate) use page_copy::PageCopy;
pub use readers::Reader;
pub use writer::WriteGuard;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// "NBOK": says, inside the encryption, whose file this is.
const APPLICATION_ID: i32 = 0x4e42_4f4b;

/// The store as it was before the last change of its schema.
pub(crate) const BEFORE_MIGRATING: &str = "before-update.db";

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
        let place = Place::new(path, key);
        match create {
            Create::Yes => create_empty(path)?,
            Create::No => refuse_empty(path)?,
        }
        let mut handle = writer::connect(&place, create).await?;
        if create == Create::No {
            keep_before_migrating(&mut handle, &place).await?;
        }
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

    /// Begins a copy of the store as it is now into a new file under another key.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`] and others; the file is then a stump.
    pub(crate) async fn copy_to(&self, path: &Path, key: Key) -> Result<PageCopy, StoreError> {
        PageCopy::begin(self.readers.place(), &Place::new(path, key)).await
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

/// A store file that nobody writes to, opened to look at it: a backup.
#[derive(Debug)]
pub(crate) struct OpenCopy {
    handle: Handle,
    place: Place,
}

impl OpenCopy {
    /// Opens a file that exists; bytes behind its last page are not looked at.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the key does not open it or it is nobody's store.
    pub(crate) async fn open(path: &Path, key: Key) -> Result<Self, StoreError> {
        refuse_empty(path)?;
        let place = Place::new(path, key);
        let mut handle = Handle::open(&place, Access::Read).await?;
        identify(&mut handle, Create::No).await?;
        Ok(Self { handle, place })
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.handle
    }

    /// Begins a copy of it into a new file under another key.
    ///
    /// # Errors
    /// As [`Connections::copy_to`].
    pub(crate) async fn copy_to(&self, path: &Path, key: Key) -> Result<PageCopy, StoreError> {
        PageCopy::begin(&self.place, &Place::new(path, key)).await
    }
}

/// Copies a store of an older version beside itself before its schema is changed. One copy is kept: that of the last
/// change.
async fn keep_before_migrating(handle: &mut Handle, place: &Place) -> Result<(), StoreError> {
    let applied: i64 = sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations")
        .fetch_one(&mut **handle)
        .await?;
    if usize::try_from(applied).is_ok_and(|applied| applied >= MIGRATIONS.iter().count()) {
        return Ok(());
    }
    let path = place.path.with_file_name(BEFORE_MIGRATING);
    remove_if_there(&path)?;
    let target = Place {
        path,
        key: Arc::clone(&place.key),
    };
    let mut copy = PageCopy::begin(place, &target).await?;
    while copy.step().await?.is_some() {}
    copy.finish().await?;
    File::options().write(true).open(&target.path)?.sync_all()?;
    Ok(durable::flush_parent(&target.path)?)
}

/// The newest change of the schema that this program knows.
pub(crate) fn newest_schema() -> i64 {
    MIGRATIONS.iter().map(|one| one.version).max().unwrap_or(0)
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

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;

    async fn open(path: &Path, create: Create) -> Result<Connections, StoreError> {
        Connections::open(path, Key::from_stored(&[7; 32]).unwrap(), create).await
    }

    /// A store as a version before that change left it, with some of its newest tables perhaps already there.
    async fn older(path: &Path, drop: &str) {
        let store = open(path, Create::Yes).await.unwrap();
        let mut write = store.begin_write().await.unwrap();
        let statements = format!(
            "CREATE TABLE scratch (body TEXT); INSERT INTO scratch VALUES ('hem'); {drop}
             DELETE FROM _sqlx_migrations WHERE version = {UPDATE}"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements))
            .execute(write.connection())
            .await
            .unwrap();
        write.commit().await.unwrap();
        store.close().await.unwrap();
    }

    async fn names(path: &Path) -> Vec<String> {
        let key = Key::from_stored(&[7; 32]).unwrap();
        let mut copy = OpenCopy::open(path, key).await.unwrap();
        sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            .fetch_all(copy.connection())
            .await
            .unwrap()
    }

    /// One change of the schema, and the tables that it makes, in its order.
    const UPDATE: i64 = 9;
    const NEWEST: [&str; 3] = ["backup_place", "backup", "restore_drill"];

    #[tokio::test]
    async fn f30_an_update_keeps_a_copy_of_the_store_as_it_was() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("needlebook.db");
        let dropped = NEWEST.map(|table| format!("DROP TABLE {table};")).concat();
        older(&path, &dropped).await;
        let before = names(&path).await;
        open(&path, Create::No)
            .await
            .unwrap()
            .close()
            .await
            .unwrap();
        assert_eq!(names(&path).await.len(), before.len() + NEWEST.len());
        let copy = temp.path().join(BEFORE_MIGRATING);
        assert_eq!(names(&copy).await, before);
        fs::remove_file(&copy).unwrap();
        open(&path, Create::No)
            .await
            .unwrap()
            .close()
            .await
            .unwrap();
        assert!(!copy.exists(), "nothing to update, nothing to keep");
    }

    #[tokio::test]
    async fn f30_an_update_that_fails_half_way_changes_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("needlebook.db");
        // The second statement of the update meets a table that is there already.
        older(&path, "DROP TABLE backup_place; DROP TABLE restore_drill;").await;
        let before = names(&path).await;
        for _ in 0..2 {
            let refused = open(&path, Create::No).await;
            assert!(
                matches!(refused, Err(StoreError::Migration(_) | StoreError::Sqlx(_))),
                "{refused:?}"
            );
            assert_eq!(names(&path).await, before, "whole or not at all");
        }
        assert_eq!(names(&temp.path().join(BEFORE_MIGRATING)).await, before);
    }
}
