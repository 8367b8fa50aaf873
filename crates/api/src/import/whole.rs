//! A whole clinic that Needlebook exported, taken into an empty one without loss: its events are recorded again in their
//! order, by whom and when they were, and its documents and photos are sealed again after their checksums were compared.

use super::papers::seal_papers;
use super::pictures::Pictures;
use crate::app::{App, Open};
use crate::error::{ApiError, FileTrouble};
use crate::export::EventExport;
use crate::role::UseCase;
use crate::work::Running;
use needlebook_domain::document::{Document, DocumentKind};
use needlebook_store::journal::{Fact, Recorded, Write};
use needlebook_store::sealed_file;
use needlebook_store::search;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// What came in.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WholeImported {
    pub events: u32,
    pub documents: u32,
    pub photos: u32,
}

/// What belongs to the laptop and the keys of the other clinic, not to its record.
const LEFT_BEHIND: [&str; 13] = [
    "signed_in",
    "locked",
    "covered",
    "uncovered",
    "wrong_pin",
    "pin_changed",
    "wrong_passphrases",
    "recovery_sheet_printed",
    "recovery_code_renewed",
    "emergency_access",
    "data_key_changed",
    "data_key_change_cut_off",
    "draft_copied",
];

/// # Errors
/// [`FileTrouble::NotAnExport`] for another folder or one that was altered; [`FileTrouble::NotEmpty`] when this clinic
/// has patients. Nothing is stored then.
pub async fn import_export(app: &App, folder: &Path) -> Result<WholeImported, ApiError> {
    let open = app.run(UseCase::ImportExport).await?;
    if !search::list(&mut *open.store.reader().await?, 0, 1)
        .await?
        .is_empty()
    {
        return Err(FileTrouble::NotEmpty.into());
    }
    let files = checked_files(folder)?;
    let events = events(folder, &files)?;
    let running = Running::begin(app, events.len())?;
    let mut done = WholeImported {
        events: 0,
        documents: 0,
        photos: 0,
    };
    let pictures = Pictures::find(&files, &events)?;
    let mut write = open.write(app.now()).await?;
    done.photos = pictures.seal(&open, &mut write, folder).await?;
    seal_papers(&open, &mut write, folder, &files, &events).await?;
    for event in &events {
        running.step()?;
        if LEFT_BEHIND.contains(&event.kind.as_str()) || event.entity == "camera_folder" {
            continue;
        }
        if event.kind == "document_made" {
            seal(&open, &mut write, folder, &files, event).await?;
            done.documents += 1;
        }
        write.append_recorded(event).await?;
        done.events += 1;
    }
    let actor = open.actor().0;
    write
        .append(
            actor,
            Fact::ExportImported {
                events: done.events,
            },
        )
        .await?;
    write.commit().await?;
    Ok(done)
}

/// The names in the list of checksums, once every file was compared with its sum.
fn checked_files(folder: &Path) -> Result<Vec<String>, ApiError> {
    let sums =
        fs::read_to_string(folder.join("SHA256SUMS")).map_err(|_| FileTrouble::NotAnExport)?;
    let mut files = Vec::new();
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").ok_or(FileTrouble::NotAnExport)?;
        // A name that leads out of the folder is none of ours.
        if name.split('/').any(|part| part == ".." || part.is_empty()) {
            return Err(FileTrouble::NotAnExport.into());
        }
        let bytes = fs::read(folder.join(name)).map_err(|_| FileTrouble::NotAnExport)?;
        if hex(&bytes) != sum {
            return Err(FileTrouble::NotAnExport.into());
        }
        files.push(name.to_owned());
    }
    Ok(files)
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn events(folder: &Path, files: &[String]) -> Result<Vec<Recorded>, ApiError> {
    let mut parts: Vec<&String> = files
        .iter()
        .filter(|name| name.starts_with("journal/"))
        .collect();
    parts.sort();
    let mut events = Vec::new();
    for part in parts {
        let text = fs::read_to_string(folder.join(part)).map_err(FileTrouble::of)?;
        for line in text.lines() {
            let event: EventExport =
                serde_json::from_str(line).map_err(|_| FileTrouble::NotAnExport)?;
            events.push(event.into_recorded().ok_or(FileTrouble::NotAnExport)?);
        }
    }
    if events.is_empty() {
        return Err(FileTrouble::NotAnExport.into());
    }
    Ok(events)
}

async fn seal(
    open: &Open,
    write: &mut Write<'_>,
    folder: &Path,
    files: &[String],
    event: &Recorded,
) -> Result<(), ApiError> {
    #[derive(Deserialize)]
    struct Made {
        document: Document,
    }
    // Erased with its record: nothing of it was exported.
    let Some(body) = event.body.as_deref() else {
        return Ok(());
    };
    let Made { document } = serde_json::from_str(body).map_err(|_| FileTrouble::NotAnExport)?;
    let name = format!("documents/{}.pdf", document.number);
    let file = match files.iter().find(|file| file.ends_with(&name)) {
        Some(file) => file,
        // A list that named somebody whose record was erased since.
        None if DocumentKind::NAMES_MANY.contains(&document.kind) => return Ok(()),
        None => return Err(FileTrouble::NotAnExport.into()),
    };
    let bytes = fs::read(folder.join(file)).map_err(FileTrouble::of)?;
    if hex(&bytes) != document.sha256 {
        return Err(FileTrouble::NotAnExport.into());
    }
    let key = open.store.seal_file(document.id.0, &bytes).await?;
    Ok(sealed_file::keep_key(write, document.id.0, &key, document.byte_count).await?)
}
