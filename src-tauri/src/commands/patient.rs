//! The patient's record.

use super::{Answer, Shared};
use chrono::NaiveDate;
use needlebook_api as api;
use needlebook_api::end_of_record::{DueForReview, EndOfRecord, ErasureDone};
use needlebook_api::medical_history::HistoryEntryView;
use needlebook_api::merge::DuplicatePair;
use needlebook_api::note::NoteList;
use needlebook_api::patient::{PatientHit, PatientList};
use needlebook_api::patient_details::PatientDetails;
use needlebook_api::patient_page::PatientPage;
use needlebook_api::search::{PatientsFound, RecordsFound};
use needlebook_api::timeline::TimelineView;
use needlebook_api::types::{
    AlertId, AlertKind, ConsultationId, ConsultationInput, ErasureInput, HistoryEntryId,
    HistoryInput, NoteId, PatientId, PatientInput, Topic, Uuid,
};

#[tauri::command]
#[specta::specta]
pub async fn search_records(app: Shared<'_>, query: String) -> Answer<RecordsFound> {
    api::search::search_records(&app, query).await
}

#[tauri::command]
#[specta::specta]
pub async fn search_patients(app: Shared<'_>, query: String) -> Answer<PatientsFound> {
    api::search::search_patients(&app, query).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_patients(app: Shared<'_>, skip: u32) -> Answer<PatientList> {
    api::patient::list_patients(&app, skip).await
}

#[tauri::command]
#[specta::specta]
pub async fn find_duplicates(
    app: Shared<'_>,
    given: String,
    family: String,
    birth_on: Option<NaiveDate>,
    phone: String,
) -> Answer<Vec<PatientHit>> {
    api::patient::find_duplicates(&app, given, family, birth_on, phone).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_duplicates(app: Shared<'_>) -> Answer<Vec<DuplicatePair>> {
    api::merge::list_duplicates(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn tell_apart(app: Shared<'_>, one: PatientId, other: PatientId) -> Answer<()> {
    api::merge::tell_apart(&app, one, other).await
}

/// Reads `merged` under `into` from now on.
#[tauri::command]
#[specta::specta]
pub async fn merge_patients(
    app: Shared<'_>,
    into: PatientId,
    merged: PatientId,
    reason: String,
) -> Answer<()> {
    api::merge::merge(&app, into, merged, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn unmerge_patient(app: Shared<'_>, merged: PatientId, reason: String) -> Answer<()> {
    api::merge::unmerge(&app, merged, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_patient(app: Shared<'_>, input: PatientInput) -> Answer<PatientId> {
    api::patient::record_patient(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_patient(
    app: Shared<'_>,
    id: PatientId,
    version: u32,
    input: PatientInput,
) -> Answer<()> {
    api::patient::correct_patient(&app, id, version, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn archive_patient(app: Shared<'_>, id: PatientId, reason: String) -> Answer<()> {
    api::patient::archive(&app, id, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn unarchive_patient(app: Shared<'_>, id: PatientId, reason: String) -> Answer<()> {
    api::patient::unarchive(&app, id, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_end_of_record(app: Shared<'_>, id: PatientId) -> Answer<EndOfRecord> {
    api::end_of_record::get(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_due_for_review(app: Shared<'_>) -> Answer<Vec<DueForReview>> {
    api::end_of_record::list_due_for_review(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn place_legal_hold(app: Shared<'_>, id: PatientId, reason: String) -> Answer<()> {
    api::end_of_record::place_legal_hold(&app, id, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn lift_legal_hold(app: Shared<'_>, id: PatientId, reason: String) -> Answer<()> {
    api::end_of_record::lift_legal_hold(&app, id, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn erase_patient(app: Shared<'_>, input: ErasureInput) -> Answer<ErasureDone> {
    api::end_of_record::erase(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_patient_details(app: Shared<'_>, id: PatientId) -> Answer<PatientDetails> {
    api::patient_details::get(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_timeline(
    app: Shared<'_>,
    patient: PatientId,
    topic: Option<Topic>,
    before: Option<Uuid>,
) -> Answer<TimelineView> {
    api::timeline::get(&app, patient, topic, before).await
}

#[tauri::command]
#[specta::specta]
pub async fn pin_alert(
    app: Shared<'_>,
    patient: PatientId,
    kind: AlertKind,
    text: String,
) -> Answer<AlertId> {
    api::alert::pin(&app, patient, kind, text).await
}

#[tauri::command]
#[specta::specta]
pub async fn unpin_alert(app: Shared<'_>, id: AlertId) -> Answer<()> {
    api::alert::unpin(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_medical_history(
    app: Shared<'_>,
    patient: PatientId,
) -> Answer<Vec<HistoryEntryView>> {
    api::medical_history::list(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_medical_history(
    app: Shared<'_>,
    patient: PatientId,
    input: HistoryInput,
) -> Answer<HistoryEntryId> {
    api::medical_history::record(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_medical_history(
    app: Shared<'_>,
    id: HistoryEntryId,
    version: u32,
    input: HistoryInput,
) -> Answer<()> {
    api::medical_history::correct(&app, id, version, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn void_medical_history(
    app: Shared<'_>,
    id: HistoryEntryId,
    version: u32,
    reason: String,
) -> Answer<()> {
    api::medical_history::void(&app, id, version, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_notes(
    app: Shared<'_>,
    patient: PatientId,
    before: Option<NoteId>,
) -> Answer<NoteList> {
    api::note::list(&app, patient, before).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_note(app: Shared<'_>, patient: PatientId, text: String) -> Answer<NoteId> {
    api::note::sign(&app, patient, text).await
}

/// Puts a later text beside a signed note; `seen` is how many amendments the screen showed.
#[tauri::command]
#[specta::specta]
pub async fn amend_note(
    app: Shared<'_>,
    id: NoteId,
    seen: u32,
    text: String,
    reason: String,
) -> Answer<()> {
    api::note::amend(&app, id, seen, text, reason).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_patient_page(app: Shared<'_>, id: PatientId) -> Answer<PatientPage> {
    api::patient_page::get(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_consultation(
    app: Shared<'_>,
    patient: PatientId,
    input: ConsultationInput,
) -> Answer<ConsultationId> {
    api::consultation::record(&app, patient, input).await
}
