//! Backups: one file per backup, encrypted under a key of its own, opened and looked at before it counts; sealed files
//! beside them, each copied once.
//!
//! ```text
//! <place>/needlebook-<clinic>-<time>.backup    the store, what is in it, the key slots, a seal over both
//! <place>/needlebook-sealed/ab/abcdef...       documents and photos, as they lie beside the live store
//! <place>/needlebook-erased.txt                hashes of who was erased since, so that no backup brings them back
//! ```

mod forgotten;
mod make;
mod place;
mod restore;
mod seal;
mod sealed_copy;
mod state;

pub use make::Made;
pub(crate) use make::content;
pub use restore::{Preview, Restored, Unlock, drill, preview, restore, restore_in_place, verify};
pub use seal::Manifest;
pub(crate) use state::{add_place, put_drill, put_made, remove_place};
pub use state::{find_last_drill, find_last_made, list_places};

use std::ops::ControlFlow;

use thiserror::Error;

/// Why a backup was not made, or is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BackupTrouble {
    /// The place is not there: a stick that is not plugged in, a share that cannot be reached.
    #[error("the place for backups is not there")]
    NoPlace,
    /// The place cannot be written to.
    #[error("the place for backups cannot be written to")]
    ReadOnly,
    /// The place has not enough room; nothing was begun.
    #[error("the place for backups has not enough room")]
    NoRoom,
    /// The disk's file system holds no file as large as the store (FAT: 4 GB).
    #[error("the disk's file system holds no file as large as this")]
    FileTooLarge,
    /// The place went away while it was being written to.
    #[error("the place for backups went away")]
    WentAway,
    /// What was written did not read back as it was.
    #[error("the copy was not whole")]
    NotWhole,
    /// Somebody asked to stop, or the record is being locked.
    #[error("stopped")]
    Stopped,
    /// Not a backup, or one that was not copied to its end.
    #[error("not a backup, or not all of it")]
    NotABackup,
    /// A backup that was altered after it was made.
    #[error("the backup was altered")]
    Altered,
    /// Written by a newer version.
    #[error("the backup is of a newer version")]
    Newer,
    /// A backup of another clinic.
    #[error("the backup is of another clinic")]
    OtherClinic,
}

/// What is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The pages of the store.
    Copying,
    /// Reading back what was written.
    Checking,
    /// Documents and photos.
    Files,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: u64,
    pub all: u64,
}

/// Told of every step; breaking stops at the next clean point.
pub type Watch<'a> = &'a (dyn Fn(Progress) -> ControlFlow<()> + Send + Sync);

pub(crate) fn tell(
    watch: Watch<'_>,
    stage: Stage,
    done: u64,
    all: u64,
) -> Result<(), BackupTrouble> {
    match watch(Progress { stage, done, all }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(BackupTrouble::Stopped),
    }
}
