import type { ApiError, Issue } from './bindings.ts';

/** Why a call was refused: a code with data. The screen acts differently on each. */
export type Failure = ApiError;

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
