//! The safety questions and the pre-care sheet.

use super::{Answer, Shared};
use chrono::NaiveDate;
use needlebook_api as api;
use needlebook_api::screening::{ScreeningCheck, ScreeningForm, ScreeningStart, ScreeningView};
use needlebook_api::types::{DocumentId, PatientId, Question, ScreeningId};

#[tauri::command]
#[specta::specta]
pub async fn list_questions(app: Shared<'_>) -> Answer<Vec<Question>> {
    api::screening::list_questions(&app).await
}

/// The words of the screening as JSON text: questions, reasons, what to say.
#[tauri::command]
#[specta::specta]
pub async fn get_screening_words(app: Shared<'_>) -> Answer<String> {
    api::screening::get_words(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_screening_start(app: Shared<'_>, patient: PatientId) -> Answer<ScreeningStart> {
    api::screening::get_start(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn check_screening(app: Shared<'_>, form: ScreeningForm) -> Answer<ScreeningCheck> {
    api::screening::check(&app, form).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_screening(app: Shared<'_>, form: ScreeningForm) -> Answer<ScreeningId> {
    api::screening::sign(&app, form).await
}

/// Every signed screening, newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_screenings(app: Shared<'_>, patient: PatientId) -> Answer<Vec<ScreeningView>> {
    api::screening::list(&app, patient).await
}

/// The dated pre-care sheet for a planned day.
#[tauri::command]
#[specta::specta]
pub async fn make_precare_sheet(
    app: Shared<'_>,
    patient: PatientId,
    planned_on: NaiveDate,
) -> Answer<DocumentId> {
    api::precare::make(&app, patient, planned_on).await
}
