import type { Issue } from '#lib/design/field.ts';
import type { Role } from './types.ts';

export type IssueCode =
  | 'required'
  | 'too_long'
  | 'too_short'
  | 'control_character'
  | 'no_letters'
  | 'not_a_number'
  | 'out_of_range'
  | 'in_the_future'
  | 'too_early'
  | 'wrong_form'
  | 'not_a_choice'
  | 'too_weak'
  | 'ends_before_start'
  | 'expired'
  | 'already_used'
  | 'does_not_match';

/** Why a call was refused: a code with data. The screen acts differently on each. */
export type Failure =
  | { code: 'invalid'; issues: Issue[] }
  | { code: 'not_ready'; gaps: unknown[] }
  | { code: 'screening_not_ready'; gaps: unknown[] }
  | { code: 'not_found'; entity: string }
  | { code: 'conflict'; current_version: number }
  | { code: 'not_allowed'; needs: Role[] }
  | { code: 'locked' }
  | { code: 'wrong_passphrase'; wait_seconds: number }
  | { code: 'wrong_recovery_group'; group: number }
  | { code: 'already_set_up' }
  | { code: 'not_set_up' }
  | { code: 'already_running' }
  | { code: 'storage_full' }
  | { code: 'store_missing' }
  | { code: 'store_damaged' }
  | { code: 'newer_database' }
  | { code: 'printer'; reason: 'none' | 'refused' }
  | { code: 'document'; missing: string }
  | { code: 'internal'; incident: string };

/** Thrown by every call of the facade; nothing else is. */
export class CallFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
    this.name = 'CallFailed';
  }
}

/** The failure behind whatever was thrown; a fault of the screen itself reads as an internal one. */
export function failureOf(error: unknown): Failure {
  return error instanceof CallFailed ? error.failure : { code: 'internal', incident: 'window' };
}

/** The issues of a refused form; none for any other trouble. */
export function issuesOf(error: unknown): readonly Issue[] {
  return error instanceof CallFailed && error.failure.code === 'invalid' ? error.failure.issues : [];
}
