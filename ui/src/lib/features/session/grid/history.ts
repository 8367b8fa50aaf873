// Undo and redo of a draft: whole earlier pictures of the rows, cheap because unchanged rows are shared.
import type { GridRow } from './grid-row.ts';

export interface Picture {
  readonly rows: readonly GridRow[];
  readonly at: number;
}

export interface History {
  readonly past: readonly Picture[];
  readonly future: readonly Picture[];
}

/** A visit has a few hundred changes; beyond this the oldest steps can no longer be undone (the store's trail still has them). */
const LONGEST = 500;

export const NO_HISTORY: History = { past: [], future: [] };

export function remember(history: History, before: Picture): History {
  return { past: [...history.past, before].slice(-LONGEST), future: [] };
}

export function stepBack(history: History, now: Picture): { history: History; picture: Picture } | null {
  const picture = history.past.at(-1);
  if (!picture) return null;
  return { picture, history: { past: history.past.slice(0, -1), future: [now, ...history.future] } };
}

export function stepForward(history: History, now: Picture): { history: History; picture: Picture } | null {
  const [picture, ...future] = history.future;
  if (!picture) return null;
  return { picture, history: { past: [...history.past, now], future } };
}
