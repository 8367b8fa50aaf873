//! A file of no meaning that takes up room, so that there is something to throw away on the day
//! the disk is full: enough to finish the note that is being written, lock, and make space.

use std::{fs, io::Write, path::PathBuf};

use crate::{
    durable,
    error::StoreError,
    folder::{DataFolder, remove_if_there},
    keys::random,
};

const LARGEST: u64 = 64 * 1024 * 1024;
const CHUNK: usize = 64 * 1024;

/// Puts the ballast in place unless it is there: 64 MiB or a hundredth of the free space, the
/// smaller. Slow (it writes that much): call it off the async threads, after the first screen.
///
/// # Errors
/// [`StoreError::StorageFull`]; nothing is left then.
pub fn load(folder: &DataFolder) -> Result<(), StoreError> {
    let path = path(folder);
    if path.try_exists()? {
        return Ok(());
    }
    let size = (free_space(folder)? / 100).min(LARGEST);
    let part = path.with_extension("part");
    let written = write(&part, size).and_then(|()| Ok(fs::rename(&part, &path)?));
    if written.is_err() {
        remove_if_there(&part)?;
    }
    written
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
