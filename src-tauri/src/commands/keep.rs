//! Keeping it: backups, the audit, looking at everything that is kept, and what a stolen laptop asks for.

use super::{Answer, Shared};
use crate::dialog;
use needlebook_api as api;
use needlebook_api::audit::{AuditPage, AuditQuery};
use needlebook_api::backup::{BackupProgress, BackupView};
use needlebook_api::loss::LossPage;
use needlebook_api::record_check::RecordState;
use needlebook_api::types::{BackupPlaceId, DocumentId, LossId, LossInput};
use tauri::AppHandle;

#[tauri::command]
#[specta::specta]
pub async fn release_reserve(app: Shared<'_>) -> Answer<bool> {
    api::computer::release_reserve(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_backups(app: Shared<'_>) -> Answer<BackupView> {
    api::backup::get_backups(&app).await
}

/// Asks for a folder and names it as a place for backups; `None` when the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn add_backup_place(
    app: Shared<'_>,
    window: AppHandle,
    kept_apart: bool,
) -> Answer<Option<BackupPlaceId>> {
    match dialog::open_folder(&window).await {
        Some(path) => api::backup::add_place(&app, &path, kept_apart)
            .await
            .map(Some),
        None => Ok(None),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn remove_backup_place(app: Shared<'_>, id: BackupPlaceId) -> Answer<()> {
    api::backup::remove_place(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn back_up_now(app: Shared<'_>) -> Answer<BackupView> {
    api::backup::back_up_now(&app).await
}

#[tauri::command]
#[specta::specta]
pub fn get_backup_progress(app: Shared<'_>) -> Option<BackupProgress> {
    api::backup::get_progress(&app)
}

#[tauri::command]
#[specta::specta]
pub fn stop_backup(app: Shared<'_>) {
    api::backup::stop(&app);
}

#[tauri::command]
#[specta::specta]
pub async fn list_audit(app: Shared<'_>, query: AuditQuery) -> Answer<AuditPage> {
    api::audit::list(&app, query).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_audit(app: Shared<'_>, window: AppHandle, query: AuditQuery) -> Answer<bool> {
    match dialog::save_as(&window, "needlebook-audit.csv").await {
        Some(path) => api::audit::save_to(&app, query, &path).await.map(|()| true),
        None => Ok(false),
    }
}

/// Looks at everything that is kept. Takes minutes for ten years of records.
#[tauri::command]
#[specta::specta]
pub async fn verify_record(app: Shared<'_>) -> Answer<RecordState> {
    api::record_check::verify(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_loss(app: Shared<'_>) -> Answer<LossPage> {
    api::loss::get(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_loss(app: Shared<'_>, input: LossInput) -> Answer<LossId> {
    api::loss::record(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_loss(
    app: Shared<'_>,
    id: LossId,
    version: u32,
    input: LossInput,
) -> Answer<()> {
    api::loss::correct(&app, id, version, input).await
}

/// The draft of a report to the authority.
#[tauri::command]
#[specta::specta]
pub async fn make_breach_report(app: Shared<'_>, id: LossId) -> Answer<DocumentId> {
    api::loss::make_report(&app, id).await
}
