//! Copying the open store page by page into a file under another key, while it goes on being used.
//!
//! Both ends are connections of their own. The one that reads holds one moment of the store from the first page to
//! the last; what is written meanwhile is not in the copy, and the copy never begins anew.

use std::{ffi::c_int, ptr::NonNull};

use libsqlite3_sys::{
    SQLITE_BUSY, SQLITE_DONE, SQLITE_LOCKED, SQLITE_OK, sqlite3_backup, sqlite3_backup_finish,
    sqlite3_backup_init, sqlite3_backup_pagecount, sqlite3_backup_remaining, sqlite3_backup_step,
};
use sqlx::{SqliteConnection, sqlite::LockedSqliteHandle};

use super::{
    create_empty,
    handle::{Access, Handle, Place},
};
use crate::error::StoreError;

/// A megabyte: a few milliseconds between two looks at whether to go on.
const PAGES_AT_ONCE: c_int = 256;

/// How far a copy has come, in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pages {
    pub done: u32,
    pub all: u32,
}

/// A copy that is going on. Dropped before [`PageCopy::finish`], the file is a stump to be thrown away.
#[derive(Debug)]
pub(crate) struct PageCopy {
    running: Option<Running>,
    from: Handle,
    to: Handle,
}

/// SQLite's own state of the copy.
#[derive(Debug)]
struct Running(NonNull<sqlite3_backup>);

#[expect(
    unsafe_code,
    reason = "the pointer is used only while both connections are locked for us"
)]
// SAFETY: SQLite allows a copy to be driven from any thread, one at a time; `&mut PageCopy` is that one.
unsafe impl Send for Running {}
#[expect(unsafe_code, reason = "nothing is done through a shared reference")]
// SAFETY: there is no method on `&Running`.
unsafe impl Sync for Running {}

impl PageCopy {
    /// Begins a copy of `source` into the new file `target`.
    pub(super) async fn begin(source: &Place, target: &Place) -> Result<Self, StoreError> {
        create_empty(&target.path)?;
        let mut from = Handle::open(source, Access::Read).await?;
        // From here to the end it sees one moment of the store.
        sqlx::raw_sql("PRAGMA query_only=ON; BEGIN; SELECT count(*) FROM sqlite_master")
            .execute(&mut *from)
            .await?;
        let mut to = Handle::open(target, Access::Write).await?;
        // Nobody reads the file before it is whole, and it is flushed once, at the end.
        sqlx::raw_sql("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY")
            .execute(&mut *to)
            .await?;
        let running = {
            let mut source = from.lock_handle().await?;
            let mut target = to.lock_handle().await?;
            Some(init(&mut target, &mut source)?)
        };
        Ok(Self { running, from, to })
    }

    /// The moment of the store that is being copied.
    pub(crate) fn source(&mut self) -> &mut SqliteConnection {
        &mut self.from
    }

    /// Copies some more; answers with how far it has come, or `None` when every page is there.
    pub(crate) async fn step(&mut self) -> Result<Option<Pages>, StoreError> {
        let Some(running) = &mut self.running else {
            return Ok(None);
        };
        // Held for the length of one step: the copy reads and writes through them.
        let _from = self.from.lock_handle().await?;
        let _to = self.to.lock_handle().await?;
        running.step()
    }

    /// Closes both ends; the file is then complete, though perhaps not yet on the disk.
    pub(crate) async fn finish(mut self) -> Result<(), StoreError> {
        {
            let _from = self.from.lock_handle().await?;
            let _to = self.to.lock_handle().await?;
            if let Some(running) = self.running.take() {
                running.finish()?;
            }
        }
        // The copied first page says that the store keeps a log; a backup is one file and nothing beside it.
        sqlx::raw_sql("PRAGMA journal_mode=DELETE")
            .execute(&mut *self.to)
            .await?;
        Ok(())
    }
}

impl Drop for PageCopy {
    fn drop(&mut self) {
        // Before the connections it stands on are closed.
        if let Some(running) = self.running.take() {
            let _given_up = running.finish();
        }
    }
}

impl Running {
    #[expect(unsafe_code, reason = "sqlx has no call for sqlite3_backup_step")]
    fn step(&mut self) -> Result<Option<Pages>, StoreError> {
        let copy = self.0.as_ptr();
        // SAFETY: `copy` came from sqlite3_backup_init and was not finished; both connections are locked for us.
        let (code, left, all) = unsafe {
            (
                sqlite3_backup_step(copy, PAGES_AT_ONCE),
                sqlite3_backup_remaining(copy),
                sqlite3_backup_pagecount(copy),
            )
        };
        let count = |pages: c_int| u32::try_from(pages).unwrap_or(0);
        match code {
            SQLITE_DONE => Ok(None),
            SQLITE_OK | SQLITE_BUSY | SQLITE_LOCKED => Ok(Some(Pages {
                done: count(all - left),
                all: count(all),
            })),
            other => Err(StoreError::of_code(other)),
        }
    }

    #[expect(unsafe_code, reason = "sqlx has no call for sqlite3_backup_finish")]
    fn finish(self) -> Result<(), StoreError> {
        // SAFETY: finished once, because `self` is taken.
        match unsafe { sqlite3_backup_finish(self.0.as_ptr()) } {
            SQLITE_OK => Ok(()),
            other => Err(StoreError::of_code(other)),
        }
    }
}

#[expect(unsafe_code, reason = "sqlx has no call for sqlite3_backup_init")]
fn init(
    target: &mut LockedSqliteHandle<'_>,
    source: &mut LockedSqliteHandle<'_>,
) -> Result<Running, StoreError> {
    let main = c"main".as_ptr();
    // SAFETY: both handles are open and locked; the names are constants.
    let copy = unsafe {
        sqlite3_backup_init(
            target.as_raw_handle().as_ptr(),
            main,
            source.as_raw_handle().as_ptr(),
            main,
        )
    };
    NonNull::new(copy)
        .map(Running)
        .ok_or_else(|| match target.last_error() {
            Some(error) => sqlx::Error::Database(Box::new(error)).into(),
            None => StoreError::Crypto,
        })
}
