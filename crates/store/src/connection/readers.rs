//! The few connections that can only read, opened when first needed.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use sqlx::SqliteConnection;
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::{
    fatal,
    handle::{Access, Handle, Place},
};
use crate::error::StoreError;

const READERS: u32 = 3;

/// Their pool. (sqlx's own gives connections back on a task of its own, which nobody can wait for
/// when the program ends.)
#[derive(Debug)]
pub(super) struct Readers {
    place: Place,
    free: Arc<Semaphore>,
    slots: Vec<Arc<Mutex<Option<Handle>>>>,
}

/// A connection that can only read. Dropping it gives it back.
#[derive(Debug)]
pub struct Reader {
    handle: OwnedMappedMutexGuard<Option<Handle>, Handle>,
    // Given back after the slot above is free, so that whoever gets it finds one.
    _free: OwnedSemaphorePermit,
}

impl Readers {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            free: Arc::new(Semaphore::new(READERS as usize)),
            slots: (0..READERS).map(|_| Arc::default()).collect(),
        }
    }

    pub(super) async fn acquire(&self) -> Result<Reader, StoreError> {
        let free = Arc::clone(&self.free)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Locked)?;
        let mut slot = self
            .slots
            .iter()
            .filter_map(|slot| Arc::clone(slot).try_lock_owned().ok())
            // A connection that is open already is preferred: its cache is warm.
            .max_by_key(|slot| slot.is_some())
            .ok_or(StoreError::Locked)?;
        give_up_if_fatal(&mut slot).await?;
        if slot.is_none() {
            *slot = Some(connect(&self.place).await?);
        }
        let handle =
            OwnedMutexGuard::try_map(slot, Option::as_mut).map_err(|_| StoreError::Locked)?;
        Ok(Reader {
            handle,
            _free: free,
        })
    }

    /// Waits for those that are out, then closes all.
    pub(super) async fn close(&self) {
        // An error says that they are closed already.
        if self.free.acquire_many(READERS).await.is_ok() {
            self.free.close();
            for slot in &self.slots {
                slot.lock().await.take();
            }
        }
    }
}

impl Deref for Reader {
    type Target = SqliteConnection;

    fn deref(&self) -> &Self::Target {
        &self.handle
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.handle
    }
}

/// One damaged page makes every later answer of a connection wrong, good tables included.
async fn give_up_if_fatal(slot: &mut Option<Handle>) -> Result<(), StoreError> {
    let Some(handle) = slot else { return Ok(()) };
    let last = handle.lock_handle().await?.last_error();
    if last.is_some_and(|error| fatal(&sqlx::Error::Database(Box::new(error)))) {
        *slot = None;
    }
    Ok(())
}

async fn connect(place: &Place) -> Result<Handle, StoreError> {
    let mut handle = Handle::open(place, Access::Read).await?;
    sqlx::raw_sql(
        "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
         PRAGMA temp_store=MEMORY",
    )
    .execute(&mut *handle)
    .await?;
    Ok(handle)
}
