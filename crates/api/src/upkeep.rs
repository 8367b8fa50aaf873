//! What the program does by itself while it is open: lock when nobody is there, mark the journal's head, empty the
//! write-ahead log when it is quiet, and hold some room back for the day the disk is full.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::start;
use needlebook_store::ballast;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// Between two marks of the head while the store stays open.
const MARK_EVERY_MILLIS: i64 = 3_600_000;
/// Nobody typed for this long: the log may be emptied without anybody waiting for it.
const QUIET_MILLIS: i64 = 30_000;

/// What was done since the store was opened.
#[derive(Debug, Default)]
pub struct Upkeep {
    marked_at: AtomicI64,
    is_emptied: AtomicBool,
}

/// One round, called every few seconds. Answers whether the app locked itself, or covered an open session.
///
/// # Errors
/// What the store refuses; the next round tries again.
pub async fn round(app: &App, upkeep: &Upkeep) -> Result<bool, ApiError> {
    if start::leave_if_idle(app).await? {
        upkeep.marked_at.store(0, Ordering::Relaxed);
        return Ok(true);
    }
    let Ok(open) = app.run(UseCase::ChangeOwnDisplay).await else {
        return Ok(false);
    };
    let now = app.now().timestamp_millis();
    if upkeep.marked_at.load(Ordering::Relaxed) == 0 {
        upkeep.marked_at.store(now, Ordering::Relaxed);
    } else if now - upkeep.marked_at.load(Ordering::Relaxed) >= MARK_EVERY_MILLIS {
        open.store.mark_head().await?;
        upkeep.marked_at.store(now, Ordering::Relaxed);
    }
    if app.idle_millis() < QUIET_MILLIS {
        upkeep.is_emptied.store(false, Ordering::Relaxed);
        return Ok(false);
    }
    if !upkeep.is_emptied.swap(true, Ordering::Relaxed) {
        open.store.vault().connections().checkpoint().await?;
        // Also the way back after somebody threw it off: once there is room, it is taken again.
        let folder = app.folder.clone();
        tokio::task::spawn_blocking(move || ballast::load(&folder))
            .await
            .map_err(|_| ApiError::Internal {
                incident: "ballast".to_owned(),
            })??;
    }
    Ok(false)
}
