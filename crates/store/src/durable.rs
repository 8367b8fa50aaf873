//! Writing a file so that after any crash there is either the old content or the new, never a part.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::Path,
};

use crate::error::StoreError;

/// Puts `bytes` at `path`: written beside it, flushed to the disk, then renamed over it, and the
/// folder flushed too, because a rename lives in the folder.
///
/// # Errors
/// [`StoreError::StorageFull`] or what else the file system refuses; the old content is then still
/// in place and no part is left.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace_with(path, &[bytes])
}

/// As [`replace`], for content that lies in pieces.
///
/// # Errors
/// As [`replace`].
pub(crate) fn replace_with(path: &Path, pieces: &[&[u8]]) -> Result<(), StoreError> {
    let part = path.with_extension("part");
    let written = write_private(&part, pieces).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // The disk may be full: give the space back before saying so.
        let _ = fs::remove_file(&part);
    }
    written?;
    Ok(flush_parent(path)?)
}

/// Flushes the folder that holds `path`, so that a creation, rename or removal in it lasts.
pub(crate) fn flush_parent(path: &Path) -> io::Result<()> {
    // Windows has no such call: there NTFS journals the rename itself.
    #[cfg(unix)]
    if let Some(parent) = path.parent() {
        File::open(parent)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Opens options for a file that only this account may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Creates a folder, and those above it, that only this account may enter.
pub(crate) fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

fn write_private(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    let mut file: File = private()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    for piece in pieces {
        file.write_all(piece)?;
    }
    file.sync_all()
}
