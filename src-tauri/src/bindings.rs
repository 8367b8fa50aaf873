//! The commands and events of the window, and their TypeScript face.

use crate::commands;
use crate::opening_page::Opening;
use needlebook_api::ApiError;
use needlebook_api::me::ZOOM_STEPS;
use needlebook_api::photo::import::ImportOutcome;
use needlebook_api::types::{LINE_MAX, NOTE_MAX};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::{Builder, ErrorHandlingMode, Event, collect_commands, collect_events};

/// The app locked itself; the window shows the unlock screen and forgets what it held.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct Locked {
    pub by_idle: bool,
}

/// How far the running photo import is.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct PhotoImportMoved {
    pub done: u32,
    pub total: u32,
}

/// What became of files that were dropped on the window; no outcome when the import failed altogether.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct PhotoImportEnded {
    pub outcome: Option<ImportOutcome>,
}

/// The camera's folder brought photos into the tray.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct PhotosArrived {
    pub taken: u32,
}

/// Everything the window may call, in one list.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .typ::<ApiError>()
        .typ::<Opening>()
        // A form says at once what the store would refuse, by the store's own limits.
        .constant("LINE_MAX", LINE_MAX)
        .constant("NOTE_MAX", NOTE_MAX)
        .constant("ZOOM_STEPS", ZOOM_STEPS)
        .events(collect_events![
            Locked,
            PhotoImportMoved,
            PhotoImportEnded,
            PhotosArrived
        ])
        .commands(collect_commands![
            commands::door::get_start,
            commands::door::rate_passphrase,
            commands::door::create_clinic,
            commands::door::confirm_recovery_code,
            commands::door::find_new_recovery_code,
            commands::people::begin_new_recovery_code,
            commands::door::print_recovery_code,
            commands::door::save_recovery_code,
            commands::door::unlock,
            commands::door::unlock_with_recovery_code,
            commands::door::confirm_passphrase,
            commands::door::lock,
            commands::door::come_back,
            commands::door::set_patient_view,
            commands::door::stay_awake,
            commands::people::get_me,
            commands::people::set_preferences,
            commands::people::has_pin,
            commands::people::set_pin,
            commands::people::forget_pin,
            commands::clinic::get_approval,
            commands::clinic::get_pages_to_approve,
            commands::clinic::approve,
            commands::clinic::find_emergency_card,
            commands::clinic::approve_emergency_card,
            commands::clinic::get_rule_book,
            commands::clinic::get_rule_set_document,
            commands::clinic::change_rule_setting,
            commands::clinic::list_device_profiles,
            commands::clinic::record_device_profile,
            commands::clinic::correct_device_profile,
            commands::clinic::retire_device_profile,
            commands::clinic::get_clinic,
            commands::clinic::correct_clinic,
            commands::clinic::list_zones,
            commands::clinic::choose_logo,
            commands::today::get_today,
            commands::today::record_arrival,
            commands::today::record_departure,
            commands::patient::search_records,
            commands::patient::search_patients,
            commands::patient::list_patients,
            commands::patient::find_duplicates,
            commands::patient::list_duplicates,
            commands::patient::tell_apart,
            commands::patient::merge_patients,
            commands::patient::unmerge_patient,
            commands::patient::record_patient,
            commands::patient::correct_patient,
            commands::patient::archive_patient,
            commands::patient::unarchive_patient,
            commands::patient::get_end_of_record,
            commands::patient::list_due_for_review,
            commands::patient::place_legal_hold,
            commands::patient::lift_legal_hold,
            commands::patient::erase_patient,
            commands::patient::get_patient_details,
            commands::clinic::list_calling_codes,
            commands::patient::get_timeline,
            commands::patient::pin_alert,
            commands::patient::unpin_alert,
            commands::patient::list_medical_history,
            commands::patient::record_medical_history,
            commands::patient::correct_medical_history,
            commands::patient::void_medical_history,
            commands::stock::read_label,
            commands::stock::find_unit,
            commands::stock::find_like_lots,
            commands::stock::list_movements,
            commands::stock::record_movement,
            commands::stock::quarantine_lot,
            commands::stock::release_lot,
            commands::stock::search_recall,
            commands::stock::record_recall_call,
            commands::stock::make_recall_paper,
            commands::data::get_report,
            commands::data::export_report,
            commands::data::export_recall,
            commands::session::list_reactions,
            commands::session::record_reaction,
            commands::session::correct_reaction,
            commands::session::void_reaction,
            commands::session::record_reaction_follow_up,
            commands::session::make_reaction_report,
            commands::patient::list_notes,
            commands::patient::sign_note,
            commands::patient::amend_note,
            commands::today::list_tasks,
            commands::today::record_task,
            commands::today::get_call_questions,
            commands::today::record_incoming_call,
            commands::today::mark_task_done,
            commands::today::reopen_task,
            commands::patient::get_patient_page,
            commands::patient::record_consultation,
            commands::today::record_course_change,
            commands::today::list_due_back,
            commands::today::record_call,
            commands::draft::find_draft,
            commands::draft::save_draft,
            commands::draft::discard_draft,
            commands::draft::save_draft_copy,
            commands::draft::open_draft_copy,
            commands::keep::release_reserve,
            commands::screening::list_questions,
            commands::screening::get_screening_words,
            commands::screening::get_screening_start,
            commands::screening::check_screening,
            commands::screening::list_screenings,
            commands::screening::make_precare_sheet,
            commands::screening::sign_screening,
            commands::consent::propose_consent_plan,
            commands::consent::get_consent_form,
            commands::consent::sign_consent,
            commands::consent::record_consent_reply,
            commands::consent::get_consent,
            commands::consent::withdraw_consent,
            commands::consent::verify_consent_file,
            commands::consent::find_consent_by_code,
            commands::consent::list_consent_needs,
            commands::consent::sign_addendum,
            commands::stock::list_devices,
            commands::stock::record_device,
            commands::stock::list_lots,
            commands::stock::record_lot,
            commands::session::list_presets,
            commands::session::record_preset,
            commands::session::rename_preset,
            commands::session::correct_preset,
            commands::session::retire_preset,
            commands::session::get_charting_rules,
            commands::session::get_session_start,
            commands::session::check_session,
            commands::session::sign_session,
            commands::session::get_signed_session,
            commands::session::add_session_note,
            commands::session::make_session_pages,
            commands::session::get_aftercare_sheet,
            commands::session::get_session_record,
            commands::document::make_leaflet,
            commands::document::make_leaflet_for,
            commands::document::make_not_today_sheet,
            commands::document::propose_letter,
            commands::document::make_letter,
            commands::document::make_course_summary,
            commands::document::make_blank_forms,
            commands::document::make_call_list,
            commands::document::get_document,
            commands::document::get_document_bytes,
            commands::document::list_printers,
            commands::document::print_document,
            commands::document::save_document,
            commands::document::record_handover,
            commands::attachment::list_attachments,
            commands::attachment::attach_document,
            commands::attachment::correct_attachment,
            commands::attachment::move_attachment,
            commands::attachment::remove_attachment,
            commands::attachment::get_attached_file,
            commands::attachment::save_attached_file,
            commands::photo::import_photos,
            commands::photo::cancel_photo_import,
            commands::photo::list_photo_tray,
            commands::photo::list_photos,
            commands::photo::file_photo,
            commands::photo::correct_photo,
            commands::photo::cover_photo,
            commands::photo::move_photo,
            commands::photo::remove_photo,
            commands::photo::export_comparison,
            commands::photo::find_camera_folder,
            commands::photo::choose_camera_folder,
            commands::photo::set_camera_folder_removes_copies,
            commands::photo::forget_camera_folder,
            commands::data::export_patient,
            commands::data::export_clinic,
            commands::data::choose_import,
            commands::data::check_import,
            commands::data::import_patients,
            commands::data::save_bad_rows,
            commands::data::list_imports,
            commands::data::undo_import,
            commands::data::get_progress,
            commands::data::cancel_work,
            commands::clinic::get_about,
            commands::clinic::save_problem_report,
            commands::keep::get_backups,
            commands::keep::add_backup_place,
            commands::keep::remove_backup_place,
            commands::keep::back_up_now,
            commands::keep::get_backup_progress,
            commands::keep::stop_backup,
            commands::door::choose_backup,
            commands::door::restore_backup,
            commands::people::list_people,
            commands::people::record_person,
            commands::people::correct_person,
            commands::people::remove_person,
            commands::people::change_data_key,
            commands::people::give_passphrase,
            commands::people::change_passphrase,
            commands::keep::list_audit,
            commands::keep::save_audit,
            commands::keep::verify_record,
            commands::keep::get_loss,
            commands::keep::record_loss,
            commands::keep::correct_loss,
            commands::keep::make_breach_report,
        ])
}

/// Writes the TypeScript bindings; `cargo xtask check` compares them with the committed ones.
///
/// # Errors
/// When a type has no TypeScript form, or the file cannot be written.
#[cfg(debug_assertions)]
pub fn write(path: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let language = specta_typescript::Typescript::default();
    Ok(builder().export(language, path)?)
}
