//! The tables made for reading. One `apply` serves writing and rebuilding, so that they cannot drift apart.

use crate::error::StoreError;
use crate::journal::{Event, Fact};
use crate::{
    alert, attachment, backup, clinic, consent, consent_reply, consultation, course_change,
    device_profile, document, erasure, import, legal_hold, loss, medical_history, merge, note,
    patient, person, photo, preset, reaction, recall, rule_setting, screening, session,
    session_amendment, stock, task, timeline, today,
};
use needlebook_domain::ids::{HistoryEntryId, PatientId, PhotoId, ReactionId};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// Every projection, children before what they speak of.
pub const TABLES: [&str; 53] = [
    "loss",
    "restore_drill",
    "backup",
    "backup_place",
    "timeline",
    "correction",
    "alert",
    "medical_history",
    "recall_call",
    "reaction_follow_up",
    "reaction",
    "note_amendment",
    "note",
    "attachment_taken_out",
    "attachment",
    "camera_folder",
    "photo_export",
    "photo_taken_out",
    "photo",
    "task",
    "arrival",
    "used_unit",
    "stock_movement",
    "lot",
    "clinic_device",
    "document_step",
    "document",
    "session_amendment",
    "session_zone",
    "session",
    "consent_reply",
    "consent",
    "screening",
    "course_change",
    "consultation",
    "imported_patient",
    "import_batch",
    "merged_row",
    "patient_merge",
    "legal_hold",
    "erased_patient",
    "told_apart",
    "way_in",
    "name_word",
    "patient",
    "approval",
    "emergency_card",
    "rule_setting",
    "device_profile",
    "preset",
    "preference",
    "person",
    "clinic",
];

/// Writes what an event means into the tables that screens read, and its line of the timeline.
pub(crate) async fn apply(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<(), StoreError> {
    put(connection, event).await?;
    timeline::put(connection, event).await
}

async fn put(connection: &mut SqliteConnection, event: &Event) -> Result<(), StoreError> {
    match &event.fact {
        Fact::ClinicSetUp { clinic, is_demo } => {
            clinic::put(connection, clinic, Some(*is_demo)).await
        }
        Fact::ClinicChanged { clinic } => clinic::put(connection, clinic, None).await,
        Fact::RulesApproved { approval } => {
            clinic::put_approval(connection, event.seq, approval).await
        }
        Fact::EmergencyCardApproved { card } => {
            clinic::put_emergency_card(connection, event.seq, card).await
        }
        Fact::RuleSettingChanged { change } => {
            rule_setting::put(connection, event.seq, change).await
        }
        Fact::DeviceProfileChanged { change } => {
            device_profile::put(connection, event.seq, change).await
        }
        Fact::PresetChanged { change } => preset::put(connection, event.seq, change).await,
        Fact::PersonAdded { person }
        | Fact::PersonCorrected { person }
        | Fact::PersonRemoved { person } => person::put(connection, person).await,
        Fact::PreferencesChanged { preferences } => {
            person::put_preferences(connection, event.entity_id, preferences).await
        }
        Fact::PatientRegistered { patient } => {
            patient::register(connection, event.seq, patient).await
        }
        Fact::PatientCorrected { patient } => patient::correct(connection, event, patient).await,
        Fact::ImportBegun { rows } => import::begin(connection, event, *rows).await,
        Fact::PatientImported { patient, batch } => {
            import::put(connection, event, patient, *batch).await
        }
        Fact::ImportUndone {} => import::undo(connection, event).await,
        Fact::SkinTypeSeen { skin_type, .. } => {
            patient::see_skin_type(connection, event, *skin_type).await
        }
        Fact::PatientArchived { reason } => patient::archive(connection, event, reason).await,
        Fact::PatientUnarchived { .. } => patient::unarchive(connection, event).await,
        Fact::LegalHoldPlaced { reason } => legal_hold::place(connection, event, reason).await,
        Fact::LegalHoldLifted { .. } => legal_hold::lift(connection, event).await,
        Fact::PatientErased { erased } => erasure::apply(connection, event, erased).await,
        Fact::PatientsMerged { merged, reason } => {
            merge::merge(connection, event, *merged, reason).await
        }
        Fact::PatientsUnmerged { merged, .. } => merge::unmerge(connection, event, *merged).await,
        Fact::PatientsToldApart { other } => {
            merge::tell_apart(connection, PatientId(event.entity_id), *other).await
        }
        Fact::Arrived { arrived_on } => today::arrive(connection, event, *arrived_on).await,
        Fact::Left { arrived_on } => today::leave(connection, event, *arrived_on).await,
        Fact::ConsultationRecorded { consultation } => {
            consultation::put(connection, event.seq, consultation).await
        }
        Fact::CourseChanged { change } => course_change::put(connection, event.seq, change).await,
        Fact::ScreeningSigned { screening } => {
            screening::put(connection, event.seq, screening).await
        }
        Fact::ConsentSigned { consent } => consent::put(connection, event.seq, consent).await,
        Fact::ConsentWithdrawn { withdrawal, .. } => {
            consent::withdraw(connection, withdrawal).await
        }
        Fact::AddendumSigned { addendum, .. } => consent::add(connection, addendum).await,
        Fact::ConsentReplied { reply } => consent_reply::put(connection, event.seq, reply).await,
        Fact::SessionSigned {
            session,
            record_hash,
        } => session::put(connection, event.seq, session, record_hash).await,
        Fact::SessionAmended { amendment } => {
            session_amendment::put(connection, event.seq, amendment).await
        }
        Fact::DocumentMade { document } => document::put(connection, event.seq, document).await,
        Fact::DocumentHandled { document, step, .. } => {
            document::handle(connection, event, *document, *step).await
        }
        Fact::DeviceAdded { device } => stock::put_device(connection, event.seq, device).await,
        Fact::LotReceived { lot } => stock::receive(connection, event.seq, lot).await,
        Fact::CountCorrected { corrected } => {
            stock::correct_count(connection, event.seq, corrected).await
        }
        Fact::StockMoved { moved } => stock::move_units(connection, event.seq, moved).await,
        Fact::LotQuarantined { reason } => stock::quarantine(connection, event, Some(reason)).await,
        Fact::LotReleased { .. } => stock::quarantine(connection, event, None).await,
        Fact::RecallCallRecorded { call } => recall::put_call(connection, event.seq, call).await,
        Fact::TaskOpened { task } => task::open(connection, event.seq, task).await,
        Fact::DocumentAttached { attachment } => {
            attachment::attach(connection, event.seq, attachment).await
        }
        Fact::AttachmentCorrected { attachment } => {
            attachment::correct(connection, attachment).await
        }
        Fact::AttachmentMoved { moved } => attachment::move_to(connection, event, moved).await,
        Fact::AttachmentRemoved { patient, .. } => {
            attachment::remove(connection, event, *patient).await
        }
        Fact::PhotoReceived { photo } => photo::receive(connection, event.seq, photo).await,
        Fact::PhotoFiled { filing } | Fact::PhotoCorrected { filing } => {
            photo::file(connection, PhotoId(event.entity_id), filing).await
        }
        Fact::PhotoCovered { photo } => photo::cover(connection, photo).await,
        Fact::PhotoMoved { moved } => photo::move_to(connection, event, moved).await,
        Fact::PhotoRemoved { patient, .. } => photo::remove(connection, event, *patient).await,
        Fact::PhotosExported { exported } => photo::export(connection, event, exported).await,
        Fact::CameraFolderChosen { folder } => {
            photo::choose_folder(connection, folder.as_ref()).await
        }
        Fact::TaskDone { outcome } => task::done(connection, event, outcome).await,
        Fact::TaskReopened {} => task::reopen(connection, event).await,
        Fact::AlertPinned { alert } => alert::pin(connection, event.seq, alert).await,
        Fact::AlertUnpinned { alert } => alert::unpin(connection, alert.id).await,
        Fact::HistoryRecorded { entry } => {
            medical_history::record(connection, event.seq, entry).await
        }
        Fact::HistoryCorrected { entry } => {
            medical_history::correct(connection, event, entry).await
        }
        Fact::HistoryVoided { reason } => {
            medical_history::void(connection, HistoryEntryId(event.entity_id), reason).await
        }
        Fact::ReactionRecorded { reaction } => {
            reaction::record(connection, event.seq, reaction).await
        }
        Fact::ReactionCorrected { reaction } => {
            reaction::correct(connection, event, reaction).await
        }
        Fact::ReactionVoided { reason } => {
            reaction::void(connection, ReactionId(event.entity_id), reason).await
        }
        Fact::ReactionFollowedUp { follow_up } => {
            reaction::follow_up(connection, event.seq, follow_up).await
        }
        Fact::NoteSigned { note } => note::sign(connection, event.seq, note).await,
        Fact::NoteAmended { amendment } => note::amend(connection, event.seq, amendment).await,
        Fact::BackupPlaceAdded { place } => backup::add_place(connection, event.seq, place).await,
        Fact::BackupPlaceRemoved {} => backup::remove_place(connection, event.entity_id).await,
        Fact::BackupMade { backup } => backup::put_made(connection, event.seq, backup).await,
        Fact::RestoreDrilled { drill } => backup::put_drill(connection, event.seq, drill).await,
        Fact::LossRecorded { loss } => loss::record(connection, event.seq, loss).await,
        Fact::LossCorrected { loss } => loss::correct(connection, loss).await,
        // These are the record of who did what; no screen reads them from a table of their own.
        Fact::SignedIn { .. }
        | Fact::Locked { .. }
        | Fact::WrongPassphrases { .. }
        | Fact::PatientExported { .. }
        | Fact::ClinicExported { .. }
        | Fact::ExportImported { .. }
        | Fact::PatientViewed {}
        | Fact::PatientsLookedUp { .. }
        | Fact::DraftDiscarded { .. }
        | Fact::DraftCopied { .. }
        | Fact::DraftCopyOpened { .. }
        | Fact::BackupRestored { .. }
        | Fact::PassphraseChanged {}
        | Fact::AuditExported { .. }
        | Fact::RecallExported { .. }
        | Fact::ReportExported { .. }
        | Fact::RecoverySheetPrinted {}
        | Fact::PinChanged { .. }
        | Fact::Covered {}
        | Fact::Uncovered { .. }
        | Fact::WrongPin {}
        | Fact::RecoveryCodeRenewed {}
        | Fact::EmergencyAccess {}
        | Fact::DataKeyChanged {}
        | Fact::DataKeyChangeCutOff {}
        | Fact::CameraCopyRemoved {}
        | Fact::AttachmentSaved { .. }
        | Fact::Newer { .. } => Ok(()),
    }
}

/// Drops every projection and makes it again from the journal, in one transaction of the caller's.
///
/// # Errors
/// When the store refuses or an event does not parse.
pub async fn rebuild(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for table in TABLES {
        let delete = format!("DELETE FROM {table}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(delete))
            .execute(&mut *connection)
            .await?;
    }
    let mut last = 0_i64;
    loop {
        let rows = sqlx::query(
            "SELECT seq, id, entity_id, actor, wall_at, kind, schema_v, body FROM journal
             WHERE seq > ? ORDER BY seq LIMIT 500",
        )
        .bind(last)
        .fetch_all(&mut *connection)
        .await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            last = row.get("seq");
            // An erased body leaves nothing to project.
            let Some(body) = row.get::<Option<String>, _>("body") else {
                continue;
            };
            let fact = Fact::from_row(row.get("kind"), row.get("schema_v"), &body)?;
            let event = Event {
                seq: last,
                id: row.get("id"),
                entity_id: row.get::<Uuid, _>("entity_id"),
                actor: row.get("actor"),
                wall_at: row.get("wall_at"),
                fact,
            };
            apply(connection, &event).await?;
        }
    }
}
