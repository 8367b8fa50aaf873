// Holds the grid's state for the screen: runs keys and taps through the pure machine and hands each change on.
import { spoken } from './spoken.ts';
import type { GridContext, GridState, GridStep } from './grid.ts';
import { goTo, press, rowAt, startGrid } from './grid.ts';
import type { GridKey } from './grid-keys.ts';
import type { GridRow } from './grid-row.ts';

interface Wiring {
  readonly context: () => GridContext;
  readonly locale: () => string;
  /** Called with the rows whenever one of them changed. */
  readonly onrows: (rows: readonly GridRow[]) => void;
}

export class GridControl {
  /** Rows are replaced, never written into, so that only the row that changed is drawn again. */
  state = $state.raw<GridState>(startGrid([]));
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

  do(act: (state: GridState, context: GridContext) => GridStep): void {
    const before = this.state.rows;
    const step = act(this.state, this.context);
    this.state = step.state;
    if (step.notice) this.said = spoken(step.notice, this.context.dial.topUm, this.#wiring.locale());
    if (step.state.rows !== before) this.#wiring.onrows(step.state.rows);
  }
}
