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
            commands::get_start,
            commands::rate_passphrase,
            commands::create_clinic,
            commands::confirm_recovery_code,
            commands::find_new_recovery_code,
            commands::print_recovery_code,
            commands::save_recovery_code,
            commands::unlock,
            commands::unlock_with_recovery_code,
            commands::confirm_passphrase,
            commands::lock,
            commands::stay_awake,
            commands::get_me,
            commands::set_preferences,
            commands::get_approval,
            commands::get_pages_to_approve,
            commands::approve,
            commands::get_rule_book,
            commands::get_rule_set_document,
            commands::change_rule_setting,
            commands::list_device_profiles,
            commands::record_device_profile,
            commands::correct_device_profile,
            commands::retire_device_profile,
            commands::get_clinic,
            commands::correct_clinic,
            commands::list_zones,
            commands::choose_logo,
            commands::get_today,
            commands::record_arrival,
            commands::record_departure,
            commands::search_records,
            commands::search_patients,
            commands::list_patients,
            commands::find_duplicates,
            commands::list_duplicates,
            commands::tell_apart,
            commands::merge_patients,
            commands::unmerge_patient,
            commands::record_patient,
            commands::correct_patient,
            commands::archive_patient,
            commands::unarchive_patient,
            commands::get_end_of_record,
            commands::list_due_for_review,
            commands::place_legal_hold,
            commands::lift_legal_hold,
            commands::erase_patient,
            commands::get_patient_details,
            commands::list_calling_codes,
            commands::get_timeline,
            commands::pin_alert,
            commands::unpin_alert,
            commands::list_medical_history,
            commands::record_medical_history,
            commands::correct_medical_history,
            commands::void_medical_history,
            commands::read_label,
            commands::find_unit,
            commands::find_like_lots,
            commands::list_movements,
            commands::record_movement,
            commands::quarantine_lot,
            commands::release_lot,
            commands::search_recall,
            commands::record_recall_call,
            commands::make_recall_paper,
            commands::export_recall,
            commands::list_reactions,
            commands::record_reaction,
            commands::correct_reaction,
            commands::void_reaction,
            commands::record_reaction_follow_up,
            commands::make_reaction_report,
            commands::list_notes,
            commands::sign_note,
            commands::amend_note,
            commands::list_tasks,
            commands::record_task,
            commands::mark_task_done,
            commands::reopen_task,
            commands::get_patient_page,
            commands::record_consultation,
            commands::record_course_change,
            commands::list_due_back,
            commands::record_call,
            commands::find_draft,
            commands::save_draft,
            commands::discard_draft,
            commands::save_draft_copy,
            commands::open_draft_copy,
            commands::release_reserve,
            commands::list_questions,
            commands::get_screening_words,
            commands::get_screening_start,
            commands::check_screening,
            commands::list_screenings,
            commands::make_precare_sheet,
            commands::sign_screening,
            commands::propose_consent_plan,
            commands::get_consent_form,
            commands::sign_consent,
            commands::record_consent_reply,
            commands::get_consent,
            commands::withdraw_consent,
            commands::verify_consent_file,
            commands::find_consent_by_code,
            commands::list_consent_needs,
            commands::sign_addendum,
            commands::list_devices,
            commands::record_device,
            commands::list_lots,
            commands::record_lot,
            commands::get_charting_rules,
            commands::get_session_start,
            commands::check_session,
            commands::sign_session,
            commands::get_signed_session,
            commands::add_session_note,
            commands::make_session_pages,
            commands::get_aftercare_sheet,
            commands::get_session_record,
            commands::get_document,
            commands::get_document_bytes,
            commands::list_printers,
            commands::print_document,
            commands::save_document,
            commands::record_handover,
            commands::import_photos,
            commands::cancel_photo_import,
            commands::list_photo_tray,
            commands::list_photos,
            commands::file_photo,
            commands::correct_photo,
            commands::cover_photo,
            commands::move_photo,
            commands::remove_photo,
            commands::export_comparison,
            commands::find_camera_folder,
            commands::choose_camera_folder,
            commands::set_camera_folder_removes_copies,
            commands::forget_camera_folder,
            commands::export_patient,
            commands::export_clinic,
            commands::choose_import,
            commands::check_import,
            commands::import_patients,
            commands::save_bad_rows,
            commands::list_imports,
            commands::undo_import,
            commands::get_progress,
            commands::cancel_work,
            commands::get_about,
            commands::save_problem_report,
            commands::get_backups,
            commands::add_backup_place,
            commands::remove_backup_place,
            commands::back_up_now,
            commands::get_backup_progress,
            commands::stop_backup,
            commands::choose_backup,
            commands::restore_backup,
            commands::list_people,
            commands::record_person,
            commands::correct_person,
            commands::remove_person,
            commands::give_passphrase,
            commands::change_passphrase,
            commands::list_audit,
            commands::save_audit,
            commands::verify_record,
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
