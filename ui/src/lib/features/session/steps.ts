// The five steps of a session, and which of them still has something open.
import type { Gap, GapCode, Place, SessionCheck, SessionDraft } from '#lib/ipc/bindings.ts';

export const STEPS = ['check_in', 'numbing', 'treat', 'products', 'finish'] as const;
export type Step = (typeof STEPS)[number];

/** Things put right outside the session itself. */
export type Elsewhere = Exclude<Place, Step>;

export function isStep(place: Place): place is Step {
  return (STEPS as readonly Place[]).includes(place);
}

export function gapsOf(missing: readonly Gap[], place: Place): Gap[] {
  return missing.filter((gap) => gap.place === place);
}

/** Whether anything was ever told in a step: what nobody touched may be complete, but it was not done. */
function isBegun(step: Step, draft: SessionDraft): boolean {
  const { check_in, numbing_used, zones, products_after, cooling } = draft;
  switch (step) {
    case 'check_in':
      return check_in.still_happy !== null || check_in.identity_before_numbing !== null || check_in.identity_before_needling !== null;
    case 'numbing':
      return numbing_used !== null;
    case 'treat':
      return zones.some((row) => row.state === 'done');
    case 'products':
      return products_after.length > 0 || cooling.trim() !== '';
    case 'finish':
      return false;
  }
}

/**
 * A step before the one that is open counts as done once something was told in it and nothing of it is missing. What
 * was missing to begin stays missing here, even where a stopped session may be signed without it.
 */
export function isDone(step: Step, open: Step, draft: SessionDraft, check: SessionCheck): boolean {
  const gaps = gapsOf([...check.missing, ...check.before_needling], step);
  return STEPS.indexOf(step) < STEPS.indexOf(open) && isBegun(step, draft) && gaps.length === 0;
}

export function nextStep(step: Step): Step | null {
  return STEPS[STEPS.indexOf(step) + 1] ?? null;
}

/** Zones with the same thing missing are one line: "4 zones need an endpoint", not four lines. */
export interface GapLine {
  readonly gap: Gap;
  readonly count: number;
}

/** Gates that shut under a session: what says that neither cream nor needle may follow, whatever step is open. */
const STOPS: ReadonlySet<GapCode> = new Set<GapCode>([
  'no_screening',
  'screening_not_today',
  'screening_not_by_you',
  'screening_stops',
  'screening_worse',
  'no_consent',
  'consent_withdrawn',
  'consent_ended',
  'consent_uncovered',
  'not_approved',
  'patient_said_no',
  'skin_lesion',
]);

/** One line for each gate, whether what it forbids has happened or not. */
export function stopLines(before: readonly Gap[]): GapLine[] {
  return gapLines(before.filter((gap) => STOPS.has(gap.code)).map((gap) => ({ ...gap, happened: null })));
}

export function gapLines(missing: readonly Gap[]): GapLine[] {
  const lines = new Map<string, GapLine>();
  for (const gap of missing) {
    const key = `${gap.place}/${gap.code}/${gap.happened === null ? 'to_do' : 'happened'}`;
    const line = lines.get(key);
    lines.set(key, line ? { gap: line.gap, count: line.count + 1 } : { gap, count: 1 });
  }
  return [...lines.values()];
}
