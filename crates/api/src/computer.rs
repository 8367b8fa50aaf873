//! This computer: how much room the disk has, and the reserve for the day it is full.

use crate::app::{App, Open};
use crate::backup::{self, BackupState};
use crate::error::ApiError;
use crate::loss::{AfterLoss, after_loss};
use crate::role::UseCase;
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_store::{ballast, journal, person};
use serde::Serialize;
use specta::Type;

/// What Today says about the computer it stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Computer {
    /// Free space where the records are, in megabytes (millions of bytes).
    pub free_mb: u32,
    /// Less than a day of photos and backups would take: time to make room, before it is a problem.
    pub nearly_full: bool,
    /// A reserve is there to be thrown off.
    pub has_reserve: bool,
    /// Entries that a newer version recorded and this one cannot read.
    pub newer_entries: u32,
    pub backup: BackupState,
    /// Who came in by the recovery code in the last [`EMERGENCY_DAYS`] days, newest first. For owners; the audit has them
    /// all.
    pub emergencies: Vec<Emergency>,
    /// A laptop that is gone, or may be. For owners.
    pub after_loss: Option<AfterLoss>,
}

/// Somebody came in without a passphrase of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Emergency {
    pub name: String,
    pub at: DateTime<Utc>,
}

/// So long an emergency access stands on an owner's Today: over any holiday.
const EMERGENCY_DAYS: i64 = 30;

const MEGABYTE: u64 = 1_000_000;
/// Below this the disk counts as nearly full.
const NEARLY_FULL: u64 = 1_000 * MEGABYTE;

pub(crate) async fn look(app: &App, open: &Open) -> Result<Computer, ApiError> {
    let folder = open.store.vault().folder();
    let free = ballast::free_space(folder)?;
    Ok(Computer {
        free_mb: u32::try_from(free / MEGABYTE).unwrap_or(u32::MAX),
        nearly_full: free < NEARLY_FULL,
        has_reserve: ballast::held(folder)? > 0,
        newer_entries: journal::count_newer(&mut *open.store.reader().await?).await?,
        backup: backup::state(app, open).await?,
        emergencies: emergencies(app, open).await?,
        after_loss: after_loss(app, open).await?,
    })
}

async fn emergencies(app: &App, open: &Open) -> Result<Vec<Emergency>, ApiError> {
    if UseCase::ChangePeople.check(&open.person).is_err() {
        return Ok(Vec::new());
    }
    let since = app.now() - TimeDelta::days(EMERGENCY_DAYS);
    let mut reader = open.store.reader().await?;
    let found = person::list_emergencies(&mut reader, since).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let names = person::names(&mut reader).await?;
    Ok(found
        .into_iter()
        .map(|(id, at)| Emergency {
            name: names.of(id),
            at,
        })
        .collect())
}

/// Gives the reserve's room back, so that what was typed can be saved. Answers whether there was any. It is taken again
/// by [`crate::upkeep`] once there is room.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn release_reserve(app: &App) -> Result<bool, ApiError> {
    let open = app.run(UseCase::KeepDraft).await?;
    let folder = open.store.vault().folder();
    let held = ballast::held(folder)? > 0;
    ballast::throw_off(folder)?;
    Ok(held)
}
