//! Notes about a patient: typed as a draft, signed, and amended with the original readable.

use crate::app::{App, Open};
use crate::draft;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::ids::{NoteId, PatientId};
use needlebook_domain::note::{Note, NoteAmendment};
use needlebook_store::journal::Fact;
use needlebook_store::{note as stored, patient};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A note as it was signed, with every later text, the oldest first.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NoteView {
    pub note: Note,
    pub amendments: Vec<NoteAmendment>,
}

/// A page of notes.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NoteList {
    pub notes: Vec<NoteView>,
    pub more: bool,
}

const PAGE: u32 = 20;

/// The newest notes, or those signed before one.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn list(
    app: &App,
    patient: PatientId,
    before: Option<NoteId>,
) -> Result<NoteList, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    page(&open, patient, before, PAGE).await
}

pub(crate) async fn page(
    open: &Open,
    patient: PatientId,
    before: Option<NoteId>,
    limit: u32,
) -> Result<NoteList, ApiError> {
    let mut reader = open.store.reader().await?;
    let mut found = stored::list(&mut reader, patient, before, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    Ok(NoteList {
        notes: found
            .into_iter()
            .map(|(note, amendments)| NoteView { note, amendments })
            .collect(),
        more,
    })
}

/// Signs a note; its draft is gone with it.
///
/// # Errors
/// A note without words; [`ApiError::NotFound`].
pub async fn sign(app: &App, patient: PatientId, text: String) -> Result<NoteId, ApiError> {
    let open = app.run(UseCase::WriteNote).await?;
    let now = app.now();
    let note = Note {
        id: NoteId(Uuid::now_v7()),
        patient,
        text,
        signed_by: open.actor(),
        signed_name: open.person.printed_name(),
        signed_at: now,
    }
    .parse()?;
    let id = note.id;
    let mut write = open.write(now).await?;
    patient::get(write.connection(), patient).await?;
    write.append(id.0, Fact::NoteSigned { note }).await?;
    draft::take(&mut write, "note", patient.0, open.actor()).await?;
    write.commit().await?;
    Ok(id)
}

/// Puts a later text beside a signed note, with the reason.
///
/// # Errors
/// No words, no reason; [`ApiError::Conflict`] when the note has another number of amendments than were `seen`.
pub async fn amend(
    app: &App,
    id: NoteId,
    seen: u32,
    text: String,
    reason: String,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::WriteNote).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    let (note, before) = stored::get(write.connection(), id).await?;
    let current_version = u32::try_from(before.len()).unwrap_or(u32::MAX);
    if current_version != seen {
        return Err(ApiError::Conflict { current_version });
    }
    let amendment = NoteAmendment {
        note: id,
        patient: note.patient,
        text,
        reason,
        by: open.actor(),
        signed_name: open.person.printed_name(),
        at: now,
    }
    .parse()?;
    write.append(id.0, Fact::NoteAmended { amendment }).await?;
    draft::take(&mut write, "note_amendment", id.0, open.actor()).await?;
    Ok(write.commit().await?)
}
