import type { Person } from '#lib/ipc/bindings.ts';

/** Whoever may receive, count and set aside, and writes down what came of a call. */
export const keepsStock = (person: Person): boolean =>
  person.roles.some((role) => role === 'owner' || role === 'medical_lead' || role === 'clinician');
