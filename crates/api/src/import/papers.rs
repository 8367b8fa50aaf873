//! The attached documents of an export of ours, sealed again under the names that its events give them.

use crate::app::Open;
use crate::error::{ApiError, FileTrouble};
use needlebook_domain::attachment::{AttachedFile, Attachment, AttachmentMoved};
use needlebook_store::journal::{Recorded, Write};
use needlebook_store::sealed_file;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use uuid::Uuid;

/// Seals every attached file that the export holds. What was removed or moved away has no file any more, and its events
/// alone come in.
///
/// # Errors
/// [`FileTrouble::NotAnExport`] for an event that cannot be read, a file that is missing, or one that no event speaks of.
pub(super) async fn seal_papers(
    open: &Open,
    write: &mut Write<'_>,
    folder: &Path,
    names: &[String],
    events: &[Recorded],
) -> Result<(), ApiError> {
    let mut files = newest(events)?;
    for name in names.iter().filter(|name| is_attached(name)) {
        let id = id_of(name).ok_or(FileTrouble::NotAnExport)?;
        files.remove(&id).ok_or(FileTrouble::NotAnExport)?;
        let bytes = fs::read(folder.join(name)).map_err(FileTrouble::of)?;
        let key = open.store.seal_file(id, &bytes).await?;
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        sealed_file::keep_key(write, id, &key, size).await?;
    }
    if files.is_empty() {
        Ok(())
    } else {
        Err(FileTrouble::NotAnExport.into())
    }
}

fn is_attached(name: &str) -> bool {
    name.rsplit('/').nth(1) == Some("attachments")
}

/// The sealed file whose bytes these are: its id ends the name.
fn id_of(name: &str) -> Option<Uuid> {
    let (stem, _) = name.rsplit_once('.')?;
    Uuid::parse_str(stem.get(stem.len().checked_sub(36)?..)?).ok()
}

/// The files of every document that still stands, by their names.
fn newest(events: &[Recorded]) -> Result<HashMap<Uuid, AttachedFile>, ApiError> {
    #[derive(Deserialize)]
    struct Attached {
        attachment: Attachment,
    }
    #[derive(Deserialize)]
    struct Moved {
        moved: AttachmentMoved,
    }
    let mut standing: HashMap<Uuid, Vec<AttachedFile>> = HashMap::new();
    for event in events.iter().filter(|event| event.entity == "attachment") {
        // Erased with its record: nothing of it was exported.
        let Some(body) = event.body.as_deref() else {
            standing.remove(&event.entity_id);
            continue;
        };
        let files = match event.kind.as_str() {
            "document_attached" | "attachment_corrected" => {
                serde_json::from_str(body).map(|one: Attached| one.attachment.files)
            }
            "attachment_moved" => {
                serde_json::from_str(body).map(|one: Moved| one.moved.attachment.files)
            }
            "attachment_removed" => Ok(Vec::new()),
            _ => continue,
        };
        standing.insert(
            event.entity_id,
            files.map_err(|_| FileTrouble::NotAnExport)?,
        );
    }
    Ok(standing
        .into_values()
        .flatten()
        .map(|file| (file.id, file))
        .collect())
}
