import type { ConsentStep, ScreeningStep, SessionStep } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import { patientPath } from './paths.ts';

/** What a visit stands at, whichever page asks. */
export interface VisitState {
  patient_id: string;
  consultation_held: boolean;
  screening: ScreeningStep;
  consent: ConsentStep;
  session: SessionStep;
}

export interface NextStep {
  label: string;
  href: string;
  /** A visit waits for this. Otherwise it is only a way in. */
  waits: boolean;
}

/** The one thing to do next in a visit, in the order of the day: consultation, screening, consent, session, sheet. */
export function nextStep(visit: VisitState): NextStep {
  const id = visit.patient_id;
  const open: NextStep = { label: m.next_open(), href: patientPath.overview(id), waits: false };
  if (visit.session.step === 'open')
    return { label: m.next_continue_session({ number: visit.session.number }), href: patientPath.session(id), waits: true };
  if (visit.session.step === 'signed')
    return visit.session.sheet === 'closed'
      ? open
      : { label: m.next_hand_over_sheet(), href: patientPath.sheet(id, visit.session.id), waits: true };
  if (!visit.consultation_held) return { label: m.next_consultation(), href: patientPath.consultation(id), waits: true };
  if (visit.screening.step === 'to_do') return { label: m.next_screening(), href: patientPath.screening(id), waits: true };
  // Reception reads only that it is done, or whom to ask: the rest of the visit is not theirs.
  if (visit.screening.step !== 'signed') return open;
  if (visit.screening.outcome === 'absolute' || visit.screening.outcome === 'defer') return open;
  // Signed today by somebody else: only the treating practitioner's own opens the session (PRACTICE 5).
  if (!visit.screening.opens_today) return { label: m.next_screening(), href: patientPath.screening(id), waits: true };
  // Nobody is asked again because a screen says so: the way in stays, the visit does not wait for it (PRACTICE 68).
  if (visit.consent.step === 'replied' && visit.consent.reply === 'declined') return { label: m.next_consent(), href: patientPath.consent(id), waits: false };
  if (visit.consent.step !== 'covers') return { label: m.next_consent(), href: patientPath.consent(id), waits: true };
  return { label: m.next_start_session(), href: patientPath.session(id), waits: true };
}
