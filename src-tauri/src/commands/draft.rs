//! What is being typed.

use super::{Answer, Shared};
use crate::dialog;
use needlebook_api as api;
use needlebook_api::draft::{DraftInput, DraftSaved, DraftView};
use needlebook_api::draft_copy::DraftCopyOpened;
use needlebook_api::types::{PatientId, Uuid};
use tauri::AppHandle;

#[tauri::command]
#[specta::specta]
pub async fn find_draft(app: Shared<'_>, kind: String, subject: Uuid) -> Answer<Option<DraftView>> {
    api::draft::find(&app, kind, subject).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_draft(app: Shared<'_>, input: DraftInput) -> Answer<DraftSaved> {
    api::draft::save(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn discard_draft(
    app: Shared<'_>,
    kind: String,
    subject: Uuid,
    patient: Option<PatientId>,
) -> Answer<()> {
    api::draft::discard(&app, kind, subject, patient).await
}

/// What could not be saved, sealed into a file that the person chooses.
#[tauri::command]
#[specta::specta]
pub async fn save_draft_copy(
    app: Shared<'_>,
    window: AppHandle,
    input: DraftInput,
) -> Answer<bool> {
    match dialog::save_as(&window, "needlebook-draft.nbcopy").await {
        Some(path) => api::draft_copy::save_to(&app, input, &path)
            .await
            .map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn open_draft_copy(
    app: Shared<'_>,
    window: AppHandle,
) -> Answer<Option<DraftCopyOpened>> {
    match dialog::open(&window, "Needlebook", &["nbcopy"]).await {
        Some(path) => api::draft_copy::open_from(&app, &path).await.map(Some),
        None => Ok(None),
    }
}
