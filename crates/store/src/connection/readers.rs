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
    slots: Vec<Arc<Mutex<Option<Open>>>>,
}

#[derive(Debug)]
struct Open {
    handle: Handle,
    /// Since it was last looked at. Only then can it have met an error, and asking a connection
    /// that nobody used over and over fills its queue, where sqlx waits for ever.
    was_used: bool,
}

/// A connection that can only read. Dropping it gives it back.
#[derive(Debug)]
pub struct Reader {
    open: OwnedMappedMutexGuard<Option<Open>, Open>,
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

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    pub(super) async fn acquire(&self) -> Result<Reader, StoreError> {
        let free = Arc::clone(&self.free)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Locked)?;
        // As many permits as slots: whoever holds a permit finds a slot free.
        let mut slot = self
            .slots
            .iter()
            .find_map(|slot| Arc::clone(slot).try_lock_owned().ok())
            .ok_or(StoreError::Locked)?;
        give_up_if_fatal(&mut slot).await?;
        if slot.is_none() {
            *slot = Some(connect(&self.place).await?);
        }
        let open =
            OwnedMutexGuard::try_map(slot, Option::as_mut).map_err(|_| StoreError::Locked)?;
        Ok(Reader { open, _free: free })
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
        &self.open.handle
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.open.was_used = true;
        &mut self.open.handle
    }
}

/// One damaged page makes every later answer of a connection wrong, good tables included.
async fn give_up_if_fatal(slot: &mut Option<Open>) -> Result<(), StoreError> {
    let Some(open) = slot.as_mut().filter(|open| open.was_used) else {
        return Ok(());
    };
    let last = open.handle.lock_handle().await?.last_error();
    open.was_used = false;
    if last.is_some_and(|error| fatal(&sqlx::Error::Database(Box::new(error)))) {
        *slot = None;
    }
    Ok(())
}

async fn connect(place: &Place) -> Result<Open, StoreError> {
    let mut handle = Handle::open(place, Access::Read).await?;
    sqlx::raw_sql(
        "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
         PRAGMA temp_store=MEMORY",
    )
    .execute(&mut *handle)
    .await?;
    Ok(Open {
        handle,
        was_used: false,
    })
}
