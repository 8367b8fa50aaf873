import type { AuditGroup, RecordFault } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** What an entry says was done, by the name it has in the journal. A story of the store proves that each has its words. */
const KINDS: Readonly<Record<string, () => string>> = {
  clinic_set_up: m.audit_kind_clinic_set_up,
  clinic_changed: m.audit_kind_clinic_changed,
  person_added: m.audit_kind_person_added,
  person_corrected: m.audit_kind_person_corrected,
  person_removed: m.audit_kind_person_removed,
  passphrase_changed: m.audit_kind_passphrase_changed,
  audit_exported: m.audit_kind_audit_exported,
  preferences_changed: m.audit_kind_preferences_changed,
  rules_approved: m.audit_kind_rules_approved,
  emergency_card_approved: m.audit_kind_emergency_card_approved,
  rule_setting_changed: m.audit_kind_rule_setting_changed,
  device_profile_changed: m.audit_kind_device_profile_changed,
  report_exported: m.audit_kind_report_exported,
  preset_changed: m.audit_kind_preset_changed,
  signed_in: m.audit_kind_signed_in,
  locked: m.audit_kind_locked,
  wrong_passphrases: m.audit_kind_wrong_passphrases,
  patient_registered: m.audit_kind_patient_registered,
  patient_corrected: m.audit_kind_patient_corrected,
  skin_type_seen: m.audit_kind_skin_type_seen,
  patients_merged: m.audit_kind_patients_merged,
  patients_unmerged: m.audit_kind_patients_unmerged,
  patients_told_apart: m.audit_kind_patients_told_apart,
  import_begun: m.audit_kind_import_begun,
  patient_imported: m.audit_kind_patient_imported,
  import_undone: m.audit_kind_import_undone,
  export_imported: m.audit_kind_export_imported,
  patient_exported: m.audit_kind_patient_exported,
  clinic_exported: m.audit_kind_clinic_exported,
  patient_archived: m.audit_kind_patient_archived,
  patient_unarchived: m.audit_kind_patient_unarchived,
  legal_hold_placed: m.audit_kind_legal_hold_placed,
  legal_hold_lifted: m.audit_kind_legal_hold_lifted,
  patient_erased: m.audit_kind_patient_erased,
  patient_viewed: m.audit_kind_patient_viewed,
  patients_looked_up: m.audit_kind_patients_looked_up,
  arrived: m.audit_kind_arrived,
  left: m.audit_kind_left,
  consultation_recorded: m.audit_kind_consultation_recorded,
  course_changed: m.audit_kind_course_changed,
  screening_signed: m.audit_kind_screening_signed,
  consent_signed: m.audit_kind_consent_signed,
  consent_withdrawn: m.audit_kind_consent_withdrawn,
  addendum_signed: m.audit_kind_addendum_signed,
  consent_replied: m.audit_kind_consent_replied,
  session_signed: m.audit_kind_session_signed,
  session_amended: m.audit_kind_session_amended,
  draft_discarded: m.audit_kind_draft_discarded,
  draft_copied: m.audit_kind_draft_copied,
  draft_copy_opened: m.audit_kind_draft_copy_opened,
  document_made: m.audit_kind_document_made,
  document_handled: m.audit_kind_document_handled,
  recovery_sheet_printed: m.audit_kind_recovery_sheet_printed,
  recovery_code_renewed: m.audit_kind_recovery_code_renewed,
  emergency_access: m.audit_kind_emergency_access,
  covered: m.audit_kind_covered,
  uncovered: m.audit_kind_uncovered,
  wrong_pin: m.audit_kind_wrong_pin,
  pin_changed: m.audit_kind_pin_changed,
  data_key_changed: m.audit_kind_data_key_changed,
  data_key_change_cut_off: m.audit_kind_data_key_change_cut_off,
  device_added: m.audit_kind_device_added,
  lot_received: m.audit_kind_lot_received,
  count_corrected: m.audit_kind_count_corrected,
  task_opened: m.audit_kind_task_opened,
  task_done: m.audit_kind_task_done,
  backup_place_added: m.audit_kind_backup_place_added,
  backup_place_removed: m.audit_kind_backup_place_removed,
  backup_made: m.audit_kind_backup_made,
  restore_drilled: m.audit_kind_restore_drilled,
  backup_restored: m.audit_kind_backup_restored,
  document_attached: m.audit_kind_document_attached,
  attachment_corrected: m.audit_kind_attachment_corrected,
  attachment_moved: m.audit_kind_attachment_moved,
  attachment_removed: m.audit_kind_attachment_removed,
  attachment_saved: m.audit_kind_attachment_saved,
  photo_received: m.audit_kind_photo_received,
  photo_filed: m.audit_kind_photo_filed,
  photo_corrected: m.audit_kind_photo_corrected,
  photo_covered: m.audit_kind_photo_covered,
  photo_moved: m.audit_kind_photo_moved,
  photo_removed: m.audit_kind_photo_removed,
  camera_copy_removed: m.audit_kind_camera_copy_removed,
  photos_exported: m.audit_kind_photos_exported,
  camera_folder_chosen: m.audit_kind_camera_folder_chosen,
  task_reopened: m.audit_kind_task_reopened,
  alert_pinned: m.audit_kind_alert_pinned,
  alert_unpinned: m.audit_kind_alert_unpinned,
  history_recorded: m.audit_kind_history_recorded,
  history_corrected: m.audit_kind_history_corrected,
  history_voided: m.audit_kind_history_voided,
  stock_moved: m.audit_kind_stock_moved,
  lot_quarantined: m.audit_kind_lot_quarantined,
  lot_released: m.audit_kind_lot_released,
  recall_call_recorded: m.audit_kind_recall_call_recorded,
  recall_exported: m.audit_kind_recall_exported,
  reaction_recorded: m.audit_kind_reaction_recorded,
  reaction_corrected: m.audit_kind_reaction_corrected,
  reaction_voided: m.audit_kind_reaction_voided,
  reaction_followed_up: m.audit_kind_reaction_followed_up,
  note_signed: m.audit_kind_note_signed,
  note_amended: m.audit_kind_note_amended,
  loss_recorded: m.audit_kind_loss_recorded,
  loss_corrected: m.audit_kind_loss_corrected
};

export const kindWord = (kind: string): string => (KINDS[kind] ?? m.audit_kind_other)();

const GROUPS: Record<AuditGroup, () => string> = {
  views: m.audit_group_views,
  access: m.audit_group_access,
  documents: m.audit_group_documents,
  clinic: m.audit_group_clinic,
  records: m.audit_group_records
};

export const GROUP_IDS = Object.keys(GROUPS) as AuditGroup[];

export const groupWord = (group: AuditGroup): string => GROUPS[group]();

/** What is wrong with a record that is not whole. */
export function faultWord(fault: RecordFault): string {
  switch (fault.what) {
    case 'page':
      return m.audit_fault_page();
    case 'event':
      return m.audit_fault_event({ seq: fault.seq });
    case 'put_back':
      return m.audit_fault_put_back();
    case 'table':
      return m.audit_fault_table({ name: fault.name });
    case 'sealed_file':
      return m.audit_fault_sealed_file();
  }
}
