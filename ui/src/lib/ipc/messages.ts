import type { Issue } from '#lib/design/field.ts';
import { m } from '#lib/paraglide/messages.js';
import { CallFailed, type Failure } from './failure.ts';

export interface FailureMessage {
  title: string;
  advice?: string;
}

type FailureCode = Failure['code'];

/** Every failure code in words: what happened, then what to do. A test walks them all. */
export const FAILURE_MESSAGES: Record<FailureCode, () => FailureMessage> = {
  invalid: () => ({ title: m.failure_invalid() }),
  not_found: () => ({ title: m.failure_not_found(), advice: m.failure_not_found_advice() }),
  conflict: () => ({ title: m.failure_conflict(), advice: m.failure_conflict_advice() }),
  not_allowed: () => ({ title: m.failure_not_allowed(), advice: m.failure_not_allowed_advice() }),
  locked: () => ({ title: m.failure_locked(), advice: m.failure_locked_advice() }),
  wrong_passphrase: () => ({ title: m.failure_wrong_passphrase(), advice: m.failure_wrong_passphrase_advice() }),
  storage_full: () => ({ title: m.failure_storage_full(), advice: m.failure_storage_full_advice() }),
  store_missing: () => ({ title: m.failure_store_missing(), advice: m.failure_store_missing_advice() }),
  store_damaged: () => ({ title: m.failure_store_damaged(), advice: m.failure_store_damaged_advice() }),
  newer_database: () => ({ title: m.failure_newer_database(), advice: m.failure_newer_database_advice() }),
  printer: () => ({ title: m.failure_printer(), advice: m.failure_printer_advice() }),
  internal: () => ({ title: m.failure_internal(), advice: m.failure_internal_advice() })
};

type IssueMessage = (params: Record<string, string>) => string;

/** Every issue code in words that say how to fix it. A code that is not here reads as a plain "check this". */
export const ISSUE_MESSAGES: Record<string, IssueMessage> = {
  missing: () => m.issue_missing(),
  too_long: ({ max }) => m.issue_too_long({ max: max ?? '' }),
  too_short: ({ min }) => m.issue_too_short({ min: min ?? '' }),
  control_characters: () => m.issue_control_characters(),
  not_a_number: () => m.field_number_not_a_number(),
  out_of_range: ({ min, max }) => m.issue_out_of_range({ min: min ?? '', max: max ?? '' }),
  in_the_future: () => m.issue_in_the_future(),
  too_early: () => m.issue_too_early(),
  no_such_date: () => m.issue_no_such_date(),
  unknown_time_zone: () => m.issue_unknown_time_zone(),
  weak_passphrase: () => m.issue_weak_passphrase(),
  wrong_group: () => m.issue_wrong_group(),
  already_used: () => m.issue_already_used(),
  expired: () => m.issue_expired()
};

export function issueMessage(issue: Issue): string {
  return (ISSUE_MESSAGES[issue.code] ?? (() => m.issue_other({ code: issue.code })))(issue.params);
}

export function failureMessage(error: unknown): FailureMessage {
  const code: FailureCode = error instanceof CallFailed ? error.failure.code : 'internal';
  return FAILURE_MESSAGES[code]();
}

/** A code in small type for support. Holds nothing of a patient. */
export function failureReference(error: unknown): string | null {
  if (!(error instanceof CallFailed)) return null;
  return error.failure.code === 'internal' ? error.failure.incident : null;
}
