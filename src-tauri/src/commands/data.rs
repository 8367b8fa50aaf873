//! Coming in and going out: tables, exports.

use super::{Answer, Shared};
use crate::dialog;
use needlebook_api as api;
use needlebook_api::import::{ImportBatchView, ImportCheck, ImportDone, ImportPlan, ImportPreview};
use needlebook_api::recall::RecallQuery;
use needlebook_api::types::{PatientId, Report, ReportPeriod, Uuid};
use needlebook_api::work::Progress;
use tauri::AppHandle;

/// Writes who had something as a table into a folder that the person chooses; false when they changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn export_recall(
    app: Shared<'_>,
    window: AppHandle,
    query: RecallQuery,
    passphrase: String,
) -> Answer<bool> {
    match dialog::open_folder(&window).await {
        Some(folder) => api::export::export_recall(&app, query, &folder, passphrase)
            .await
            .map(|_| true),
        None => Ok(false),
    }
}

/// Writes one patient's record into a folder that the person chooses; false when they changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn export_patient(
    app: Shared<'_>,
    window: AppHandle,
    id: PatientId,
    passphrase: String,
) -> Answer<bool> {
    match dialog::open_folder(&window).await {
        Some(folder) => api::export::export_patient(&app, id, &folder, passphrase)
            .await
            .map(|_| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn export_clinic(app: Shared<'_>, window: AppHandle, passphrase: String) -> Answer<bool> {
    match dialog::open_folder(&window).await {
        Some(folder) => api::export::export_clinic(&app, &folder, passphrase)
            .await
            .map(|_| true),
        None => Ok(false),
    }
}

/// Asks for a table and looks at it.
#[tauri::command]
#[specta::specta]
pub async fn choose_import(app: Shared<'_>, window: AppHandle) -> Answer<Option<ImportPreview>> {
    match dialog::open(&window, "CSV, XLSX", &["csv", "txt", "tsv", "xlsx"]).await {
        Some(path) => api::import::preview_import(&app, &path).await.map(Some),
        None => Ok(None),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn check_import(app: Shared<'_>, plan: ImportPlan) -> Answer<ImportCheck> {
    api::import::check_import(&app, plan).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_patients(app: Shared<'_>, plan: ImportPlan) -> Answer<ImportDone> {
    api::import::import_patients(&app, plan).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_bad_rows(app: Shared<'_>, window: AppHandle, plan: ImportPlan) -> Answer<bool> {
    match dialog::save_as(&window, "rows-to-mend.csv").await {
        Some(path) => api::import::save_bad_rows(&app, plan, &path)
            .await
            .map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn list_imports(app: Shared<'_>) -> Answer<Vec<ImportBatchView>> {
    api::import::list_imports(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn undo_import(app: Shared<'_>, batch: Uuid) -> Answer<()> {
    api::import::undo_import(&app, batch).await
}

/// How far an export or an import is.
#[tauri::command]
#[specta::specta]
pub fn get_progress(app: Shared<'_>) -> Progress {
    api::work::get_progress(&app)
}

/// Stops it; nothing half-done is left.
#[tauri::command]
#[specta::specta]
pub fn cancel_work(app: Shared<'_>) {
    api::work::cancel(&app);
}

#[tauri::command]
#[specta::specta]
pub async fn get_report(app: Shared<'_>, period: ReportPeriod) -> Answer<Report> {
    api::report::get(&app, period).await
}

/// Asks where to, then writes the tables there; `false` when the person closed the dialog.
#[tauri::command]
#[specta::specta]
pub async fn export_report(
    app: Shared<'_>,
    window: AppHandle,
    period: ReportPeriod,
    passphrase: String,
) -> Answer<bool> {
    match dialog::open_folder(&window).await {
        Some(folder) => api::export::export_report(&app, period, &folder, passphrase)
            .await
            .map(|_| true),
        None => Ok(false),
    }
}
