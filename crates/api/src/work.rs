//! Work that takes a while: how far it is, and whether somebody asked it to stop. One at a time.

use crate::app::App;
use crate::error::{ApiError, FileTrouble};
use serde::Serialize;
use specta::Type;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared between the use case that works and the window that shows it.
#[derive(Debug, Default)]
pub(crate) struct Work {
    done: AtomicU32,
    total: AtomicU32,
    running: AtomicBool,
    cancelled: AtomicBool,
}

/// What a progress bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Progress {
    pub running: bool,
    pub done: u32,
    /// 0 while it is not known yet.
    pub total: u32,
}

/// The running work; dropping it ends it.
pub(crate) struct Running<'a> {
    app: &'a App,
}

impl<'a> Running<'a> {
    /// # Errors
    /// [`FileTrouble::Busy`] while other work runs.
    pub(crate) fn begin(app: &'a App, total: usize) -> Result<Self, ApiError> {
        let work = &app.work;
        if work.running.swap(true, Ordering::SeqCst) {
            return Err(FileTrouble::Busy.into());
        }
        work.cancelled.store(false, Ordering::SeqCst);
        work.done.store(0, Ordering::Relaxed);
        work.total
            .store(u32::try_from(total).unwrap_or(u32::MAX), Ordering::Relaxed);
        Ok(Self { app })
    }

    /// One more step is done. Working is being at the keyboard: the store does not lock under it.
    ///
    /// # Errors
    /// [`FileTrouble::Cancelled`] once somebody asked to stop.
    pub(crate) fn step(&self) -> Result<(), ApiError> {
        self.app.stay_awake();
        self.app.work.done.fetch_add(1, Ordering::Relaxed);
        if self.app.work.cancelled.load(Ordering::SeqCst) {
            return Err(FileTrouble::Cancelled.into());
        }
        Ok(())
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.app.work.running.store(false, Ordering::SeqCst);
    }
}

/// How far the work is.
#[must_use]
pub fn get_progress(app: &App) -> Progress {
    Progress {
        running: app.work.running.load(Ordering::SeqCst),
        done: app.work.done.load(Ordering::Relaxed),
        total: app.work.total.load(Ordering::Relaxed),
    }
}

/// Asks the work to stop at its next step; what it made so far goes.
pub fn cancel(app: &App) {
    app.work.cancelled.store(true, Ordering::SeqCst);
}
