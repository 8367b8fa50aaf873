//! Lots, units, and who had one.

use super::{Answer, Shared};
use needlebook_api as api;
use needlebook_api::recall::{RecallFound, RecallPaper, RecallQuery};
use needlebook_api::stock::{LabelView, LikeLot, LotView, MovementView, UnitView};
use needlebook_api::types::{
    Device, DeviceId, DeviceInput, DocumentId, LotId, LotInput, PatientId, RecallCallInput,
    StockMoveInput,
};

/// Reads what a scanner typed.
#[tauri::command]
#[specta::specta]
pub async fn read_label(app: Shared<'_>, typed: String) -> Answer<LabelView> {
    api::stock::read_label(&app, typed).await
}

/// The cartridge whose label a scanner typed.
#[tauri::command]
#[specta::specta]
pub async fn find_unit(app: Shared<'_>, typed: String) -> Answer<UnitView> {
    api::stock::find_unit(&app, typed).await
}

/// Lots with this number or nearly this number, asked about before another one is received.
#[tauri::command]
#[specta::specta]
pub async fn find_like_lots(app: Shared<'_>, number: String) -> Answer<Vec<LikeLot>> {
    api::stock::find_like(&app, number).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_movements(app: Shared<'_>, lot: LotId) -> Answer<Vec<MovementView>> {
    api::stock::list_movements(&app, lot).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_movement(app: Shared<'_>, input: StockMoveInput) -> Answer<()> {
    api::stock::record_movement(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn quarantine_lot(app: Shared<'_>, lot: LotId, reason: String) -> Answer<()> {
    api::stock::quarantine(&app, lot, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn release_lot(app: Shared<'_>, lot: LotId, reason: String) -> Answer<()> {
    api::stock::release(&app, lot, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn search_recall(app: Shared<'_>, query: RecallQuery) -> Answer<RecallFound> {
    api::recall::search(&app, query).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_recall_call(
    app: Shared<'_>,
    patient: PatientId,
    input: RecallCallInput,
) -> Answer<()> {
    api::recall::record_call(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn make_recall_paper(
    app: Shared<'_>,
    query: RecallQuery,
    paper: RecallPaper,
) -> Answer<DocumentId> {
    api::recall::make_paper(&app, query, paper).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_devices(app: Shared<'_>) -> Answer<Vec<Device>> {
    api::stock::list_devices(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_device(app: Shared<'_>, input: DeviceInput) -> Answer<DeviceId> {
    api::stock::record_device(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_lots(app: Shared<'_>) -> Answer<Vec<LotView>> {
    api::stock::list_lots(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_lot(app: Shared<'_>, input: LotInput) -> Answer<LotId> {
    api::stock::record_lot(&app, input).await
}
