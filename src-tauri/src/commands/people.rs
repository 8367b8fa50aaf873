//! Who uses the records, and how it looks to them.

use super::{Answer, Shared};
use crate::window;
use needlebook_api as api;
use needlebook_api::me::{Me, Preferences};
use needlebook_api::people::PeopleView;
use needlebook_api::types::{AccountInput, PersonId};
use tauri::Webview;

#[tauri::command]
#[specta::specta]
pub async fn get_me(app: Shared<'_>) -> Answer<Me> {
    api::me::get_me(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_preferences(
    app: Shared<'_>,
    view: Webview,
    preferences: Preferences,
) -> Answer<()> {
    let zoom = preferences.zoom;
    api::me::set_preferences(&app, preferences).await?;
    window::show_in_size(&view, zoom);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn has_pin(app: Shared<'_>) -> Answer<bool> {
    api::cover::has_pin(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_pin(app: Shared<'_>, passphrase: String, pin: String) -> Answer<()> {
    api::cover::set_pin(&app, passphrase, pin).await
}

#[tauri::command]
#[specta::specta]
pub async fn forget_pin(app: Shared<'_>) -> Answer<()> {
    api::cover::forget_pin(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_people(app: Shared<'_>) -> Answer<PeopleView> {
    api::people::list(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_person(
    app: Shared<'_>,
    input: AccountInput,
    passphrase: String,
) -> Answer<PersonId> {
    api::people::record_person(&app, input, passphrase).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_person(app: Shared<'_>, id: PersonId, input: AccountInput) -> Answer<()> {
    api::people::correct_person(&app, id, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_person(app: Shared<'_>, id: PersonId) -> Answer<()> {
    api::people::remove_person(&app, id).await
}

/// A new recovery code, which waits to be written down.
#[tauri::command]
#[specta::specta]
pub async fn begin_new_recovery_code(app: Shared<'_>) -> Answer<()> {
    api::recovery::begin_new_code(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_data_key(app: Shared<'_>) -> Answer<()> {
    api::people::change_data_key(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn give_passphrase(app: Shared<'_>, id: PersonId, passphrase: String) -> Answer<()> {
    api::people::give_passphrase(&app, id, passphrase).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_passphrase(app: Shared<'_>, old: String, next: String) -> Answer<()> {
    api::people::change_passphrase(&app, old, next).await
}
