//! Pages: shown, printed, saved, handed over.

use super::{Answer, Shared};
use crate::dialog;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use needlebook_api as api;
use needlebook_api::document::DocumentView;
use needlebook_api::print::PrinterView;
use needlebook_api::types::DocumentId;
use tauri::AppHandle;

#[tauri::command]
#[specta::specta]
pub async fn get_document(app: Shared<'_>, id: DocumentId) -> Answer<DocumentView> {
    api::document::get(&app, id).await
}

/// The very bytes that are printed, in base64.
#[tauri::command]
#[specta::specta]
pub async fn get_document_bytes(app: Shared<'_>, id: DocumentId) -> Answer<String> {
    api::document::get_bytes(&app, id)
        .await
        .map(|bytes| STANDARD.encode(bytes))
}

#[tauri::command]
#[specta::specta]
pub async fn list_printers() -> Answer<Vec<PrinterView>> {
    api::print::list_printers().await
}

#[tauri::command]
#[specta::specta]
pub async fn print_document(app: Shared<'_>, id: DocumentId, queue: Option<String>) -> Answer<()> {
    api::document::print(&app, id, queue).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_document(app: Shared<'_>, window: AppHandle, id: DocumentId) -> Answer<bool> {
    let number = api::document::get(&app, id).await?.document.number;
    match dialog::save_as(&window, &format!("{number}.pdf")).await {
        Some(path) => api::document::save_to(&app, id, &path).await.map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn record_handover(app: Shared<'_>, id: DocumentId, declined: bool) -> Answer<()> {
    api::document::record_handover(&app, id, declined).await
}
