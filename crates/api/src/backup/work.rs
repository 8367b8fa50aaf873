//! A backup or restore that is going on: how far it is, and the wish to stop it.

use crate::app::App;
use crate::error::BackupProblem;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::BackupPlaceId;
use needlebook_store::backup::{Progress, Stage};
use serde::Serialize;
use specta::Type;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far a backup or restore has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BackupProgress {
    pub stage: BackupStage,
    /// 0 to 100 of this stage.
    pub percent: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupStage {
    Copying,
    Checking,
    Files,
}

/// What is remembered of backups while the program runs. Nothing here is a record.
#[derive(Debug, Default)]
pub(crate) struct Work {
    progress: Mutex<Option<BackupProgress>>,
    stop: AtomicBool,
    failed: Mutex<HashMap<BackupPlaceId, Failed>>,
}

/// Why the last try at a place came to nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failed {
    pub problem: BackupProblem,
    pub at: DateTime<Utc>,
}

/// Work that goes on for as long as this lives.
pub(crate) struct Going<'a>(&'a Work);

impl Drop for Going<'_> {
    fn drop(&mut self) {
        *held(&self.0.progress) = None;
    }
}

impl Work {
    /// Takes the one place there is for such work; `None` while another has it.
    pub(crate) fn begin(&self) -> Option<Going<'_>> {
        let mut progress = held(&self.progress);
        if progress.is_some() {
            return None;
        }
        self.stop.store(false, Ordering::SeqCst);
        *progress = Some(BackupProgress {
            stage: BackupStage::Copying,
            percent: 0,
        });
        Some(Going(self))
    }

    /// Stops what is going on at its next clean point; locking does, and so does a person.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    pub(crate) fn tell(&self, progress: Progress) -> ControlFlow<()> {
        let percent = (progress.done * 100).checked_div(progress.all).unwrap_or(0);
        *held(&self.progress) = Some(BackupProgress {
            stage: match progress.stage {
                Stage::Copying => BackupStage::Copying,
                Stage::Checking => BackupStage::Checking,
                Stage::Files => BackupStage::Files,
            },
            percent: u32::try_from(percent.min(100)).unwrap_or(100),
        });
        if self.stop.load(Ordering::SeqCst) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    pub(crate) fn succeeded(&self, place: BackupPlaceId) {
        held(&self.failed).remove(&place);
    }

    pub(crate) fn failed(&self, place: BackupPlaceId, problem: BackupProblem, at: DateTime<Utc>) {
        held(&self.failed).insert(place, Failed { problem, at });
    }

    pub(crate) fn last_failure(&self, place: BackupPlaceId) -> Option<Failed> {
        held(&self.failed).get(&place).copied()
    }
}

/// A panic elsewhere leaves these values as good as they were.
fn held<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How far a backup or restore has come; `None` when none is going on.
#[must_use]
pub fn get_progress(app: &App) -> Option<BackupProgress> {
    *held(&app.backup.progress)
}

/// Stops a backup or restore that is going on. What was good before stays good.
pub fn stop(app: &App) {
    app.backup.stop();
}
