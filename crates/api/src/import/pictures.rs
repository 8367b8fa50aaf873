//! The photos of an export of ours, sealed again under the names that its events give them.

use crate::app::Open;
use crate::error::{ApiError, FileTrouble};
use needlebook_domain::photo::{Photo, PhotoFiles, PhotoMoved};
use needlebook_store::journal::{Recorded, Write};
use needlebook_store::sealed_file;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use uuid::Uuid;

/// Every photo that the export holds as a file, with the sealed files that its last event names. What was removed or
/// covered has no file any more, and its events alone come in.
pub(super) struct Pictures<'a> {
    files: HashMap<Uuid, &'a str>,
    sealed: HashMap<Uuid, PhotoFiles>,
}

impl<'a> Pictures<'a> {
    /// # Errors
    /// [`FileTrouble::NotAnExport`] for an event that cannot be read.
    pub(super) fn find(names: &'a [String], events: &[Recorded]) -> Result<Self, ApiError> {
        let files = names
            .iter()
            .filter_map(|name| Some((photo_of(name)?, name.as_str())))
            .collect();
        let mut sealed = HashMap::new();
        for event in events {
            if let Some(named) = named(event)? {
                sealed.insert(event.entity_id, named);
            }
        }
        Ok(Self { files, sealed })
    }

    /// Seals them all again; answers how many.
    ///
    /// # Errors
    /// [`FileTrouble::NotAnExport`] for a file that is no picture or that no event speaks of; a full disk.
    pub(super) async fn seal(
        &self,
        open: &Open,
        write: &mut Write<'_>,
        folder: &Path,
    ) -> Result<u32, ApiError> {
        let mut count = 0;
        for (photo, name) in &self.files {
            let files = self.sealed.get(photo).ok_or(FileTrouble::NotAnExport)?;
            let bytes = fs::read(folder.join(name)).map_err(FileTrouble::of)?;
            let picture = tokio::task::spawn_blocking(move || needlebook_media::read(bytes))
                .await
                .map_err(|error| ApiError::internal(&error))?
                .map_err(|_| FileTrouble::NotAnExport)?;
            for (id, bytes) in
                files
                    .all()
                    .into_iter()
                    .zip([picture.bytes, picture.preview, picture.thumbnail])
            {
                let key = open.store.seal_file(id, &bytes).await?;
                let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
                sealed_file::keep_key(write, id, &key, size).await?;
            }
            count += 1;
        }
        Ok(count)
    }
}

/// The photo whose file this is: its id ends the name.
fn photo_of(name: &str) -> Option<Uuid> {
    let (folder, file) = name.rsplit_once('/')?;
    let holds_photos = ["photos", "photos-not-filed"]
        .iter()
        .any(|last| folder.rsplit('/').next() == Some(last));
    let (stem, _) = file.rsplit_once('.')?;
    let id = stem.get(stem.len().checked_sub(36)?..)?;
    Uuid::parse_str(id).ok().filter(|_| holds_photos)
}

fn named(event: &Recorded) -> Result<Option<PhotoFiles>, ApiError> {
    #[derive(Deserialize)]
    struct Kept {
        photo: Photo,
    }
    #[derive(Deserialize)]
    struct Moved {
        moved: PhotoMoved,
    }
    // Erased with its record: nothing of it was exported.
    let Some(body) = event.body.as_deref() else {
        return Ok(None);
    };
    let files = match event.kind.as_str() {
        "photo_received" | "photo_covered" => {
            serde_json::from_str(body).map(|kept: Kept| kept.photo.files)
        }
        "photo_moved" => serde_json::from_str(body).map(|moved: Moved| moved.moved.files),
        _ => return Ok(None),
    };
    Ok(Some(files.map_err(|_| FileTrouble::NotAnExport)?))
}
