//! Before the lock and at it: set-up, unlocking, locking, the recovery code, restoring.

use super::{Answer, Shared};
use crate::{dialog, window};
use needlebook_api as api;
use needlebook_api::cover::ComeBack;
use needlebook_api::me::Me;
use needlebook_api::passphrase::PassphraseStrength;
use needlebook_api::restore::{BackupPreview, RestoreDone, RestoreKey};
use needlebook_api::set_up::{RecoveryGroups, SetUp, TypedGroup};
use needlebook_api::start::Start;
use needlebook_api::types::PersonId;
use tauri::{AppHandle, Webview};

#[tauri::command]
#[specta::specta]
pub async fn get_start(app: Shared<'_>) -> Answer<Start> {
    api::start::get_start(&app).await
}

#[tauri::command]
#[specta::specta]
pub fn rate_passphrase(passphrase: String, names: Vec<String>) -> PassphraseStrength {
    api::passphrase::rate_passphrase(&passphrase, &names)
}

#[tauri::command]
#[specta::specta]
pub async fn create_clinic(app: Shared<'_>, input: SetUp) -> Answer<RecoveryGroups> {
    api::set_up::create_clinic(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn confirm_recovery_code(app: Shared<'_>, groups: Vec<TypedGroup>) -> Answer<()> {
    api::set_up::confirm_recovery_code(&app, groups).await
}

#[tauri::command]
#[specta::specta]
pub async fn find_new_recovery_code(app: Shared<'_>) -> Answer<Option<RecoveryGroups>> {
    api::recovery::find_new_code(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn print_recovery_code(app: Shared<'_>, queue: Option<String>) -> Answer<()> {
    api::recovery::print(&app, queue).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_recovery_code(app: Shared<'_>, window: AppHandle) -> Answer<bool> {
    match dialog::save_as(&window, "needlebook-recovery.pdf").await {
        Some(path) => api::recovery::save_to(&app, &path).await.map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn unlock(
    app: Shared<'_>,
    view: Webview,
    person: PersonId,
    passphrase: String,
) -> Answer<Me> {
    let me = api::start::unlock(&app, person, passphrase).await?;
    window::show_in_size(&view, me.preferences.zoom);
    Ok(me)
}

#[tauri::command]
#[specta::specta]
pub async fn unlock_with_recovery_code(
    app: Shared<'_>,
    view: Webview,
    person: PersonId,
    code: String,
    new_passphrase: String,
) -> Answer<Me> {
    let me = api::start::unlock_with_recovery_code(&app, person, code, new_passphrase).await?;
    window::show_in_size(&view, me.preferences.zoom);
    Ok(me)
}

#[tauri::command]
#[specta::specta]
pub async fn confirm_passphrase(app: Shared<'_>, passphrase: String) -> Answer<()> {
    api::start::confirm_passphrase(&app, passphrase).await
}

#[tauri::command]
#[specta::specta]
pub async fn lock(app: Shared<'_>) -> Answer<()> {
    api::start::lock(&app, false).await
}

#[tauri::command]
#[specta::specta]
pub async fn come_back(app: Shared<'_>, by: ComeBack) -> Answer<()> {
    api::cover::come_back(&app, by).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_patient_view(app: Shared<'_>, on: bool) -> Answer<()> {
    api::start::set_patient_view(&app, on).await
}

#[tauri::command]
#[specta::specta]
pub fn stay_awake(app: Shared<'_>) {
    app.note_touch();
}

/// Asks for a backup and looks at it; `None` when the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup(app: Shared<'_>, window: AppHandle) -> Answer<Option<BackupPreview>> {
    match dialog::open(&window, "Needlebook", &["backup"]).await {
        Some(path) => api::restore::choose(&app, &path).await.map(Some),
        None => Ok(None),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn restore_backup(app: Shared<'_>, key: RestoreKey) -> Answer<RestoreDone> {
    api::restore::restore_chosen(&app, key).await
}
