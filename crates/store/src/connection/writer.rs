//! The one connection that writes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use sqlx::SqliteConnection;
use tokio::sync::{Mutex, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard};

use super::{
    Create,
    handle::{Access, Handle, Place},
    identify,
};
use crate::error::StoreError;

/// The writer's place in the queue and its state.
#[derive(Debug, Clone)]
pub(super) struct Writer(Arc<Mutex<State>>);

#[derive(Debug)]
enum State {
    Open(Open),
    /// The last connection was given up; the next write opens a fresh one.
    GivenUp(Place),
    Closed,
}

#[derive(Debug)]
struct Open {
    handle: Handle,
    place: Place,
    may_commit: Arc<AtomicBool>,
    /// False while a write runs, and for ever after one that was not committed: after an error or a
    /// cancelled statement nothing is known about the connection.
    is_clean: bool,
}

/// A write in progress. Commit it; dropping it undoes everything.
#[derive(Debug)]
pub struct WriteGuard {
    open: OwnedMappedMutexGuard<State, Open>,
}

impl Writer {
    pub(super) async fn new(handle: Handle, place: Place) -> Result<Self, StoreError> {
        let open = Open::new(handle, place).await?;
        Ok(Self(Arc::new(Mutex::new(State::Open(open)))))
    }

    pub(super) async fn begin(&self) -> Result<WriteGuard, StoreError> {
        let mut state = Arc::clone(&self.0).lock_owned().await;
        state.open().await?;
        let mut open = OwnedMutexGuard::try_map(state, |state| match state {
            State::Open(open) => Some(open),
            State::GivenUp(_) | State::Closed => None,
        })
        .map_err(|_| StoreError::Locked)?;
        open.is_clean = false;
        sqlx::raw_sql("BEGIN IMMEDIATE")
            .execute(&mut *open.handle)
            .await?;
        Ok(WriteGuard { open })
    }

    pub(super) async fn checkpoint(&self) -> Result<(), StoreError> {
        let mut state: MutexGuard<'_, State> = self.0.lock().await;
        empty_wal(&mut state.open().await?.handle).await
    }

    pub(super) async fn close(&self) -> Result<(), StoreError> {
        let mut state = self.0.lock().await;
        let State::Open(mut open) = std::mem::replace(&mut *state, State::Closed) else {
            return Ok(());
        };
        if !open.is_clean {
            // Given up: nothing more is asked of it, and what was committed is in the WAL.
            return Ok(());
        }
        match empty_wal(&mut open.handle).await {
            Ok(()) => Ok(open.handle.checkpoint_on_close().await?),
            Err(StoreError::StorageFull) => Ok(()),
            Err(other) => Err(other),
        }
    }
}

impl State {
    /// The connection, a fresh one if the last was given up.
    async fn open(&mut self) -> Result<&mut Open, StoreError> {
        if let Self::Open(open) = self
            && !open.is_clean
        {
            // Closed before the next one opens: two connections never write side by side.
            *self = Self::GivenUp(open.place.clone());
        }
        if let Self::GivenUp(place) = self {
            let handle = connect(place, Create::No).await?;
            *self = Self::Open(Open::new(handle, place.clone()).await?);
        }
        match self {
            Self::Open(open) => Ok(open),
            Self::GivenUp(_) | Self::Closed => Err(StoreError::Locked),
        }
    }
}

impl Open {
    /// Refuses every commit that [`WriteGuard::commit`] did not ask for. When the disk is full
    /// SQLite ends a transaction by itself, and a statement that follows would commit alone:
    /// half of what the caller meant to undo.
    async fn new(mut handle: Handle, place: Place) -> Result<Self, StoreError> {
        let may_commit = Arc::new(AtomicBool::new(false));
        let allowed = Arc::clone(&may_commit);
        handle
            .lock_handle()
            .await?
            .set_commit_hook(move || allowed.load(Ordering::SeqCst));
        Ok(Self {
            handle,
            place,
            may_commit,
            is_clean: true,
        })
    }
}

impl WriteGuard {
    /// What statements of this write run on. After an error from one of them, drop the guard.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.open.handle
    }

    /// Makes everything written through this guard last, all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`] and others; nothing was kept then.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.open.may_commit.store(true, Ordering::SeqCst);
        let committed = sqlx::raw_sql("COMMIT").execute(self.connection()).await;
        self.open.may_commit.store(false, Ordering::SeqCst);
        committed?;
        self.open.is_clean = true;
        Ok(())
    }
}

/// Opens the connection that writes. It reads before it writes: SQLite takes the stump of a file
/// for an empty store and would write over it.
pub(super) async fn connect(place: &Place, create: Create) -> Result<Handle, StoreError> {
    let mut handle = Handle::open(place, Access::Write).await?;
    identify(&mut handle, create).await?;
    sqlx::raw_sql(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;
         PRAGMA checkpoint_fullfsync=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
         PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON",
    )
    .execute(&mut *handle)
    .await?;
    Ok(handle)
}

async fn empty_wal(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(connection)
        .await?;
    Ok(())
}
