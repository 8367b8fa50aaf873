//! Backups and drills that happen by themselves while the record is open.

use crate::app::{App, Open};
use crate::error::{ApiError, BackupProblem};
use crate::role::UseCase;
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_domain::backup::{self as rule, BackupMade, BackupPlace, RestoreDrill};
use needlebook_store::StoreError;
use needlebook_store::backup::{self, BackupTrouble};
use needlebook_store::journal::Fact;
use std::path::Path;

/// A place that refused for another reason than not being there is left alone this long.
const RETRY_AFTER: TimeDelta = TimeDelta::minutes(30);

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rounds {
    pub backed_up: u32,
    pub drilled: bool,
}

/// One round, called about once a minute: backs up to every place that is due, and drills once a month. Stops when the
/// record is locked, and goes on after the next unlock.
///
/// # Errors
/// What the store refuses; the next round tries again.
pub async fn round(app: &App) -> Result<Rounds, ApiError> {
    // The right to see the display is everybody's: backups do not wait for the owner to sign in.
    let Ok(open) = app.run(UseCase::ChangeOwnDisplay).await else {
        return Ok(Rounds::default());
    };
    let mut done = Rounds::default();
    let Some(_going) = app.backup.begin() else {
        return Ok(done);
    };
    let mut due = Vec::new();
    for place in super::places(&open).await? {
        if is_due(app, &open, &place).await? {
            due.push(place);
        }
    }
    for place in due {
        super::back_up_place(app, &open, &place).await?;
        done.backed_up += u32::from(app.backup.last_failure(place.id).is_none());
    }
    done.drilled = drill_if_due(app, &open).await?;
    Ok(done)
}

async fn is_due(app: &App, open: &Open, place: &BackupPlace) -> Result<bool, ApiError> {
    let now = app.now();
    if let Some(failed) = app.backup.last_failure(place.id) {
        let comes_and_goes = failed.problem == BackupProblem::NoPlace;
        if comes_and_goes && !Path::new(&place.folder).is_dir() {
            return Ok(false);
        }
        if !comes_and_goes && now - failed.at < RETRY_AFTER {
            return Ok(false);
        }
    }
    let last = backup::find_last_made(&mut *open.store.reader().await?, place.id).await?;
    Ok(last.is_none_or(|last| is_past(now, last.made_at, rule::EVERY)))
}

/// Also true for a time in the future: a clock that was set back must not stop backups.
fn is_past(now: DateTime<Utc>, last: DateTime<Utc>, every: TimeDelta) -> bool {
    (now - last).abs() >= every
}

async fn drill_if_due(app: &App, open: &Open) -> Result<bool, ApiError> {
    let now = app.now();
    let last = backup::find_last_drill(&mut *open.store.reader().await?).await?;
    let at = last.and_then(|(_, at)| DateTime::from_timestamp_millis(at));
    if at.is_some_and(|at| !is_past(now, at, rule::DRILL_EVERY)) {
        return Ok(false);
    }
    let Some(newest) = newest_within_reach(open).await? else {
        return Ok(false);
    };
    let (folder, made) = newest;
    let file = Path::new(&folder).join(&made.file);
    let found = backup::drill(&file, open.store.vault(), now, &|progress| {
        app.backup.tell(progress)
    })
    .await;
    let whole = match found {
        Ok(whole) => whole,
        // No room for a second record now, or somebody locked: tried again another time.
        Err(StoreError::StorageFull | StoreError::Backup(BackupTrouble::Stopped)) => {
            return Ok(false);
        }
        Err(other) => return Err(other.into()),
    };
    let drill = RestoreDrill {
        place: made.place,
        made_at: made.made_at,
        whole,
        events: made.events,
    };
    let mut write = open.write(now).await?;
    write
        .append(made.place.0, Fact::RestoreDrilled { drill })
        .await?;
    write.commit().await?;
    Ok(true)
}

/// The newest backup whose file can be reached now, with its folder.
async fn newest_within_reach(open: &Open) -> Result<Option<(String, BackupMade)>, ApiError> {
    let mut found: Option<(String, BackupMade)> = None;
    for place in super::places(open).await? {
        let last = backup::find_last_made(&mut *open.store.reader().await?, place.id).await?;
        let Some(last) = last else { continue };
        let is_newer = found
            .as_ref()
            .is_none_or(|(_, best)| best.made_at < last.made_at);
        if is_newer && Path::new(&place.folder).join(&last.file).is_file() {
            found = Some((place.folder, last));
        }
    }
    Ok(found)
}
