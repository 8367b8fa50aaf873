// Where a form lives, by the kind and subject of its draft: how a copy that was opened again leads back to its screen.
import { patientPath } from '#lib/features/patient/paths.ts';
import { frame } from './frame.svelte.ts';

const TASKS: Record<string, (patient: string) => string> = {
  patient: patientPath.details,
  consultation: patientPath.consultation,
  screening: patientPath.screening,
  consent: patientPath.consent,
  session: patientPath.session,
  letter: patientPath.letter
};

/** The screen to go to. A new patient is a dialog and has no page of its own yet: it is opened over the list. */
export function placeOf(draft: { kind: string; subject: string }): string {
  if (draft.kind === 'clinic') return '/settings/clinic';
  if (draft.kind === 'loss') return '/settings/loss';
  if (draft.kind === 'patient' && draft.subject === frame.me?.person.id) {
    frame.newPatientOpen = true;
    return '/patients';
  }
  return TASKS[draft.kind]?.(draft.subject) ?? '/today';
}
