//! Writing many events: a thousand in a transaction, so that neither the disk nor memory bears all of them at once.

use crate::app::Open;
use crate::error::ApiError;
use chrono::{DateTime, Utc};
use needlebook_store::journal::{Fact, Write};
use uuid::Uuid;

const EVENTS_IN_A_TRANSACTION: u32 = 1_000;

pub(super) struct Pen<'a> {
    open: &'a Open,
    now: DateTime<Utc>,
    write: Option<Write<'a>>,
    events: u32,
}

impl<'a> Pen<'a> {
    pub(super) fn new(open: &'a Open, now: DateTime<Utc>) -> Self {
        Self {
            open,
            now,
            write: None,
            events: 0,
        }
    }

    pub(super) async fn append(&mut self, id: Uuid, fact: Fact) -> Result<(), ApiError> {
        self.write().await?.append(id, fact).await?;
        self.events += 1;
        if self.events >= EVENTS_IN_A_TRANSACTION {
            self.lift().await?;
        }
        Ok(())
    }

    /// Makes what was appended last.
    pub(super) async fn lift(&mut self) -> Result<(), ApiError> {
        self.events = 0;
        match self.write.take() {
            Some(write) => Ok(write.commit().await?),
            None => Ok(()),
        }
    }

    /// The transaction that is open, a new one if none is.
    pub(super) async fn write(&mut self) -> Result<&mut Write<'a>, ApiError> {
        let write = match self.write.take() {
            Some(write) => write,
            None => self.open.write(self.now).await?,
        };
        Ok(self.write.insert(write))
    }
}
