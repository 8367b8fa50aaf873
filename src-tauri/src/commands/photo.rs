//! Photos, from the camera to the record.

use super::{Answer, Shared};
use crate::{dialog, photos};
use needlebook_api as api;
use needlebook_api::photo::camera::CameraFolderView;
use needlebook_api::photo::export::ComparisonInput;
use needlebook_api::photo::filing::PicturePart;
use needlebook_api::photo::import::ImportOutcome;
use needlebook_api::photo::{PatientPhotos, TrayPhoto};
use needlebook_api::types::{FilingInput, PatientId, PhotoId, PhotoSource};
use tauri::AppHandle;

/// Photos that are chosen in the system's dialog; nothing when the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn import_photos(
    app: Shared<'_>,
    window: AppHandle,
    kind: String,
) -> Answer<Option<ImportOutcome>> {
    let paths = dialog::open_several(&window, &kind, &["jpg", "jpeg", "png", "heic", "heif"]).await;
    if paths.is_empty() {
        return Ok(None);
    }
    photos::take_in(&window, &app, PhotoSource::Chosen, paths)
        .await
        .map(Some)
}

#[tauri::command]
#[specta::specta]
pub fn cancel_photo_import(app: Shared<'_>) {
    api::photo::import::cancel(&app);
}

#[tauri::command]
#[specta::specta]
pub async fn list_photo_tray(app: Shared<'_>) -> Answer<Vec<TrayPhoto>> {
    api::photo::list_tray(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_photos(app: Shared<'_>, patient: PatientId) -> Answer<PatientPhotos> {
    api::photo::list(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn file_photo(app: Shared<'_>, id: PhotoId, input: FilingInput) -> Answer<()> {
    api::photo::filing::file(&app, id, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_photo(app: Shared<'_>, id: PhotoId, input: FilingInput) -> Answer<()> {
    api::photo::filing::correct(&app, id, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn cover_photo(
    app: Shared<'_>,
    id: PhotoId,
    crop: Option<PicturePart>,
    covers: Vec<PicturePart>,
) -> Answer<()> {
    api::photo::filing::cover(&app, id, crop, covers).await
}

#[tauri::command]
#[specta::specta]
pub async fn move_photo(app: Shared<'_>, id: PhotoId, to: PatientId, reason: String) -> Answer<()> {
    api::photo::filing::move_to(&app, id, to, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_photo(app: Shared<'_>, id: PhotoId, reason: String) -> Answer<()> {
    api::photo::filing::remove(&app, id, reason).await
}

/// Two photos on one picture or page, saved where the person chooses; refused before the dialog opens.
#[tauri::command]
#[specta::specta]
pub async fn export_comparison(
    app: Shared<'_>,
    window: AppHandle,
    input: ComparisonInput,
) -> Answer<bool> {
    api::photo::export::check(&app, &input).await?;
    match dialog::save_as(&window, input.form.file_name()).await {
        Some(path) => api::photo::export::save_to(&app, input, &path)
            .await
            .map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn find_camera_folder(app: Shared<'_>) -> Answer<Option<CameraFolderView>> {
    api::photo::camera::find(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn choose_camera_folder(app: Shared<'_>, window: AppHandle) -> Answer<bool> {
    match dialog::open_folder(&window).await {
        Some(path) => api::photo::camera::choose(&app, Some(&path), true)
            .await
            .map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn set_camera_folder_removes_copies(app: Shared<'_>, removes_copies: bool) -> Answer<()> {
    api::photo::camera::set_removes_copies(&app, removes_copies).await
}

#[tauri::command]
#[specta::specta]
pub async fn forget_camera_folder(app: Shared<'_>) -> Answer<()> {
    api::photo::camera::choose(&app, None, false).await
}
