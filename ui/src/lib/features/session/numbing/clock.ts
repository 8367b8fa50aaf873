// How long numbing cream has been on, judged against the product's own contact time. Elapsed time is counted on instants, never on wall clocks.

import type { ContactTime, NumbingArea } from '#lib/ipc/bindings.ts';

/** Minutes on skin at which the product works, and at which it must come off. */
export interface ContactWindow {
  readonly fromMin: number;
  readonly toMin: number;
}

export type ClockState = 'not_on' | 'early' | 'in_window' | 'over' | 'off' | 'off_before_on';

export interface ClockReading {
  readonly state: ClockState;
  /** Whole minutes on skin, rounded down as the rules round. */
  readonly minutes: number;
  /** When the window opens; null before the cream is on. */
  readonly readyAtMs: number | null;
  /** Minutes past the product's end, 0 while inside. */
  readonly overBy: number;
}

const MINUTE_MS = 60_000;
/** A tick this late means that the computer was asleep, not busy. */
const ASLEEP_MS = 90_000;

/** Null where only the prescriber can say how long. */
export function windowOf(contact: ContactTime | undefined): ContactWindow | null {
  return !contact || contact.by === 'prescriber' ? null : { fromMin: contact.from, toMin: contact.to };
}

export function readClock(onMs: number | null, offMs: number | null, nowMs: number, contact: ContactWindow): ClockReading {
  if (onMs === null) return { state: 'not_on', minutes: 0, readyAtMs: null, overBy: 0 };
  // Nothing was on the skin for less than no time: one of the two is mistyped, and no minutes are shown.
  if (offMs !== null && offMs <= onMs) return { state: 'off_before_on', minutes: 0, readyAtMs: null, overBy: 0 };
  const minutes = Math.max(0, Math.floor(((offMs ?? nowMs) - onMs) / MINUTE_MS));
  const overBy = Math.max(0, minutes - contact.toMin);
  return { state: stateOf(minutes, offMs !== null, contact), minutes, readyAtMs: onMs + contact.fromMin * MINUTE_MS, overBy };
}

/** Where only the prescriber can say, the clock runs without a window and is never early or over. */
const NO_WINDOW: ContactWindow = { fromMin: 0, toMin: Number.MAX_SAFE_INTEGER };

export function readArea(area: Pick<NumbingArea, 'on_at' | 'off_at'>, contact: ContactWindow | null, nowMs: number): ClockReading {
  const instant = (at: string | null) => (at === null ? null : Date.parse(at));
  return readClock(instant(area.on_at), instant(area.off_at), nowMs, contact ?? NO_WINDOW);
}

function stateOf(minutes: number, off: boolean, contact: ContactWindow): ClockState {
  if (off) return 'off';
  if (minutes < contact.fromMin) return 'early';
  return minutes <= contact.toMin ? 'in_window' : 'over';
}

/** What to say aloud when one reading follows another: only the start, the end, and once it is over. */
export function toAnnounce(before: ClockState, after: ClockState): 'ready' | 'over' | null {
  if (before === after) return null;
  if (after === 'in_window') return 'ready';
  return after === 'over' ? 'over' : null;
}

/** True when a reading came so late that the computer must have slept; the elapsed time shown is still the true one. */
export function hasSlept(expectedMs: number, nowMs: number): boolean {
  return nowMs - expectedMs > ASLEEP_MS;
}
