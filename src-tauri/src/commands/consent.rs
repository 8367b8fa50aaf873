//! Consents: agreed to, verified, taken back.

use super::{Answer, Shared};
use crate::dialog;
use needlebook_api as api;
use needlebook_api::consent::{
    AddendumInput, ConsentFormView, ConsentNeeds, ConsentSigned, ConsentVerdict, ConsentView,
    ProposedPlan, VerifiedConsent,
};
use needlebook_api::consent_reply::{ConsentReplied, ConsentReplyInput};
use needlebook_api::types::{ConsentId, ConsentInput, ConsentPlan, PatientId, WithdrawalScope};
use tauri::AppHandle;

#[tauri::command]
#[specta::specta]
pub async fn propose_consent_plan(app: Shared<'_>, patient: PatientId) -> Answer<ProposedPlan> {
    api::consent::propose_plan(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_consent_form(
    app: Shared<'_>,
    patient: PatientId,
    plan: ConsentPlan,
) -> Answer<ConsentFormView> {
    api::consent::get_form(&app, patient, plan).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_consent(
    app: Shared<'_>,
    patient: PatientId,
    input: ConsentInput,
) -> Answer<ConsentSigned> {
    api::consent::sign(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_consent_reply(
    app: Shared<'_>,
    patient: PatientId,
    input: ConsentReplyInput,
) -> Answer<ConsentReplied> {
    api::consent_reply::record(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_consent(app: Shared<'_>, id: ConsentId) -> Answer<ConsentView> {
    api::consent::get(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn withdraw_consent(
    app: Shared<'_>,
    id: ConsentId,
    scope: WithdrawalScope,
    said: String,
) -> Answer<()> {
    api::consent::withdraw(&app, id, scope, said).await
}

/// Asks for a PDF and says whether it is a consent as it was signed; `None` when the person changed their mind.
#[tauri::command]
#[specta::specta]
pub async fn verify_consent_file(
    app: Shared<'_>,
    window: AppHandle,
) -> Answer<Option<ConsentVerdict>> {
    match dialog::open(&window, "PDF", &["pdf"]).await {
        Some(path) => api::consent::verify_file(&app, &path).await.map(Some),
        None => Ok(None),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn find_consent_by_code(app: Shared<'_>, code: String) -> Answer<VerifiedConsent> {
    api::consent::find_by_code(&app, &code).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_consent_needs(app: Shared<'_>) -> Answer<ConsentNeeds> {
    api::consent::list_needs(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_addendum(app: Shared<'_>, id: ConsentId, input: AddendumInput) -> Answer<()> {
    api::consent::sign_addendum(&app, id, input).await
}
