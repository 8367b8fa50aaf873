// Holds the grid's state for the screen: runs keys and taps through the pure machine and hands each change on.
import { parseNumber } from '#lib/format/number.ts';
import { depthInText, toMicrometres } from '#lib/maps/depth.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import type { ZoneKey } from '#lib/maps/zones.ts';
import { m } from '#lib/paraglide/messages.js';
import { spoken } from './spoken.ts';
import type { GridContext, GridState, GridStep, Notice, PresetRow } from './grid.ts';
import { depthRefusal, goTo, press, rowAt, setDepth, startGrid, statusAt, takePreset } from './grid.ts';
import type { GridKey } from './grid-keys.ts';
import type { GridRow } from './grid-row.ts';
import { statusOf } from './grid-row.ts';

interface Wiring {
  readonly context: () => GridContext;
  readonly locale: () => string;
  /** Called with the rows whenever one of them changed. */
  readonly onrows: (rows: readonly GridRow[]) => void;
}

/** What was typed into a depth field and could not be taken, with the reason in words. */
export interface Mistyped {
  readonly text: string;
  readonly why: string;
}

export class GridControl {
  /** Rows are replaced, never written into, so that only the row that changed is drawn again. */
  state = $state.raw<GridState>(startGrid([]));
  /** It stays in its field until it is corrected, taken back, or the depth is set in another way. */
  mistyped = $state.raw<ReadonlyMap<ZoneKey, Mistyped>>(new Map());
  /** The last thing to say aloud. */
  said = $state('');
  readonly #wiring: Wiring;

  constructor(rows: readonly GridRow[], wiring: Wiring) {
    this.state = startGrid(rows);
    this.#wiring = wiring;
  }

  get current(): GridRow | null {
    return rowAt(this.state);
  }

  get context(): GridContext {
    return this.#wiring.context();
  }

  key(key: GridKey): void {
    this.do((state, context) => press(state, context, key));
  }

  /** Selects a row without moving the keyboard: a tap on the map. */
  goTo(at: number): void {
    this.do((state) => goTo(state, at));
  }

  /** A typed depth, in millimetres. Nothing typed puts the field back to what the record holds. */
  typeDepth(key: ZoneKey, text: string): void {
    this.forgetTyped(key);
    if (text.trim() === '') return;
    const mm = parseNumber(text);
    if (mm === null) return this.#refuseTyped(key, text, m.grid_depth_not_a_number({ typed: text.trim() }));
    const depthUm = toMicrometres(mm);
    if (depthUm === this.state.rows.find((row) => row.key === key)?.depthUm) return;
    const notice = this.do((state, context) => setDepth(state, context, key, depthUm));
    if (notice?.kind === 'refused') this.#refuseTyped(key, text, this.#words(notice));
  }

  /**
   * A preset's plan into untouched zones. A depth that typing would be refused is refused here in the same words, in its
   * own field.
   */
  takePreset(preset: readonly PresetRow[]): void {
    const untouched = preset.filter((plan) => statusAt(this.state, plan.key) === 'untouched');
    if (this.do((state, context) => takePreset(state, context, preset))?.kind !== 'many') return;
    for (const { key, depthUm } of untouched) {
      const why = depthRefusal(this.context, depthUm);
      if (why === null || depthUm === null) continue;
      const notice: Notice = { kind: 'refused', why, key, wantedUm: depthUm };
      this.#refuseTyped(key, depthInText(depthUm, this.#wiring.locale()), this.#words(notice));
    }
  }

  forgetTyped(key: ZoneKey): void {
    if (!this.mistyped.has(key)) return;
    this.mistyped = new Map([...this.mistyped].filter(([other]) => other !== key));
  }

  #refuseTyped(key: ZoneKey, text: string, reason: string): void {
    const why = m.grid_depth_refused({ zone: zoneName(key), reason });
    this.mistyped = new Map([...this.mistyped, [key, { text, why }]]);
    this.said = why;
  }

  #words(notice: Notice): string {
    return spoken(notice, this.context.dial.topUm, this.#wiring.locale());
  }

  do(act: (state: GridState, context: GridContext) => GridStep): Notice | null {
    const before = this.state.rows;
    const step = act(this.state, this.context);
    this.state = step.state;
    if (step.notice) this.said = this.#words(step.notice);
    if (step.state.rows !== before) this.#changed(before, step.state.rows);
    return step.notice;
  }

  #changed(before: readonly GridRow[], rows: readonly GridRow[]): void {
    const now = new Map(rows.map((row) => [row.key, row]));
    for (const was of before) {
      const row = now.get(was.key);
      // A plan taken back takes with it what it could not fill in.
      const takenBack = row !== undefined && statusOf(was) !== 'untouched' && statusOf(row) === 'untouched';
      if (row?.depthUm !== was.depthUm || takenBack) this.forgetTyped(was.key);
    }
    this.#wiring.onrows(rows);
  }
}
