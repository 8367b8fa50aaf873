import type { CopyTrouble, FileTrouble, Issue, IssueCode, MergeTrouble } from './bindings.ts';
import { formatDate } from '#lib/format/date.ts';
import { m } from '#lib/paraglide/messages.js';
import { photoRefusalWord, photoScopeWord } from '#lib/words/photo.ts';
import { problemWords } from '#lib/features/backup/backup-words.ts';
import { roleWord } from '#lib/words/role.ts';
import { failureOf, type Failure } from './failure.ts';

export interface FailureMessage {
  title: string;
  advice?: string;
}

const COPY_TROUBLE: Record<CopyTrouble, () => string> = {
  foreign: m.failure_copy_foreign,
  other_person: m.failure_copy_other_person,
  older: m.failure_copy_older
};

const FILE_TROUBLE: Record<FileTrouble, () => FailureMessage> = {
  exists: () => ({ title: m.failure_file_exists(), advice: m.failure_file_exists_advice() }),
  full: () => ({ title: m.failure_file_full() }),
  not_allowed: () => ({ title: m.failure_file_not_allowed(), advice: m.failure_file_not_allowed_advice() }),
  gone: () => ({ title: m.failure_file_gone(), advice: m.failure_file_gone_advice() }),
  cancelled: () => ({ title: m.failure_file_cancelled() }),
  busy: () => ({ title: m.failure_file_busy() }),
  empty: () => ({ title: m.failure_file_empty() }),
  not_a_table: () => ({ title: m.failure_file_not_a_table(), advice: m.failure_file_not_a_table_advice() }),
  too_large: () => ({ title: m.failure_file_too_large(), advice: m.failure_file_too_large_advice() }),
  bad_rows: () => ({ title: m.failure_file_bad_rows() }),
  used: () => ({ title: m.failure_file_used() }),
  not_an_export: () => ({ title: m.failure_file_not_an_export() }),
  not_empty: () => ({ title: m.failure_file_not_empty() })
};

const MERGE_TROUBLE: Record<MergeTrouble, () => FailureMessage> = {
  same: () => ({ title: m.failure_not_merged_same() }),
  open_draft: () => ({ title: m.failure_not_merged_open_draft(), advice: m.failure_not_merged_open_draft_advice() }),
  has_merged: () => ({ title: m.failure_not_merged_has_merged(), advice: m.failure_not_merged_has_merged_advice() })
};

type Words = { [C in Failure['code']]: (failure: Extract<Failure, { code: C }>) => FailureMessage };

/** Every failure code in words: what happened, then what to do. A new code does not compile without its line. */
const FAILURES: Words = {
  invalid: () => ({ title: m.failure_invalid() }),
  not_ready: ({ gaps }) => ({ title: m.failure_not_ready({ count: gaps.length }), advice: m.failure_not_ready_advice() }),
  screening_not_ready: ({ gaps }) => ({ title: m.failure_not_ready({ count: gaps.length }), advice: m.failure_not_ready_advice() }),
  not_found: () => ({ title: m.failure_not_found(), advice: m.failure_not_found_advice() }),
  conflict: () => ({ title: m.failure_conflict(), advice: m.failure_conflict_advice() }),
  not_allowed: ({ needs }) => ({
    title: m.failure_not_allowed(),
    advice: m.failure_not_allowed_advice({ roles: needs.map(roleWord).join(', ') })
  }),
  account_ended: ({ on }) => ({ title: m.failure_account_ended({ date: formatDate(on) }), advice: m.failure_account_ended_advice() }),
  last_owner: () => ({ title: m.failure_last_owner(), advice: m.failure_last_owner_advice() }),
  locked: () => ({ title: m.failure_locked(), advice: m.failure_locked_advice() }),
  passphrase_needed: () => ({ title: m.failure_passphrase_needed(), advice: m.failure_passphrase_needed_advice() }),
  wrong_passphrase: ({ wait_seconds }) => ({
    title: m.failure_wrong_passphrase(),
    advice: wait_seconds > 0 ? m.failure_wrong_passphrase_wait({ seconds: wait_seconds }) : m.failure_wrong_passphrase_advice()
  }),
  wrong_pin: ({ tries_left }) => ({
    title: m.failure_wrong_pin(),
    advice: tries_left > 0 ? m.failure_wrong_pin_left({ count: tries_left }) : m.failure_wrong_pin_locked()
  }),
  wrong_recovery_group: ({ group }) => ({
    title: m.failure_wrong_recovery_group({ group }),
    advice: m.failure_wrong_recovery_group_advice()
  }),
  wrong_recovery_code: ({ mistyped }) => ({
    title: mistyped ? m.failure_recovery_mistyped() : m.failure_wrong_recovery_code(),
    advice: m.failure_wrong_recovery_code_advice()
  }),
  already_set_up: () => ({ title: m.failure_already_set_up(), advice: m.failure_already_set_up_advice() }),
  not_set_up: () => ({ title: m.failure_not_set_up(), advice: m.failure_not_set_up_advice() }),
  already_running: () => ({ title: m.failure_already_running(), advice: m.failure_already_running_advice() }),
  storage_full: () => ({ title: m.failure_storage_full(), advice: m.failure_storage_full_advice() }),
  store_missing: () => ({ title: m.failure_store_missing(), advice: m.failure_store_missing_advice() }),
  store_damaged: () => ({ title: m.failure_store_damaged(), advice: m.failure_store_damaged_advice() }),
  newer_database: () => ({ title: m.failure_newer_database(), advice: m.failure_newer_database_advice() }),
  unfit_place: ({ folder, by, what }) => ({
    title: what === 'synced' ? m.failure_place_synced({ by }) : m.failure_place_network(),
    advice: what === 'synced' ? m.failure_place_synced_advice({ folder }) : m.failure_place_network_advice({ folder, by })
  }),
  saved_copy: ({ trouble }) => ({ title: COPY_TROUBLE[trouble]() }),
  backup: ({ problem }) => problemWords(problem),
  file: ({ trouble }) => FILE_TROUBLE[trouble](),
  legal_hold: () => ({ title: m.failure_legal_hold(), advice: m.failure_legal_hold_advice() }),
  not_merged: ({ trouble }) => MERGE_TROUBLE[trouble](),
  printer: ({ reason }) =>
    reason === 'none'
      ? { title: m.failure_printer_none(), advice: m.failure_printer_none_advice() }
      : { title: m.failure_printer_refused(), advice: m.failure_printer_refused_advice() },
  photo_consent: ({ scope }) => ({ title: m.failure_photo_consent({ scope: photoScopeWord(scope) }), advice: m.failure_photo_consent_advice() }),
  photo_refused: ({ refusal }) => ({ title: photoRefusalWord(refusal) }),
  document: ({ missing }) => ({ title: m.failure_document({ missing }), advice: m.failure_document_advice() }),
  internal: () => ({ title: m.failure_internal(), advice: m.failure_internal_advice() })
};

export const FAILURE_CODES = Object.keys(FAILURES) as Failure['code'][];

export function failureWords(failure: Failure): FailureMessage {
  // The union and its table are the same; TypeScript cannot see that one picks the other.
  return (FAILURES[failure.code] as (failure: Failure) => FailureMessage)(failure);
}

export const failureMessage = (error: unknown): FailureMessage => failureWords(failureOf(error));

/** A code in small type for support. Holds nothing of a patient. */
export function failureReference(error: unknown): string | null {
  const failure = failureOf(error);
  return failure.code === 'internal' ? failure.incident : null;
}

/** Every issue code in words that say how to fix it. */
const ISSUES: Record<IssueCode, (params: Issue['params']) => string> = {
  required: () => m.issue_required(),
  too_long: ({ max }) => m.issue_too_long({ max: max ?? '' }),
  too_short: ({ min }) => m.issue_too_short({ min: min ?? '' }),
  control_character: () => m.issue_control_character(),
  hidden_character: () => m.issue_hidden_character(),
  no_digits: () => m.issue_no_digits(),
  no_letters: () => m.issue_no_letters(),
  not_a_number: () => m.field_number_not_a_number(),
  out_of_range: ({ min, max }) => m.issue_out_of_range({ min: min ?? '', max: max ?? '' }),
  in_the_future: () => m.issue_in_the_future(),
  too_early: ({ min }) => m.issue_too_early({ min: min ?? '' }),
  names_the_patient: () => m.issue_names_the_patient(),
  no_such_date: () => m.issue_no_such_date(),
  wrong_form: ({ expected }) => m.issue_wrong_form({ expected: expected ?? '' }),
  names_a_dose: ({ dose }) => m.issue_names_a_dose({ dose: dose ?? '' }),
  not_a_choice: () => m.issue_not_a_choice(),
  too_weak: () => m.issue_too_weak(),
  easy_pin: () => m.issue_easy_pin(),
  ends_before_start: () => m.issue_ends_before_start(),
  expired: () => m.issue_expired(),
  already_used: () => m.issue_already_used(),
  never_shown: () => m.issue_never_shown(),
  does_not_match: () => m.issue_does_not_match()
};

export const ISSUE_CODES = Object.keys(ISSUES) as IssueCode[];

export function issueMessage(issue: Issue): string {
  const words = ISSUES[issue.code as IssueCode];
  return words(issue.params);
}
