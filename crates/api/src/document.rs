//! Documents: made once, kept sealed byte for byte, shown, printed, saved, handed over.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::print;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_documents::DocumentMark;
use needlebook_domain::document::{Document, DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_store::document::{self as stored, StoredDocument};
use needlebook_store::journal::Fact;
use needlebook_store::{person, sealed_file};
use serde::Serialize;
use sha2::{Digest, Sha256};
use specta::Type;
use std::path::Path;
use tokio::sync::RwLockReadGuard;
use uuid::Uuid;

/// A document and what became of each copy.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DocumentView {
    pub document: Document,
    pub closed_as: Option<DocumentStep>,
    pub steps: Vec<StepView>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct StepView {
    pub step: DocumentStep,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// Makes a document, seals its bytes and journals it. The number is taken first, because it is printed on the page.
pub(crate) async fn keep(
    open: &Open,
    now: DateTime<Utc>,
    patient: impl Into<Option<PatientId>>,
    about: Uuid,
    kind: DocumentKind,
    render: impl FnOnce(DocumentMark) -> Result<Vec<u8>, needlebook_documents::Error>,
) -> Result<DocumentId, ApiError> {
    let mut write = open.write(now).await?;
    let version = stored::find_newest(write.connection(), about, kind)
        .await?
        .map_or(0, |last| last.document.version)
        + 1;
    let number = stored::next_number(&mut write, kind).await?;
    let bytes = render(DocumentMark {
        number: number.clone(),
        version,
    })?;
    let id = DocumentId(Uuid::now_v7());
    let file_key = open.store.seal_file(id.0, &bytes).await?;
    let byte_count = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let sha256 = sha256(&bytes);
    sealed_file::keep_key(&mut write, id.0, &file_key, byte_count).await?;
    let document = Document {
        id,
        patient: patient.into(),
        about,
        kind,
        number,
        version,
        sha256,
        byte_count,
        made_at: now,
    };
    write.append(id.0, Fact::DocumentMade { document }).await?;
    write.commit().await?;
    Ok(id)
}

/// In lower-case hexadecimal, as the journal holds it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: DocumentId) -> Result<DocumentView, ApiError> {
    let (
        open,
        StoredDocument {
            document,
            closed_as,
        },
    ) = find(app, id, UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let people = person::list(&mut reader).await?;
    let steps = stored::steps(&mut reader, id).await?;
    let name = |id: Uuid| {
        people
            .iter()
            .find(|person| person.id.0 == id)
            .map(|person| person.name.clone())
    };
    Ok(DocumentView {
        document,
        closed_as,
        steps: steps
            .into_iter()
            .map(|step| StepView {
                step: step.step,
                at: step.at,
                by: name(step.by).unwrap_or_default(),
            })
            .collect(),
    })
}

/// The very bytes that are printed.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::StoreDamaged`] when the kept bytes are not those that were made.
pub async fn get_bytes(app: &App, id: DocumentId) -> Result<Vec<u8>, ApiError> {
    let (open, _) = find(app, id, UseCase::ReadRecord).await?;
    bytes(&open, id).await
}

/// A document, for somebody who may do this with it: a paper of the desk's own is everybody's (PRACTICE 66).
async fn find(
    app: &App,
    id: DocumentId,
    needs: UseCase,
) -> Result<(RwLockReadGuard<'_, Open>, StoredDocument), ApiError> {
    let open = app.run(UseCase::PrintDeskPaper).await?;
    let found = stored::get(&mut *open.store.reader().await?, id).await?;
    if found.document.kind.is_for_the_owner() {
        UseCase::HandleLoss.check(&open.person)?;
    } else if !found.document.kind.is_for_the_desk() {
        needs.check(&open.person)?;
    }
    Ok((open, found))
}

async fn bytes(open: &Open, id: DocumentId) -> Result<Vec<u8>, ApiError> {
    Ok(open.store.open_file(id.0).await?)
}

/// Sends the kept bytes to a print queue (the system's default when none is named) and records it.
///
/// # Errors
/// [`ApiError::Printer`].
pub async fn print(app: &App, id: DocumentId, queue: Option<String>) -> Result<(), ApiError> {
    let (open, found) = find(app, id, UseCase::PrintDocument).await?;
    let bytes = bytes(&open, id).await?;
    let queue = print::send(bytes, found.document.number, queue).await?;
    handle(app, &open, id, DocumentStep::Printed, Some(queue)).await
}

/// Saves a copy where the person chose to (the dialog's answer never passes through the web view).
///
/// # Errors
/// When the file cannot be written.
pub async fn save_to(app: &App, id: DocumentId, path: &Path) -> Result<(), ApiError> {
    let (open, _) = find(app, id, UseCase::PrintDocument).await?;
    let bytes = bytes(&open, id).await?;
    tokio::fs::write(path, bytes)
        .await
        .map_err(needlebook_store::StoreError::from)?;
    handle(app, &open, id, DocumentStep::Saved, None).await
}

/// The patient took the sheet, or did not want it: either closes the visit.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn record_handover(app: &App, id: DocumentId, declined: bool) -> Result<(), ApiError> {
    let (open, _) = find(app, id, UseCase::PrintDocument).await?;
    let step = if declined {
        DocumentStep::Declined
    } else {
        DocumentStep::HandedOver
    };
    handle(app, &open, id, step, None).await
}

async fn handle(
    app: &App,
    open: &Open,
    id: DocumentId,
    step: DocumentStep,
    queue: Option<String>,
) -> Result<(), ApiError> {
    let mut write = open.write(app.now()).await?;
    write
        .append(
            id.0,
            Fact::DocumentHandled {
                document: id.0,
                step,
                queue,
            },
        )
        .await?;
    Ok(write.commit().await?)
}
