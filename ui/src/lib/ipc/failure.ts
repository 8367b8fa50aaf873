import type { Issue } from '#lib/design/field.ts';

/** Why a call was refused: a code with data. The kinds are those of the shell; the screen acts differently on each. */
export type Failure =
  | { code: 'invalid'; issues: Issue[] }
  | { code: 'not_found' }
  | { code: 'conflict'; current_version: number }
  | { code: 'not_allowed'; needs: string }
  | { code: 'locked' }
  | { code: 'wrong_passphrase' }
  | { code: 'storage_full' }
  | { code: 'store_missing' }
  | { code: 'store_damaged' }
  | { code: 'newer_database' }
  | { code: 'printer'; reason: string }
  | { code: 'internal'; incident: string };

/** Thrown by every call of the facade; nothing else is. */
export class CallFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
    this.name = 'CallFailed';
  }
}

/** The issues of a refused form; none for any other trouble. */
export function issuesOf(error: unknown): readonly Issue[] {
  return error instanceof CallFailed && error.failure.code === 'invalid' ? error.failure.issues : [];
}
