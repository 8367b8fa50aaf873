import type { PatientInput } from '#lib/ipc/bindings.ts';

export type Field = keyof PatientInput;

/** What is being typed on the details page, and what it was typed over. */
export interface DetailsDraft {
  /** The version that stood there when typing began. */
  version: number;
  was: PatientInput;
  input: PatientInput;
  /** Fields that somebody else changed meanwhile to something else; a person chooses. */
  conflicts: Field[];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const FIELDS = (of: PatientInput): Field[] => Object.keys(of) as Field[];

/**
 * Brings typing that began over an older version onto what stands there now. What only they changed is taken over; what
 * only this person changed stays; what both changed stays as typed and is named as a conflict, so that neither is lost.
 */
export function rebase(draft: DetailsDraft, now: { version: number; input: PatientInput }): DetailsDraft {
  const { was, input } = draft;
  const conflicts = FIELDS(now.input).filter((field) => {
    const theirs = !same(was[field], now.input[field]);
    const mine = !same(was[field], input[field]);
    const open = draft.conflicts.includes(field);
    return (open || (theirs && mine)) && !same(input[field], now.input[field]);
  });
  const taken = FIELDS(now.input).filter((field) => same(was[field], input[field]));
  const kept = Object.fromEntries(taken.map((field) => [field, now.input[field]]));
  return { version: now.version, was: now.input, input: { ...input, ...kept }, conflicts };
}

/** The person chose one of two values. */
export function settle(draft: DetailsDraft, field: Field, keep: 'mine' | 'theirs'): DetailsDraft {
  const input = keep === 'mine' ? draft.input : { ...draft.input, [field]: draft.was[field] };
  return { ...draft, input, conflicts: draft.conflicts.filter((open) => open !== field) };
}
