//! How far this record reaches: from which backup it was written, when the record was last locked, and so what it knows of the
//! laptop that is gone.

use super::today::OFFERED_DAYS;
use crate::app::Open;
use crate::error::ApiError;
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_domain::loss::{Held, Loss, Outside};
use needlebook_store::loss::{self as stored, LastLock, RestoredFrom};
use serde::Serialize;
use specta::Type;

/// What is known of the laptop's last days, and up to when.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Reach {
    /// Nothing for a record that was not written from a backup since the loss.
    pub restored: Option<RestoredView>,
    /// When the newest backup was made that this record knows of.
    pub last_backup_at: Option<DateTime<Utc>>,
    pub last_lock: Option<LastLockView>,
}

/// The backup that this record was written from: what was recorded after it was made is not here.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct RestoredView {
    pub made_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
    /// Documents and photos that were not beside the backup.
    pub missing_files: u32,
}

#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct LastLockView {
    pub at: DateTime<Utc>,
    pub by_idle: bool,
    /// Somebody signed in after it; whether it was locked again is not in this record.
    pub signed_in_at: Option<DateTime<Utc>>,
}

/// What the journal says, and the place in it where the laptop's own record ends.
pub(super) struct Known {
    restored: Option<RestoredFrom>,
    last_backup_at: Option<DateTime<Utc>>,
    last_lock: Option<LastLock>,
    before: i64,
}

impl Known {
    pub async fn load(
        open: &Open,
        loss: Option<&Loss>,
        now: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        let mut reader = open.store.reader().await?;
        // A restore of long before is another day's story. Whoever restores first and writes down afterwards types the time of
        // noticing from memory: a day is left for that.
        let (noticed, since) = match loss.map(|loss| loss.facts.noticed_at) {
            Some(at) => (
                stored::before(&mut reader, at).await?,
                at - TimeDelta::days(1),
            ),
            None => (i64::MAX, now - TimeDelta::days(OFFERED_DAYS)),
        };
        let restored = stored::find_restore(&mut reader, since).await?;
        let before = restored.map_or(noticed, |restored| restored.seq.min(noticed));
        let last_backup_at = match restored {
            Some(restored) => Some(restored.made_at),
            None => stored::find_newest_backup(&mut reader, before).await?,
        };
        Ok(Self {
            restored,
            last_backup_at,
            last_lock: stored::find_last_lock(&mut reader, before).await?,
            before,
        })
    }

    pub const fn restored(&self) -> Option<RestoredFrom> {
        self.restored
    }

    /// Who was on it, and what had left it before.
    pub async fn extent(&self, open: &Open) -> Result<(Held, Vec<Outside>), ApiError> {
        let mut reader = open.store.reader().await?;
        Ok((
            stored::held(&mut reader, self.before).await?,
            stored::left_outside(&mut reader, self.before).await?,
        ))
    }

    pub fn view(&self) -> Reach {
        Reach {
            restored: self.restored.map(|restored| RestoredView {
                made_at: restored.made_at,
                at: restored.at,
                missing_files: restored.missing_files,
            }),
            last_backup_at: self.last_backup_at,
            last_lock: self.last_lock.map(|lock| LastLockView {
                at: lock.at,
                by_idle: lock.by_idle,
                signed_in_at: lock.signed_in_at,
            }),
        }
    }
}
