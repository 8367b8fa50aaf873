//! A file that somebody chose to take in: read whole, and never more of it than is taken.

use crate::error::ApiError;
use crate::photo::PhotoRefusal;
use needlebook_media::MAX_BYTES;
use needlebook_store::ballast;
use needlebook_store::folder::DataFolder;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::io::Read;
use std::path::Path;

/// Below this much free space no file is taken in: what is left belongs to the notes of the day.
const LEAST_FREE_BYTES: u64 = 500_000_000;

/// A file that was not taken in. It stays where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RefusedFile {
    /// The file's own name, without its folder.
    pub name: String,
    pub reason: PhotoRefusal,
}

/// # Errors
/// [`ApiError::StorageFull`] while there is still room for notes.
pub(crate) fn needs_room(folder: &DataFolder) -> Result<(), ApiError> {
    if ballast::free_space(folder)? < LEAST_FREE_BYTES {
        return Err(ApiError::StorageFull);
    }
    Ok(())
}

/// Never more than the largest file that is taken, whatever the file's length was said to be.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, PhotoRefusal> {
    let unreadable = |_| PhotoRefusal::Unreadable;
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    let limit = MAX_BYTES as u64 + 1;
    if length >= limit {
        return Err(PhotoRefusal::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(limit)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Ok(bytes)
}

pub(crate) fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
