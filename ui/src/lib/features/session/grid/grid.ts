// The zone grid as a pure machine: a state and a key give a new state and what to tell the person. No clock, no store, no clinical verdicts.
import type { Concern, Pattern } from '#lib/ipc/bindings.ts';
import type { ZoneKey } from '#lib/maps/zones.ts';
import type { DepthDial } from './depth-dial.ts';
import { turn } from './depth-dial.ts';
import type { GridKey, GridLetter } from './grid-keys.ts';
import type { History, Picture } from './history.ts';
import { NO_HISTORY, remember, stepBack, stepForward } from './history.ts';
import type { Endpoint, GridRow, RowStatus, ZonePlan } from './grid-row.ts';
import { emptyRow, statusOf } from './grid-row.ts';

/** A value begun by a letter and ended by digits: `E 2`, `P 1 0 Enter`. */
export interface Entry {
  readonly field: 'endpoint' | 'pain';
  readonly everywhere: boolean;
  readonly digits: string;
}

export interface GridState {
  readonly rows: readonly GridRow[];
  readonly at: number;
  readonly entry: Entry | null;
  /** A done zone whose change was just refused: the next Enter opens it. */
  readonly knocked: ZoneKey | null;
  /** A done zone opened on purpose, to be corrected. */
  readonly opened: ZoneKey | null;
  readonly history: History;
}

/** What the grid may know of the world: the dial, where a first depth starts, last visit's plan, what a new zone begins with. */
export interface GridContext {
  readonly dial: DepthDial;
  readonly last: ReadonlyMap<ZoneKey, ZonePlan>;
  readonly defaults: ZonePlan;
  startUm(row: GridRow): number;
}

export type Refusal = 'preset_has_nothing' | 'done' | 'top' | 'lowest' | 'not_positive' | 'no_depth' | 'nothing_to_copy' | 'nothing_to_undo' | 'out_of_range';

export type Notice =
  | { readonly kind: 'depth'; readonly key: ZoneKey; readonly depthUm: number }
  | { readonly kind: 'passes'; readonly key: ZoneKey; readonly passes: number }
  | { readonly kind: 'patterns'; readonly key: ZoneKey; readonly patterns: readonly Pattern[] }
  | { readonly kind: 'endpoint'; readonly key: ZoneKey; readonly endpoint: Endpoint }
  | { readonly kind: 'pain'; readonly key: ZoneKey; readonly pain: number }
  | { readonly kind: 'many'; readonly field: 'endpoint' | 'pain' | 'copied' | 'preset'; readonly count: number }
  | { readonly kind: 'not_treated' | 'treated' | 'opened' | 'moved'; readonly key: ZoneKey }
  | { readonly kind: 'undone' | 'redone' }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly key: ZoneKey | null; readonly wantedUm?: number };

export interface GridStep {
  readonly state: GridState;
  readonly notice: Notice | null;
}

const MOST_PASSES = 12;
const MOST_PAIN = 10;
const LAST_ENDPOINT = 4;

const PATTERN_LETTER: Partial<Record<GridLetter, Pattern>> = {
  v: 'vertical',
  h: 'horizontal',
  d: 'diagonal',
  s: 'stamp',
};

export function startGrid(rows: readonly GridRow[]): GridState {
  return { rows, at: 0, entry: null, knocked: null, opened: null, history: NO_HISTORY };
}

export function rowAt(state: GridState): GridRow | null {
  return state.rows[state.at] ?? null;
}

function quiet(state: GridState, notice: Notice | null = null): GridStep {
  return { state, notice };
}

function refuse(state: GridState, why: Refusal, row: GridRow | null, wantedUm?: number): GridStep {
  const notice: Notice = { kind: 'refused', why, key: row?.key ?? null, ...(wantedUm === undefined ? {} : { wantedUm }) };
  return { state: { ...state, knocked: why === 'done' ? (row?.key ?? null) : state.knocked }, notice };
}

function picture(state: GridState): Picture {
  return { rows: state.rows, at: state.at };
}

function withRows(state: GridState, rows: readonly GridRow[], notice: Notice): GridStep {
  return { state: { ...state, rows, entry: null, history: remember(state.history, picture(state)) }, notice };
}

function withRow(state: GridState, row: GridRow, notice: Notice): GridStep {
  return withRows(state, state.rows.map((old) => (old.key === row.key ? row : old)), notice);
}

function isShut(state: GridState, row: GridRow): boolean {
  return statusOf(row) === 'done' && state.opened !== row.key;
}

/** A zone taken up for the first time today starts from the visit's defaults; what it already holds stays. */
export function takenUp(row: GridRow, defaults: ZonePlan): GridRow {
  return {
    ...row,
    indication: row.indication ?? defaults.indication,
    passes: row.passes ?? defaults.passes,
    patterns: row.patterns.length > 0 ? row.patterns : defaults.patterns,
    speed: row.speed ?? defaults.speed,
    notTreated: false,
    copied: false,
  };
}

export function stepDepth(state: GridState, context: GridContext, way: 1 | -1): GridStep {
  const row = rowAt(state);
  if (!row) return quiet(state);
  if (isShut(state, row)) return refuse(state, 'done', row);
  if (row.depthUm === null) return setDepth(state, context, row.key, context.startUm(row));
  const move = turn(context.dial, row.depthUm, way);
  if (move.kind === 'stopped') return refuse(state, move.at, row, move.wantedUm);
  return setDepth(state, context, row.key, move.depthUm);
}

/** Also the way in for a typed depth. */
export function setDepth(state: GridState, context: GridContext, key: ZoneKey, depthUm: number): GridStep {
  const row = state.rows.find((row) => row.key === key);
  if (!row) return quiet(state);
  if (isShut(state, row)) return refuse(state, 'done', row);
  const why = depthRefusal(context, depthUm);
  if (why !== null) return refuse(state, why, row, why === 'top' ? depthUm : undefined);
  return withRow(state, { ...takenUp(row, context.defaults), depthUm }, { kind: 'depth', key, depthUm });
}

export function setPasses(state: GridState, context: GridContext, passes: number): GridStep {
  const row = rowAt(state);
  if (!row) return quiet(state);
  if (isShut(state, row)) return refuse(state, 'done', row);
  if (passes < 1 || passes > MOST_PASSES) return refuse(state, 'out_of_range', row);
  return withRow(state, { ...takenUp(row, context.defaults), passes }, { kind: 'passes', key: row.key, passes });
}

export function togglePattern(state: GridState, context: GridContext, pattern: Pattern): GridStep {
  const row = rowAt(state);
  if (!row) return quiet(state);
  if (isShut(state, row)) return refuse(state, 'done', row);
  const patterns = row.patterns.includes(pattern)
    ? row.patterns.filter((other) => other !== pattern)
    : [...row.patterns, pattern];
  const changed = { ...takenUp({ ...row, patterns: [] }, context.defaults), patterns };
  return withRow(state, changed, { kind: 'patterns', key: row.key, patterns });
}

export function setIndication(state: GridState, context: GridContext, key: ZoneKey, indication: Concern): GridStep {
  const row = state.rows.find((row) => row.key === key);
  if (!row) return quiet(state);
  if (isShut(state, row)) return refuse(state, 'done', row);
  return withRow(state, { ...takenUp(row, context.defaults), indication }, { kind: 'treated', key });
}

/** A zone counts as done once its endpoint was seen, so an endpoint needs a depth first. */
export function setEndpoint(state: GridState, endpoint: Endpoint, everywhere: boolean): GridStep {
  if (everywhere) {
    const waiting = (row: GridRow) => row.depthUm !== null && statusOf(row) === 'planned';
    const count = state.rows.filter(waiting).length;
    if (count === 0) return refuse(clearEntry(state), 'no_depth', rowAt(state));
    const rows = state.rows.map((row) => (waiting(row) ? { ...row, endpoint } : row));
    return withRows(state, rows, { kind: 'many', field: 'endpoint', count });
  }
  const row = rowAt(state);
  if (!row) return quiet(clearEntry(state));
  if (isShut(state, row)) return refuse(clearEntry(state), 'done', row);
  if (row.depthUm === null) return refuse(clearEntry(state), 'no_depth', row);
  return withRow(state, { ...row, endpoint, notTreated: false }, { kind: 'endpoint', key: row.key, endpoint });
}

/** Pain may be told later than the endpoint, so an empty one can be filled on a done zone; a given one is a fact. */
export function setPain(state: GridState, pain: number, everywhere: boolean): GridStep {
  if (pain < 0 || pain > MOST_PAIN) return refuse(clearEntry(state), 'out_of_range', rowAt(state));
  if (everywhere) {
    const waiting = (row: GridRow) => row.pain === null && row.depthUm !== null && !row.notTreated;
    const count = state.rows.filter(waiting).length;
    if (count === 0) return refuse(clearEntry(state), 'no_depth', rowAt(state));
    const rows = state.rows.map((row) => (waiting(row) ? { ...row, pain } : row));
    return withRows(state, rows, { kind: 'many', field: 'pain', count });
  }
  const row = rowAt(state);
  if (!row) return quiet(clearEntry(state));
  if (row.depthUm === null) return refuse(clearEntry(state), 'no_depth', row);
  if (row.pain !== null && isShut(state, row)) return refuse(clearEntry(state), 'done', row);
  return withRow(state, { ...row, pain }, { kind: 'pain', key: row.key, pain });
}

export function toggleNotTreated(state: GridState): GridStep {
  const row = rowAt(state);
  if (!row) return quiet(state);
  if (statusOf(row) === 'done') return refuse(state, 'done', row);
  const notTreated = !row.notTreated;
  return withRow(state, { ...row, notTreated }, { kind: notTreated ? 'not_treated' : 'treated', key: row.key });
}

/** Copies last visit's plan into untouched zones only. What was seen or felt then is never copied. */
export function copyLast(state: GridState, context: GridContext): GridStep {
  const plan = (row: GridRow) => (statusOf(row) === 'untouched' ? context.last.get(row.key) : undefined);
  const count = state.rows.filter((row) => plan(row) !== undefined).length;
  if (count === 0) return refuse(state, 'nothing_to_copy', null);
  const rows = state.rows.map((row) => {
    const last = plan(row);
    if (!last) return row;
    const { indication, depthUm, passes, patterns, speed } = last;
    return { ...row, indication, depthUm, passes, patterns, speed, copied: true };
  });
  return withRows(state, rows, { kind: 'many', field: 'copied', count });
}

/** How a zone stands; one without a row yet is untouched. */
export function statusAt(state: GridState, key: ZoneKey): RowStatus {
  const row = state.rows.find((row) => row.key === key);
  return row ? statusOf(row) : 'untouched';
}

/** A zone of a preset: which one, and what is planned there. */
export type PresetRow = Pick<GridRow, 'key' | 'zone' | 'side'> & ZonePlan;

/**
 * Fills untouched zones with a preset's plan and takes in zones that the grid had no row for, as one step of the history. A
 * depth that could not be typed here is left empty; whoever called says why.
 */
export function takePreset(state: GridState, context: GridContext, preset: readonly PresetRow[]): GridStep {
  const plans = new Map(preset.map((plan) => [plan.key, plan]));
  const known = new Set(state.rows.map((row) => row.key));
  const added = preset.filter((plan) => !known.has(plan.key)).map((plan) => emptyRow(plan.key, plan.zone, plan.side));
  const all = [...state.rows, ...added];
  const planFor = (row: GridRow) => (statusOf(row) === 'untouched' ? plans.get(row.key) : undefined);
  const count = all.filter((row) => planFor(row) !== undefined).length;
  if (count === 0) return refuse(state, 'preset_has_nothing', null);
  const rows = all.map((row) => {
    const plan = planFor(row);
    if (!plan) return row;
    const { indication, passes, patterns, speed } = plan;
    const depthUm = depthRefusal(context, plan.depthUm) === null ? plan.depthUm : null;
    return { ...row, indication, depthUm, passes, patterns, speed, copied: true };
  });
  return withRows(state, rows, { kind: 'many', field: 'preset', count });
}

/** Why a depth cannot stand in the grid at all; every other verdict is the rules' to give. */
export function depthRefusal(context: GridContext, depthUm: number | null): 'not_positive' | 'top' | null {
  if (depthUm === null) return null;
  if (depthUm <= 0) return 'not_positive';
  return depthUm > context.dial.topUm ? 'top' : null;
}

function clearEntry(state: GridState): GridState {
  return { ...state, entry: null };
}

export function goTo(state: GridState, at: number): GridStep {
  const row = state.rows[at];
  if (!row) return quiet(clearEntry(state));
  return quiet({ ...state, at, entry: null, knocked: null, opened: null }, { kind: 'moved', key: row.key });
}

/** Takes in a zone that the map does not show, and goes to it. */
export function addZone(state: GridState, row: GridRow): GridStep {
  const known = state.rows.findIndex((one) => one.key === row.key);
  if (known >= 0) return goTo(state, known);
  return goTo({ ...state, rows: [...state.rows, row] }, state.rows.length);
}

export function openDone(state: GridState, key: ZoneKey): GridStep {
  const at = state.rows.findIndex((row) => row.key === key);
  if (at < 0) return quiet(state);
  return quiet({ ...state, at, entry: null, knocked: null, opened: key }, { kind: 'opened', key });
}

function travel(state: GridState, way: 'undo' | 'redo'): GridStep {
  const found = (way === 'undo' ? stepBack : stepForward)(state.history, picture(state));
  if (!found) return refuse(state, 'nothing_to_undo', rowAt(state));
  const { rows, at } = found.picture;
  const next: GridState = { ...state, rows, at, entry: null, knocked: null, opened: null, history: found.history };
  return quiet(next, { kind: way === 'undo' ? 'undone' : 'redone' });
}

function endEntry(state: GridState, entry: Entry): GridStep {
  if (entry.digits === '') return quiet(clearEntry(state));
  return entry.field === 'pain' ? setPain(state, Number(entry.digits), entry.everywhere) : quiet(clearEntry(state));
}

function typeDigit(state: GridState, entry: Entry, digit: number): GridStep {
  if (entry.field === 'endpoint') {
    if (digit > LAST_ENDPOINT) return refuse(clearEntry(state), 'out_of_range', rowAt(state));
    return setEndpoint(state, digit as Endpoint, entry.everywhere);
  }
  const digits = `${entry.digits}${digit}`;
  if (Number(digits) > MOST_PAIN) return refuse(state, 'out_of_range', rowAt(state));
  return quiet({ ...state, entry: { ...entry, digits } });
}

function pressLetter(state: GridState, context: GridContext, letter: GridLetter, shift: boolean): GridStep {
  const pattern = PATTERN_LETTER[letter];
  if (pattern) return togglePattern(state, context, pattern);
  switch (letter) {
    case 'e':
      return quiet({ ...state, entry: { field: 'endpoint', everywhere: shift, digits: '' } });
    case 'p':
      return quiet({ ...state, entry: { field: 'pain', everywhere: shift, digits: '' } });
    case 'c':
      return copyLast(state, context);
    default:
      return toggleNotTreated(state);
  }
}

function pressEnter(state: GridState, way: 1 | -1): GridStep {
  if (state.entry) return endEntry(state, state.entry);
  if (way > 0 && state.knocked !== null) return openDone(state, state.knocked);
  return goTo(state, state.at + way);
}

/** One key. Anything but Enter after a refused change forgets that the zone was knocked on. */
export function press(state: GridState, context: GridContext, key: GridKey): GridStep {
  if (key.kind === 'move') return pressEnter(state, key.way);
  const calm = state.knocked === null ? state : { ...state, knocked: null };
  switch (key.kind) {
    case 'depth':
      return stepDepth(clearEntry(calm), context, key.way);
    case 'edge':
      return goTo(calm, key.to === 'first' ? 0 : calm.rows.length - 1);
    case 'digit':
      if (calm.entry) return typeDigit(calm, calm.entry, key.digit);
      return setPasses(calm, context, key.shift ? 10 + key.digit : key.digit);
    case 'letter':
      return pressLetter(calm, context, key.letter, key.shift);
    case 'erase':
      return quiet(calm.entry ? { ...calm, entry: { ...calm.entry, digits: '' } } : calm);
    case 'leave':
      return quiet({ ...calm, entry: null, opened: null });
    case 'undo':
      return travel(calm, 'undo');
    case 'redo':
      return travel(calm, 'redo');
  }
}
