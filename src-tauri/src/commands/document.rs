//! Pages: made, shown, printed, saved, handed over.

use super::{Answer, Shared};
use crate::dialog;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use needlebook_api as api;
use needlebook_api::document::DocumentView;
use needlebook_api::letter::LetterProposal;
use needlebook_api::print::PrinterView;
use needlebook_api::types::{
    DocumentId, Due, LetterAbout, LetterInput, Paper, PatientId, SheetLanguage,
};
use tauri::AppHandle;

/// The leaflet for the waiting room.
#[tauri::command]
#[specta::specta]
pub async fn make_leaflet(app: Shared<'_>, language: SheetLanguage) -> Answer<DocumentId> {
    api::leaflet::make(&app, language).await
}

/// The leaflet for a patient, kept with the record.
#[tauri::command]
#[specta::specta]
pub async fn make_leaflet_for(app: Shared<'_>, patient: PatientId) -> Answer<DocumentId> {
    api::leaflet::make_for(&app, patient).await
}

/// The sheet for somebody whose newest screening says "not today".
#[tauri::command]
#[specta::specta]
pub async fn make_not_today_sheet(app: Shared<'_>, patient: PatientId) -> Answer<DocumentId> {
    api::not_today::make(&app, patient).await
}

/// A letter to a doctor to begin with, put together from what was found.
#[tauri::command]
#[specta::specta]
pub async fn propose_letter(
    app: Shared<'_>,
    patient: PatientId,
    about: LetterAbout,
) -> Answer<LetterProposal> {
    api::letter::propose_letter(&app, patient, about).await
}

/// The letter as it was typed.
#[tauri::command]
#[specta::specta]
pub async fn make_letter(
    app: Shared<'_>,
    patient: PatientId,
    input: LetterInput,
) -> Answer<DocumentId> {
    api::letter::make(&app, patient, input).await
}

/// What the newest course planned, did and found.
#[tauri::command]
#[specta::specta]
pub async fn make_course_summary(app: Shared<'_>, patient: PatientId) -> Answer<DocumentId> {
    api::course_summary::make(&app, patient).await
}

/// Empty forms for a day without the laptop.
#[tauri::command]
#[specta::specta]
pub async fn make_blank_forms(app: Shared<'_>, paper: Paper) -> Answer<DocumentId> {
    api::blank_forms::make(&app, paper).await
}

/// The list of whom to ring.
#[tauri::command]
#[specta::specta]
pub async fn make_call_list(app: Shared<'_>, only: Option<Due>) -> Answer<DocumentId> {
    api::call_list::make(&app, only).await
}

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
