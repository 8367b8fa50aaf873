//! A file of no meaning that takes up room, so that there is something to throw away on the day
//! the disk is full: enough to finish the note that is being written, lock, and make space.

use std::{fs, io::Write, path::PathBuf};

use crate::{
    durable,
    error::StoreError,
    folder::{DataFolder, remove_if_there, size_of},
    keys::random,
};

const LARGEST: u64 = 64 * 1024 * 1024;
const CHUNK: usize = 64 * 1024;

/// Puts the ballast in place unless it is there: 64 MiB or a hundredth of the free space, the
/// smaller. One that was loaded while there was hardly any room is made again once there is twice as
/// much. Slow (it writes that much): call it off the async threads, after the first screen.
///
/// # Errors
/// [`StoreError::StorageFull`]; no part of a new one is left then.
pub fn load(folder: &DataFolder) -> Result<(), StoreError> {
    let path = path(folder);
    let wanted = (free_space(folder)? / 100).min(LARGEST);
    if wanted == 0 || held(folder)?.saturating_mul(2) > wanted {
        return Ok(());
    }
    let part = path.with_extension("part");
    let written = write(&part, wanted).and_then(|()| Ok(fs::rename(&part, &path)?));
    if written.is_err() {
        remove_if_there(&part)?;
    }
    written
}

/// Bytes that throwing the ballast off would give back.
///
/// # Errors
/// What the file system refuses.
pub fn held(folder: &DataFolder) -> Result<u64, StoreError> {
    Ok(size_of(&path(folder))?.unwrap_or(0))
}

/// Gives the room back. The ballast returns with the next [`load`].
///
/// # Errors
/// What the file system refuses.
pub fn throw_off(folder: &DataFolder) -> Result<(), StoreError> {
    remove_if_there(&path(folder))
}

/// Bytes that this account may still write where the data folder is.
///
/// # Errors
/// What the file system refuses.
pub fn free_space(folder: &DataFolder) -> Result<u64, StoreError> {
    Ok(fs4::available_space(folder.root())?)
}

fn path(folder: &DataFolder) -> PathBuf {
    folder.root().join("ballast")
}

/// Random bytes, because a file system that compresses would keep zeros in no room at all.
fn write(path: &std::path::Path, size: u64) -> Result<(), StoreError> {
    let chunk: [u8; CHUNK] = random()?;
    let mut file = durable::private()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    let mut left = size;
    while left > 0 {
        let now = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        file.write_all(&chunk[..now])?;
        left -= now as u64;
    }
    Ok(file.sync_all()?)
}
