//! The one list of commands. Each is one line into its use case; nothing is decided here.

use crate::{dialog, photos, window};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use needlebook_api as api;
use needlebook_api::about::About;
use needlebook_api::approval::ApprovalView;
use needlebook_api::audit::{AuditPage, AuditQuery};
use needlebook_api::backup::{BackupProgress, BackupView};
use needlebook_api::charting::ChartingRules;
use needlebook_api::consent::{
    AddendumInput, ConsentFormView, ConsentNeeds, ConsentSigned, ConsentVerdict, ConsentView,
    ProposedPlan, VerifiedConsent,
};
use needlebook_api::consent_reply::{ConsentReplied, ConsentReplyInput};
use needlebook_api::device_profile::DeviceProfileBook;
use needlebook_api::document::DocumentView;
use needlebook_api::draft::{DraftInput, DraftSaved, DraftView};
use needlebook_api::draft_copy::DraftCopyOpened;
use needlebook_api::due_back::DueBackList;
use needlebook_api::end_of_record::{DueForReview, EndOfRecord, ErasureDone};
use needlebook_api::import::{ImportBatchView, ImportCheck, ImportDone, ImportPlan, ImportPreview};
use needlebook_api::me::{Me, Preferences};
use needlebook_api::medical_history::HistoryEntryView;
use needlebook_api::merge::DuplicatePair;
use needlebook_api::note::NoteList;
use needlebook_api::passphrase::PassphraseStrength;
use needlebook_api::patient::{PatientHit, PatientList};
use needlebook_api::patient_details::PatientDetails;
use needlebook_api::patient_page::PatientPage;
use needlebook_api::people::PeopleView;
use needlebook_api::photo::camera::CameraFolderView;
use needlebook_api::photo::export::ComparisonInput;
use needlebook_api::photo::filing::PicturePart;
use needlebook_api::photo::import::ImportOutcome;
use needlebook_api::photo::{PatientPhotos, TrayPhoto};
use needlebook_api::print::PrinterView;
use needlebook_api::reaction::ReactionList;
use needlebook_api::recall::{RecallFound, RecallPaper, RecallQuery};
use needlebook_api::record_check::RecordState;
use needlebook_api::restore::{BackupPreview, RestoreDone, RestoreKey};
use needlebook_api::rule_settings::RuleBook;
use needlebook_api::screening::{ScreeningCheck, ScreeningForm, ScreeningStart, ScreeningView};
use needlebook_api::search::{PatientsFound, RecordsFound};
use needlebook_api::session::{SessionSigned, SessionStart, SessionState};
use needlebook_api::set_up::{RecoveryGroups, SetUp, TypedGroup};
use needlebook_api::settings::CallingCode;
use needlebook_api::sheet::SessionPages;
use needlebook_api::sheet_samples::ToApprove;
use needlebook_api::signed_session::{NoteAdded, SignedSessionView};
use needlebook_api::start::Start;
use needlebook_api::stock::{LabelView, LikeLot, LotView, MovementView, UnitView};
use needlebook_api::task::TaskView;
use needlebook_api::timeline::TimelineView;
use needlebook_api::today::TodayView;
use needlebook_api::types::{
    AccountInput, AlertId, AlertKind, ApprovalInput, BackupPlaceId, Clinic, ClinicInput, ConsentId,
    ConsentInput, ConsentPlan, ConsultationId, ConsultationInput, CourseChangeInput, Device,
    DeviceId, DeviceInput, DeviceProfileInput, DocumentId, Due, ErasureInput, FilingInput,
    HistoryEntryId, HistoryInput, LotId, LotInput, NoteId, OwnProfileId, PatientId, PatientInput,
    PersonId, PhotoId, PhotoSource, Question, ReactionFollowUpInput, ReactionId, ReactionInput,
    RecallCallInput, ScreeningId, SessionDraft, SessionId, SettingChangeInput, StockMoveInput,
    TaskId, TaskInput, Topic, Uuid, WithdrawalScope,
};
use needlebook_api::work::Progress;
use needlebook_api::{ApiError, App};
use std::sync::Arc;
use tauri::{AppHandle, State, Webview};

type Shared<'a> = State<'a, Arc<App>>;
type Answer<T> = Result<T, ApiError>;

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
pub fn stay_awake(app: Shared<'_>) {
    app.stay_awake();
}

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
pub async fn get_today(app: Shared<'_>) -> Answer<TodayView> {
    api::today::get_today(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_arrival(app: Shared<'_>, patient: PatientId) -> Answer<()> {
    api::today::record_arrival(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_departure(app: Shared<'_>, patient: PatientId) -> Answer<()> {
    api::today::record_departure(&app, patient).await
}

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
pub fn list_calling_codes() -> Vec<CallingCode> {
    api::settings::list_calling_codes()
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
pub async fn list_tasks(app: Shared<'_>, patient: PatientId) -> Answer<Vec<TaskView>> {
    api::task::list(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_task(app: Shared<'_>, patient: PatientId, input: TaskInput) -> Answer<TaskId> {
    api::task::record(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn mark_task_done(app: Shared<'_>, id: TaskId, outcome: String) -> Answer<()> {
    api::task::mark_done(&app, id, outcome).await
}

#[tauri::command]
#[specta::specta]
pub async fn reopen_task(app: Shared<'_>, id: TaskId) -> Answer<()> {
    api::task::reopen(&app, id).await
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

#[tauri::command]
#[specta::specta]
pub async fn record_course_change(
    app: Shared<'_>,
    patient: PatientId,
    input: CourseChangeInput,
) -> Answer<()> {
    api::course::record_change(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_due_back(app: Shared<'_>, only: Option<Due>) -> Answer<DueBackList> {
    api::due_back::list(&app, only).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_call(app: Shared<'_>, patient: PatientId, outcome: String) -> Answer<()> {
    api::due_back::record_call(&app, patient, outcome).await
}

#[tauri::command]
#[specta::specta]
pub async fn find_draft(app: Shared<'_>, kind: String, subject: Uuid) -> Answer<Option<DraftView>> {
    api::draft::find(&app, kind, subject).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_draft(app: Shared<'_>, input: DraftInput) -> Answer<DraftSaved> {
    api::draft::save(&app, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn discard_draft(
    app: Shared<'_>,
    kind: String,
    subject: Uuid,
    patient: Option<PatientId>,
) -> Answer<()> {
    api::draft::discard(&app, kind, subject, patient).await
}

/// What could not be saved, sealed into a file that the person chooses.
#[tauri::command]
#[specta::specta]
pub async fn save_draft_copy(
    app: Shared<'_>,
    window: AppHandle,
    input: DraftInput,
) -> Answer<bool> {
    match dialog::save_as(&window, "needlebook-draft.nbcopy").await {
        Some(path) => api::draft_copy::save_to(&app, input, &path)
            .await
            .map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn open_draft_copy(
    app: Shared<'_>,
    window: AppHandle,
) -> Answer<Option<DraftCopyOpened>> {
    match dialog::open(&window, "Needlebook", &["nbcopy"]).await {
        Some(path) => api::draft_copy::open_from(&app, &path).await.map(Some),
        None => Ok(None),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn release_reserve(app: Shared<'_>) -> Answer<bool> {
    api::computer::release_reserve(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_questions(app: Shared<'_>) -> Answer<Vec<Question>> {
    api::screening::list_questions(&app).await
}

/// The words of the screening as JSON text: questions, reasons, what to say.
#[tauri::command]
#[specta::specta]
pub fn get_screening_words() -> Answer<String> {
    api::screening::get_words()
}

#[tauri::command]
#[specta::specta]
pub async fn get_screening_start(app: Shared<'_>, patient: PatientId) -> Answer<ScreeningStart> {
    api::screening::get_start(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn check_screening(app: Shared<'_>, form: ScreeningForm) -> Answer<ScreeningCheck> {
    api::screening::check(&app, form).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_screening(app: Shared<'_>, form: ScreeningForm) -> Answer<ScreeningId> {
    api::screening::sign(&app, form).await
}

/// Every signed screening, newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_screenings(app: Shared<'_>, patient: PatientId) -> Answer<Vec<ScreeningView>> {
    api::screening::list(&app, patient).await
}

/// The dated pre-care sheet for a planned day.
#[tauri::command]
#[specta::specta]
pub async fn make_precare_sheet(
    app: Shared<'_>,
    patient: PatientId,
    planned_on: NaiveDate,
) -> Answer<DocumentId> {
    api::precare::make(&app, patient, planned_on).await
}

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
    text: String,
) -> Answer<NoteAdded> {
    api::signed_session::add_note(&app, session, text).await
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

#[tauri::command]
#[specta::specta]
pub async fn get_document(app: Shared<'_>, id: DocumentId) -> Answer<DocumentView> {
    api::document::get(&app, id).await
}

/// The very bytes that are printed, in base64.
#[tauri::command]
#[specta::specta]
pub async fn get_document_bytes(app: Shared<'_>, id: DocumentId) -> Answer<String> {
    api::document::get_bytes(&app, id)
        .await
        .map(|bytes| STANDARD.encode(bytes))
}

#[tauri::command]
#[specta::specta]
pub async fn list_printers() -> Answer<Vec<PrinterView>> {
    api::print::list_printers().await
}

#[tauri::command]
#[specta::specta]
pub async fn print_document(app: Shared<'_>, id: DocumentId, queue: Option<String>) -> Answer<()> {
    api::document::print(&app, id, queue).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_document(app: Shared<'_>, window: AppHandle, id: DocumentId) -> Answer<bool> {
    let number = api::document::get(&app, id).await?.document.number;
    match dialog::save_as(&window, &format!("{number}.pdf")).await {
        Some(path) => api::document::save_to(&app, id, &path).await.map(|()| true),
        None => Ok(false),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn record_handover(app: Shared<'_>, id: DocumentId, declined: bool) -> Answer<()> {
    api::document::record_handover(&app, id, declined).await
}

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

/// Two photos on one picture, saved where the person chooses; refused before the dialog opens.
#[tauri::command]
#[specta::specta]
pub async fn export_comparison(
    app: Shared<'_>,
    window: AppHandle,
    input: ComparisonInput,
) -> Answer<bool> {
    api::photo::export::check(&app, &input).await?;
    match dialog::save_as(&window, "comparison.png").await {
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
