//! The clinic, its rules, its devices, and what the medical lead approved.

use super::{Answer, Shared};
use crate::dialog;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use needlebook_api as api;
use needlebook_api::about::About;
use needlebook_api::approval::ApprovalView;
use needlebook_api::device_profile::DeviceProfileBook;
use needlebook_api::rule_settings::RuleBook;
use needlebook_api::settings::CallingCode;
use needlebook_api::sheet_samples::ToApprove;
use needlebook_api::types::{
    ApprovalInput, Clinic, ClinicInput, DeviceProfileInput, DocumentId, EmergencyCard,
    OwnProfileId, SettingChangeInput,
};
use tauri::AppHandle;

#[tauri::command]
#[specta::specta]
pub async fn get_approval(app: Shared<'_>) -> Answer<ApprovalView> {
    api::approval::get_approval(&app).await
}

/// Pages for a medical lead to read before approving them, in base64.
#[tauri::command]
#[specta::specta]
pub async fn get_pages_to_approve(app: Shared<'_>, what: ToApprove) -> Answer<String> {
    api::sheet_samples::get_to_approve(&app, what)
        .await
        .map(|bytes| STANDARD.encode(bytes))
}

#[tauri::command]
#[specta::specta]
pub async fn approve(app: Shared<'_>, input: ApprovalInput) -> Answer<()> {
    api::approval::approve(&app, input).await
}

/// The card for when something is wrong; absent until a lead wrote one.
#[tauri::command]
#[specta::specta]
pub async fn find_emergency_card(app: Shared<'_>) -> Answer<Option<EmergencyCard>> {
    api::emergency_card::find(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn approve_emergency_card(app: Shared<'_>, steps: String) -> Answer<()> {
    api::emergency_card::approve(&app, steps).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_rule_book(app: Shared<'_>) -> Answer<RuleBook> {
    api::rule_settings::get_book(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_rule_set_document(app: Shared<'_>) -> Answer<DocumentId> {
    api::rule_set::get_document(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_rule_setting(app: Shared<'_>, input: SettingChangeInput) -> Answer<()> {
    api::rule_settings::change(&app, input).await
}

/// Every device profile, and the market whose uses count.
#[tauri::command]
#[specta::specta]
pub async fn list_device_profiles(app: Shared<'_>) -> Answer<DeviceProfileBook> {
    api::device_profile::list(&app).await
}

/// The medical lead adds a device profile of the clinic's own.
#[tauri::command]
#[specta::specta]
pub async fn record_device_profile(
    app: Shared<'_>,
    input: DeviceProfileInput,
) -> Answer<OwnProfileId> {
    api::device_profile::record(&app, input).await
}

/// The medical lead corrects one, by a new version.
#[tauri::command]
#[specta::specta]
pub async fn correct_device_profile(
    app: Shared<'_>,
    profile: OwnProfileId,
    input: DeviceProfileInput,
) -> Answer<()> {
    api::device_profile::correct(&app, profile, input).await
}

/// The medical lead takes one out of use.
#[tauri::command]
#[specta::specta]
pub async fn retire_device_profile(
    app: Shared<'_>,
    profile: OwnProfileId,
    reason: String,
) -> Answer<()> {
    api::device_profile::retire(&app, profile, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_clinic(app: Shared<'_>) -> Answer<Clinic> {
    api::settings::get_clinic(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_clinic(app: Shared<'_>, input: ClinicInput) -> Answer<()> {
    api::settings::correct_clinic(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub fn list_zones() -> Vec<String> {
    api::settings::list_zones()
}

#[tauri::command]
#[specta::specta]
pub async fn choose_logo(window: AppHandle) -> Answer<Option<String>> {
    let Some(path) = dialog::open(&window, "PNG", &["png"]).await else {
        return Ok(None);
    };
    api::settings::read_logo(&path).await.map(Some)
}

#[tauri::command]
#[specta::specta]
pub fn list_calling_codes() -> Vec<CallingCode> {
    api::settings::list_calling_codes()
}

#[tauri::command]
#[specta::specta]
pub fn get_about(app: Shared<'_>) -> About {
    api::about::get_about(&app)
}

#[tauri::command]
#[specta::specta]
pub async fn save_problem_report(app: Shared<'_>, window: AppHandle) -> Answer<bool> {
    match dialog::save_as(&window, "needlebook-report.json").await {
        Some(path) => api::about::save_problem_report(&app, &path)
            .await
            .map(|()| true),
        None => Ok(false),
    }
}
