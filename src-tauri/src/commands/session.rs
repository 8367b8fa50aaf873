//! Charting, signing, and what came after.

use super::{Answer, Shared};
use needlebook_api as api;
use needlebook_api::charting::ChartingRules;
use needlebook_api::preset::PresetView;
use needlebook_api::reaction::ReactionList;
use needlebook_api::session::{SessionSigned, SessionStart, SessionState};
use needlebook_api::sheet::SessionPages;
use needlebook_api::signed_session::{NoteAdded, SessionNoteInput, SignedSessionView};
use needlebook_api::types::{
    DeviceId, DocumentId, PatientId, PresetId, PresetSource, ReactionFollowUpInput, ReactionId,
    ReactionInput, SessionDraft, SessionId,
};

#[tauri::command]
#[specta::specta]
pub async fn list_reactions(app: Shared<'_>, patient: PatientId) -> Answer<ReactionList> {
    api::reaction::list(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_reaction(
    app: Shared<'_>,
    patient: PatientId,
    input: ReactionInput,
) -> Answer<ReactionId> {
    api::reaction::record(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_reaction(
    app: Shared<'_>,
    id: ReactionId,
    version: u32,
    input: ReactionInput,
) -> Answer<()> {
    api::reaction::correct(&app, id, version, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn void_reaction(
    app: Shared<'_>,
    id: ReactionId,
    version: u32,
    reason: String,
) -> Answer<()> {
    api::reaction::void(&app, id, version, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_reaction_follow_up(
    app: Shared<'_>,
    id: ReactionId,
    input: ReactionFollowUpInput,
) -> Answer<()> {
    api::reaction::follow_up(&app, id, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn make_reaction_report(app: Shared<'_>, id: ReactionId) -> Answer<DocumentId> {
    api::reaction::make_report(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_presets(app: Shared<'_>, device: Option<DeviceId>) -> Answer<Vec<PresetView>> {
    api::preset::list(&app, device).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_preset(
    app: Shared<'_>,
    name: String,
    source: PresetSource,
) -> Answer<PresetId> {
    api::preset::record(&app, name, source).await
}

#[tauri::command]
#[specta::specta]
pub async fn rename_preset(app: Shared<'_>, id: PresetId, name: String) -> Answer<()> {
    api::preset::rename(&app, id, name).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_preset(app: Shared<'_>, id: PresetId, source: PresetSource) -> Answer<()> {
    api::preset::correct(&app, id, source).await
}

#[tauri::command]
#[specta::specta]
pub async fn retire_preset(app: Shared<'_>, id: PresetId) -> Answer<()> {
    api::preset::retire(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_charting_rules(app: Shared<'_>) -> Answer<ChartingRules> {
    api::charting::get_rules(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_session_start(app: Shared<'_>, patient: PatientId) -> Answer<SessionStart> {
    api::session::get_start(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn check_session(app: Shared<'_>, draft: SessionDraft) -> Answer<SessionState> {
    api::session::check(&app, draft).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_session(app: Shared<'_>, draft: SessionDraft) -> Answer<SessionSigned> {
    api::session::sign(&app, draft).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_signed_session(app: Shared<'_>, id: SessionId) -> Answer<SignedSessionView> {
    api::signed_session::get(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn add_session_note(
    app: Shared<'_>,
    session: SessionId,
    note: SessionNoteInput,
) -> Answer<NoteAdded> {
    api::signed_session::add_note(&app, session, note).await
}

#[tauri::command]
#[specta::specta]
pub async fn make_session_pages(app: Shared<'_>, session: SessionId) -> Answer<SessionPages> {
    api::sheet::make_pages(&app, session).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_aftercare_sheet(app: Shared<'_>, session: SessionId) -> Answer<DocumentId> {
    api::sheet::get_aftercare(&app, session).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_session_record(app: Shared<'_>, session: SessionId) -> Answer<DocumentId> {
    api::sheet::get_record(&app, session).await
}
