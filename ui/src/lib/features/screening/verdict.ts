// What the rules said, as the screen shows it: never clear while an answer is missing, and a wait that merely ends in time keeps its clock.
import type { AppScreening, Finding, Outcome, ScreeningAnswer } from '#lib/ipc/bindings.ts';
import type { Status } from '#lib/design/status.ts';

const STATUS: Record<Outcome, Status> = {
  clear: 'clear',
  info: 'info',
  caution: 'caution',
  defer: 'defer',
  absolute: 'stop',
};

export const outcomeStatus = (outcome: Outcome): Status => STATUS[outcome];

/** Worse than anything a missing answer could hide behind. */
const SPEAKS_ALREADY: ReadonlySet<Outcome> = new Set(['caution', 'defer', 'absolute']);

export function verdictStatus(judged: AppScreening): Status {
  const { outcome } = judged.so_far;
  if (judged.missing.length > 0 && !SPEAKS_ALREADY.has(outcome)) return 'undecided';
  return STATUS[outcome];
}

/** A wait that is over on the planned day but not today: it holds only if the thing is not used again. */
export function isForecastWait(finding: Finding, today: string): boolean {
  return finding.reason === 'over' && finding.until !== null && finding.until > today;
}

export function findingStatus(finding: Finding, today: string): Status {
  return isForecastWait(finding, today) ? 'defer' : STATUS[finding.outcome];
}

/** Off-label use is one card with the zones it is about, and is settled there. */
export const settledWithZones = (finding: Finding): boolean => finding.rule === 'R40';

/** Of several questions in one row: what is missing first, then the worst. */
export function rowStatus(each: readonly Status[]): Status {
  const order: readonly Status[] = ['clear', 'info', 'caution', 'defer', 'stop'];
  if (each.includes('undecided')) return 'undecided';
  return each.reduce((worst, one) => (order.indexOf(one) > order.indexOf(worst) ? one : worst), 'clear');
}

/** What a person should read: waits long over say nothing any more. */
export function spokenFindings(answer: ScreeningAnswer, today: string): Finding[] {
  return answer.findings.filter((finding) => finding.outcome !== 'clear' || isForecastWait(finding, today));
}

export interface WaitBar {
  readonly rule: string;
  /** Shares of the whole width, 0 to 1: until here no session, and until here a reason. */
  readonly stop: number;
  readonly ease: number;
}

export interface WaitChart {
  readonly bars: readonly WaitBar[];
  /** Where the planned day stands, 0 to 1. */
  readonly planned: number;
  /** Where the longest wait ends, and when. */
  readonly end: number;
  readonly endsOn: string;
  readonly lastOn: string;
}

const DAY_MS = 86_400_000;

function daysAfter(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));
}

/** The running waits beside the planned day; null when nothing is waited for. */
export function waitChart(answer: ScreeningAnswer, today: string, plannedOn: string): WaitChart | null {
  const waits = answer.findings.filter((finding) => (finding.clear_from ?? finding.eligible_from ?? '') > today);
  const ends = waits.map((finding) => finding.clear_from ?? finding.eligible_from ?? today);
  const endsOn = [...ends].sort().at(-1) ?? today;
  const lastOn = [...ends, plannedOn].sort().at(-1);
  if (waits.length === 0 || lastOn === undefined) return null;
  // A tenth of room to the right, so that the longest bar is seen to end.
  const whole = Math.max(1, daysAfter(today, lastOn) * 1.1);
  const share = (date: string | null) => (date === null ? 0 : daysAfter(today, date) / whole);
  const bars = waits.map((finding) => ({
    rule: finding.rule,
    stop: share(finding.eligible_from),
    ease: share(finding.clear_from ?? finding.eligible_from),
  }));
  return { bars, planned: share(plannedOn), end: share(endsOn), endsOn, lastOn };
}
