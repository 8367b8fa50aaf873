//! Documents that came from elsewhere: taken in, set right, moved to the right record, shown from memory, let out.

use crate::app::{App, Open};
use crate::error::{ApiError, FileTrouble};
use crate::export::word;
use crate::received_file::{self, RefusedFile};
use crate::role::UseCase;
use crate::view;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::attachment::{
    AttachedFile, AttachedFormat, Attachment, AttachmentInput, AttachmentMoved, FILES_MAX,
};
use needlebook_domain::field;
use needlebook_domain::ids::{AttachmentId, PatientId};
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_media::{Kind, Paper, PaperFormat};
use needlebook_store::journal::Fact;
use needlebook_store::{attachment as stored, patient, person, sealed_file};
use serde::Serialize;
use specta::Type;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A document, and who brought it in.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AttachmentView {
    pub attachment: Attachment,
    pub attached_by: String,
}

/// That something was taken out of this record: when, and by whom.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AttachmentTakenOut {
    pub at: DateTime<Utc>,
    pub by: String,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PatientAttachments {
    /// By the date that stands on them, or the day they came; newest first.
    pub attachments: Vec<AttachmentView>,
    pub taken_out: Vec<AttachmentTakenOut>,
}

/// What became of the chosen files: all of them are the document, or none is.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Attached {
    pub id: Option<AttachmentId>,
    pub refused: Vec<RefusedFile>,
}

/// Every document of a patient.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::NotAllowed`] for reception (PRACTICE 66).
pub async fn list(app: &App, id: PatientId) -> Result<PatientAttachments, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let mut attachments: Vec<AttachmentView> = stored::list(&mut reader, id)
        .await?
        .into_iter()
        .map(|attachment| AttachmentView {
            attached_by: people.of(attachment.attached_by),
            attachment,
        })
        .collect();
    attachments.sort_by_key(|view| {
        let attachment = &view.attachment;
        std::cmp::Reverse((dated_on(&open, attachment), attachment.attached_at))
    });
    let taken_out = stored::list_taken_out(&mut reader, id)
        .await?
        .into_iter()
        .map(|entry| AttachmentTakenOut {
            at: entry.at,
            by: people.of(entry.by),
        })
        .collect();
    drop(reader);
    view::note(app, &open, id, app.now());
    Ok(PatientAttachments {
        attachments,
        taken_out,
    })
}

/// What was typed about a document, before its files are chosen.
///
/// # Errors
/// Every refused field; [`ApiError::NotFound`].
pub async fn check(app: &App, id: PatientId, input: &AttachmentInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepAttachments).await?;
    patient::get(&mut *open.store.reader().await?, id).await?;
    input.parse(open.local_date(app.now()))?;
    Ok(())
}

/// Takes files in as one document: the pages of a PDF, or one picture after the other.
///
/// # Errors
/// Refused fields; too many files; [`ApiError::StorageFull`]. Nothing is kept then.
pub async fn attach(
    app: &App,
    patient: PatientId,
    input: AttachmentInput,
    paths: Vec<PathBuf>,
) -> Result<Attached, ApiError> {
    let open = app.run(UseCase::KeepAttachments).await?;
    let now = app.now();
    let label = input.parse(open.local_date(now))?;
    if paths.is_empty() || paths.len() > FILES_MAX {
        let (min, max) = (("min", "1".to_owned()), ("max", FILES_MAX.to_string()));
        let mut issues = Issues::default();
        issues.add_with("files", IssueCode::OutOfRange, &[min, max]);
        issues.or(())?;
    }
    received_file::needs_room(&app.folder)?;
    let read = tokio::task::spawn_blocking(move || read_all(&paths))
        .await
        .map_err(|error| ApiError::internal(&error))?;
    let papers = match read {
        Ok(papers) => papers,
        Err(refused) => return Ok(Attached { id: None, refused }),
    };
    let files = seal(&open, papers.into_iter().map(described).collect()).await?;
    let attachment = Attachment {
        id: AttachmentId(Uuid::now_v7()),
        patient,
        label,
        files,
        attached_at: now,
        attached_by: open.actor(),
    };
    let id = attachment.id;
    let mut write = open.write(now).await?;
    sealed_file::keep(&mut write, &attachment.sealed().collect::<Vec<_>>()).await?;
    write
        .append(id.0, Fact::DocumentAttached { attachment })
        .await?;
    write.commit().await?;
    Ok(Attached {
        id: Some(id),
        refused: Vec::new(),
    })
}

/// Every file, or every one that cannot be taken.
fn read_all(paths: &[PathBuf]) -> Result<Vec<Paper>, Vec<RefusedFile>> {
    let mut papers = Vec::with_capacity(paths.len());
    let mut refused = Vec::new();
    for path in paths {
        let read = received_file::read(path)
            .and_then(|bytes| needlebook_media::read_paper(bytes).map_err(Into::into));
        match read {
            Ok(paper) => papers.push(paper),
            Err(reason) => refused.push(RefusedFile {
                name: received_file::name_of(path),
                reason,
            }),
        }
    }
    if refused.is_empty() {
        Ok(papers)
    } else {
        Err(refused)
    }
}

/// A file's bytes, with what is said of them; the name of the sealed file comes with the sealing.
fn described(paper: Paper) -> (AttachedFile, Vec<u8>) {
    let file = AttachedFile {
        id: Uuid::nil(),
        format: match paper.format {
            PaperFormat::Pdf => AttachedFormat::Pdf,
            PaperFormat::Picture(Kind::Jpeg) => AttachedFormat::Jpeg,
            PaperFormat::Picture(Kind::Png) => AttachedFormat::Png,
        },
        sha256: paper
            .sha256
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        byte_count: u32::try_from(paper.bytes.len()).unwrap_or(u32::MAX),
    };
    (file, paper.bytes)
}

async fn seal(
    open: &Open,
    files: Vec<(AttachedFile, Vec<u8>)>,
) -> Result<Vec<AttachedFile>, ApiError> {
    let (files, contents): (Vec<AttachedFile>, Vec<Vec<u8>>) = files.into_iter().unzip();
    let ids = open.store.seal_files(contents).await?;
    Ok(files
        .into_iter()
        .zip(ids)
        .map(|(file, id)| AttachedFile { id, ..file })
        .collect())
}

/// The kind, title, author or date was not right. What stood there before stays in the history.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn correct(app: &App, id: AttachmentId, input: AttachmentInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepAttachments).await?;
    let label = input.parse(open.local_date(app.now()))?;
    let mut write = open.write(app.now()).await?;
    let before = stored::get(write.connection(), id).await?;
    if before.label == label {
        return Ok(());
    }
    let attachment = Attachment { label, ..before };
    write
        .append(id.0, Fact::AttachmentCorrected { attachment })
        .await?;
    Ok(write.commit().await?)
}

/// Moves a document to the record it belongs to, sealed again; in the wrong one stays only that an entry was removed
/// (PRACTICE 21).
///
/// # Errors
/// A reason that is missing; the same patient; [`ApiError::NotFound`].
pub async fn move_to(
    app: &App,
    id: AttachmentId,
    to: PatientId,
    reason: String,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepAttachments).await?;
    let reason = field::reason(&reason)?;
    let before = stored::get(&mut *open.store.reader().await?, id).await?;
    if before.patient == to {
        let mut issues = Issues::default();
        issues.add("to", IssueCode::AlreadyUsed);
        issues.or(())?;
    }
    patient::get(&mut *open.store.reader().await?, to).await?;
    let mut again = Vec::with_capacity(before.files.len());
    for file in &before.files {
        again.push((file.clone(), open.store.open_file(file.id).await?));
    }
    let gone: Vec<Uuid> = before.sealed().collect();
    let from = before.patient;
    let attachment = Attachment {
        patient: to,
        files: seal(&open, again).await?,
        ..before
    };
    let mut write = open.write(app.now()).await?;
    sealed_file::keep(&mut write, &attachment.sealed().collect::<Vec<_>>()).await?;
    sealed_file::shred(&mut write, &gone).await?;
    let moved = AttachmentMoved {
        from,
        attachment,
        reason,
    };
    write.append(id.0, Fact::AttachmentMoved { moved }).await?;
    write.commit().await?;
    Ok(open.store.drop_files(&gone).await?)
}

/// Removes a document for a reason. It is shredded; that something was there, who removed it and why stays.
///
/// # Errors
/// A reason that is missing; [`ApiError::NotFound`].
pub async fn remove(app: &App, id: AttachmentId, reason: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepAttachments).await?;
    let reason = field::reason(&reason)?;
    let mut write = open.write(app.now()).await?;
    let attachment = stored::get(write.connection(), id).await?;
    let gone: Vec<Uuid> = attachment.sealed().collect();
    sealed_file::shred(&mut write, &gone).await?;
    let patient = attachment.patient;
    write
        .append(id.0, Fact::AttachmentRemoved { patient, reason })
        .await?;
    write.commit().await?;
    Ok(open.store.drop_files(&gone).await?)
}

/// One file of a document, opened in memory. Nothing of it is ever written to a disk in clear.
///
/// # Errors
/// [`ApiError::NotFound`], also for a file of another document; damage.
pub async fn get_bytes(app: &App, id: AttachmentId, file: Uuid) -> Result<Vec<u8>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let attachment = stored::get(&mut *open.store.reader().await?, id).await?;
    bytes(&open, &attachment, file).await
}

/// What a copy of one file is called: the day, what it is, and nobody's name.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn copy_name(app: &App, id: AttachmentId, file: Uuid) -> Result<String, ApiError> {
    let open = app.run(UseCase::PrintDocument).await?;
    let attachment = stored::get(&mut *open.store.reader().await?, id).await?;
    let file = find(&attachment, file)?;
    let day_and_kind = day_and_kind(&open, &attachment)?;
    Ok(format!("{day_and_kind}.{}", file.format.ending()))
}

/// How the names of a document's files begin outside the store.
pub(crate) fn day_and_kind(open: &Open, attachment: &Attachment) -> Result<String, ApiError> {
    let kind = word(&attachment.label.kind)?;
    Ok(format!("{}-{kind}", dated_on(open, attachment)))
}

/// The date that stands on a document, or the day it came.
fn dated_on(open: &Open, attachment: &Attachment) -> NaiveDate {
    let came_on = open.local_date(attachment.attached_at);
    attachment.label.dated_on.unwrap_or(came_on)
}

/// Saves a copy of one file where a person chose, and records that it left.
///
/// # Errors
/// [`ApiError::File`]; [`ApiError::NotFound`].
pub async fn save_to(app: &App, id: AttachmentId, file: Uuid, path: &Path) -> Result<(), ApiError> {
    let open = app.run(UseCase::PrintDocument).await?;
    let attachment = stored::get(&mut *open.store.reader().await?, id).await?;
    let bytes = bytes(&open, &attachment, file).await?;
    tokio::fs::write(path, bytes)
        .await
        .map_err(FileTrouble::of)?;
    let mut write = open.write(app.now()).await?;
    let (patient, label) = (attachment.patient, attachment.label);
    write
        .append(id.0, Fact::AttachmentSaved { patient, label })
        .await?;
    Ok(write.commit().await?)
}

async fn bytes(open: &Open, attachment: &Attachment, file: Uuid) -> Result<Vec<u8>, ApiError> {
    let file = find(attachment, file)?;
    Ok(open.store.open_file(file.id).await?)
}

fn find(attachment: &Attachment, id: Uuid) -> Result<&AttachedFile, ApiError> {
    let file = attachment.files.iter().find(|file| file.id == id);
    file.ok_or_else(|| ApiError::NotFound {
        entity: "attachment".to_owned(),
    })
}
