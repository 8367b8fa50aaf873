// Drawn strokes as the record keeps them: position, milliseconds since the first point, pressure.
import type { Signature } from '#lib/ipc/bindings.ts';

/** A point as the drawing library hands it over; `time` is a wall-clock instant in milliseconds. */
export interface RawPoint {
  readonly x: number;
  readonly y: number;
  readonly time: number;
  readonly pressure: number;
}

/** A shorter line than this is a slip of the hand, not a signature. The record's own rule refuses it too. */
const SHORTEST_LINE = 20;

/** Null while nothing that could be a signature was drawn. */
export function drawnSignature(groups: readonly { readonly points: readonly RawPoint[] }[]): Signature | null {
  const start = groups[0]?.points[0]?.time;
  if (start === undefined || lengthOf(groups) < SHORTEST_LINE) return null;
  const strokes = groups.map((group) =>
    group.points.map(({ x, y, time, pressure }) => ({
      x,
      y,
      t: Math.max(0, Math.round(time - start)),
      pressure: Math.min(1, Math.max(0, pressure)),
    })),
  );
  return { way: 'drawn', strokes };
}

function lengthOf(groups: readonly { readonly points: readonly RawPoint[] }[]): number {
  let length = 0;
  for (const { points } of groups) {
    points.forEach((point, index) => {
      const before = points[index - 1];
      if (before) length += Math.hypot(point.x - before.x, point.y - before.y);
    });
  }
  return length;
}

/** The same drawing on a pad of another width: what no longer fits is drawn smaller, alike in both directions. */
export function narrowed<G extends { readonly points: readonly RawPoint[] }>(groups: readonly G[], from: number, to: number): G[] {
  const factor = from > 0 ? Math.min(1, to / from) : 1;
  return groups.map((group) => ({
    ...group,
    points: group.points.map((point) => ({ ...point, x: point.x * factor, y: point.y * factor })),
  }));
}
