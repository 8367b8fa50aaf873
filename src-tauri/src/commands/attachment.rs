//! Documents that came from elsewhere.

use super::{Answer, Shared};
use crate::dialog;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use needlebook_api as api;
use needlebook_api::attachment::{Attached, PatientAttachments};
use needlebook_api::types::{AttachmentId, AttachmentInput, PatientId, Uuid};
use tauri::AppHandle;

#[tauri::command]
#[specta::specta]
pub async fn list_attachments(app: Shared<'_>, patient: PatientId) -> Answer<PatientAttachments> {
    api::attachment::list(&app, patient).await
}

/// Files that are chosen in the system's dialog, as one document; nothing when the person changed their mind. What was
/// typed is checked before the dialog opens.
#[tauri::command]
#[specta::specta]
pub async fn attach_document(
    app: Shared<'_>,
    window: AppHandle,
    patient: PatientId,
    input: AttachmentInput,
    kind: String,
) -> Answer<Option<Attached>> {
    api::attachment::check(&app, patient, &input).await?;
    let paths = dialog::open_several(&window, &kind, &["pdf", "jpg", "jpeg", "png"]).await;
    if paths.is_empty() {
        return Ok(None);
    }
    api::attachment::attach(&app, patient, input, paths)
        .await
        .map(Some)
}

#[tauri::command]
#[specta::specta]
pub async fn correct_attachment(
    app: Shared<'_>,
    id: AttachmentId,
    input: AttachmentInput,
) -> Answer<()> {
    api::attachment::correct(&app, id, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn move_attachment(
    app: Shared<'_>,
    id: AttachmentId,
    to: PatientId,
    reason: String,
) -> Answer<()> {
    api::attachment::move_to(&app, id, to, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_attachment(app: Shared<'_>, id: AttachmentId, reason: String) -> Answer<()> {
    api::attachment::remove(&app, id, reason).await
}

/// One file of a document, in base64.
#[tauri::command]
#[specta::specta]
pub async fn get_attached_file(app: Shared<'_>, id: AttachmentId, file: Uuid) -> Answer<String> {
    api::attachment::get_bytes(&app, id, file)
        .await
        .map(|bytes| STANDARD.encode(bytes))
}

#[tauri::command]
#[specta::specta]
pub async fn save_attached_file(
    app: Shared<'_>,
    window: AppHandle,
    id: AttachmentId,
    file: Uuid,
) -> Answer<bool> {
    let name = api::attachment::copy_name(&app, id, file).await?;
    match dialog::save_as(&window, &name).await {
        Some(path) => api::attachment::save_to(&app, id, file, &path)
            .await
            .map(|()| true),
        None => Ok(false),
    }
}
