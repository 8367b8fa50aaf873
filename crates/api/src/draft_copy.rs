//! "Save a copy to...": what was typed while the store had no room for it, in a sealed file, and the way back from it.

use crate::app::{App, Open};
use crate::draft::{self, BODY_MAX, DraftInput};
use crate::error::{ApiError, CopyTrouble};
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_store::StoreError;
use needlebook_store::draft::{self as stored, DraftKey};
use needlebook_store::draft_copy::{self, DraftCopy};
use needlebook_store::journal::Fact;
use serde::Serialize;
use specta::Type;
use std::path::Path;
use uuid::Uuid;

/// A draft that came back from a file: where to go on.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DraftCopyOpened {
    pub kind: String,
    pub subject: Uuid,
    /// When it was typed.
    pub at: DateTime<Utc>,
}

/// No copy of ours is larger: the longest draft, sealed.
const FILE_MAX: u64 = BODY_MAX as u64 + 4_096;

/// Seals what is being typed into a file where the person chose to. Nobody without this clinic's keys can read it
/// (PRACTICE 75).
///
/// # Errors
/// When the file cannot be written.
pub async fn save_to(app: &App, input: DraftInput, path: &Path) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepDraft).await?;
    let copy = DraftCopy {
        body: draft::parse(&input.body)?,
        kind: input.kind,
        subject: input.subject,
        person: open.actor(),
        at: app.now(),
    };
    draft_copy::write(&open.store, &copy, path).await?;
    let saved = Fact::DraftCopied {
        draft: copy.kind.clone(),
    };
    match journal(&open, &copy, app.now(), saved).await {
        // The copy was made because nothing can be written here. That it was opened again is journaled.
        Err(ApiError::StorageFull) => Ok(()),
        other => other,
    }
}

/// Brings a copy back as the draft that it was.
///
/// # Errors
/// [`ApiError::SavedCopy`]: no copy of this clinic, a colleague's, or older than what the form holds now.
pub async fn open_from(app: &App, path: &Path) -> Result<DraftCopyOpened, ApiError> {
    let open = app.run(UseCase::KeepDraft).await?;
    let refused = |trouble| ApiError::SavedCopy { trouble };
    let length = tokio::fs::metadata(path)
        .await
        .map_err(StoreError::from)?
        .len();
    if length > FILE_MAX {
        return Err(refused(CopyTrouble::Foreign));
    }
    let file = tokio::fs::read(path).await.map_err(StoreError::from)?;
    let copy = draft_copy::open(&open.store, &file)?;
    if copy.person != open.actor() {
        return Err(refused(CopyTrouble::OtherPerson));
    }
    let key = DraftKey {
        kind: copy.kind.clone(),
        subject: copy.subject,
        person: copy.person,
    };
    let now = stored::find(&mut *open.store.reader().await?, &key).await?;
    if now
        .as_ref()
        .is_some_and(|draft| draft.saved_at > copy.at && draft.body != copy.body)
    {
        return Err(refused(CopyTrouble::Older));
    }
    let version = now.map_or(0, |draft| draft.version);
    draft::keep(&open, &key, &copy.body, version, app.now()).await?;
    let opened = Fact::DraftCopyOpened {
        draft: copy.kind.clone(),
    };
    journal(&open, &copy, app.now(), opened).await?;
    Ok(DraftCopyOpened {
        kind: copy.kind,
        subject: copy.subject,
        at: copy.at,
    })
}

async fn journal(
    open: &Open,
    copy: &DraftCopy,
    now: DateTime<Utc>,
    fact: Fact,
) -> Result<(), ApiError> {
    let mut write = open.write(now).await?;
    write.append(copy.subject, fact).await?;
    Ok(write.commit().await?)
}
