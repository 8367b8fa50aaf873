//! Documents and photos, copied as they are: each is encrypted under a key of its own and never changes, so a file that
//! is there is not copied again.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{durable, error::StoreError, folder::remove_if_there};

/// Every sealed file under `root`, as a path below it, with its length.
pub(super) fn list(root: &Path) -> Result<Vec<(PathBuf, u64)>, StoreError> {
    let mut found = Vec::new();
    let folders = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error.into()),
    };
    for folder in folders {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            let name = file.file_name();
            // What was being written when the power went.
            if Path::new(&name).extension().is_some() {
                continue;
            }
            let below = Path::new(&folder.file_name()).join(name);
            found.push((below, file.metadata()?.len()));
        }
    }
    Ok(found)
}

/// Copies one file unless it is there in its full length. When this returns, it is on the disk.
pub(super) fn copy(from: &Path, to: &Path, file: &Path, length: u64) -> Result<bool, StoreError> {
    let target = to.join(file);
    if fs::metadata(&target).is_ok_and(|there| there.len() == length) {
        return Ok(false);
    }
    let folder = target.parent().ok_or(StoreError::Crypto)?;
    if !folder.try_exists()? {
        durable::create_private_folder(folder)?;
        durable::flush_parent(folder)?;
    }
    let part = target.with_extension("part");
    let copied = copy_flushed(&from.join(file), &part)
        .and_then(|()| Ok(fs::rename(&part, &target)?))
        .and_then(|()| Ok(durable::flush_parent(&target)?));
    if copied.is_err() {
        let _ = remove_if_there(&part);
    }
    copied.map(|()| true)
}

fn copy_flushed(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut source = File::open(from)?;
    let mut target = durable::private()
        .write(true)
        .create(true)
        .truncate(true)
        .open(to)?;
    io::copy(&mut source, &mut target)?;
    Ok(target.sync_all()?)
}
