// What every chart is made of: values with their words, and the few numbers by which they are placed. The marks are our own
// SVG, because the window refuses inline styles and the same marks must print, follow the theme and be read as a table.

/** One value with its words. */
export interface Mark {
  /** What it is the value of, in full. */
  readonly label: string;
  /** The same where there is little room. */
  readonly short?: string;
  readonly value: number;
}

/** A chart as a table: a head and its rows, in words and figures. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How far apart the lines behind a chart stand: 1, 2 or 5 times a power of ten, at most five of them, whole: half a session was never done. */
export function stepFor(most: number): number {
  const rough = Math.max(1, most / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  return step * power;
}

/** The lines behind a chart, from nothing to the first one that no value exceeds. */
export function ticksFor(most: number): number[] {
  const step = stepFor(most);
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

/** Every nth, so that words of this width never touch; the first always stands. */
export function everyNth(count: number, room: number, width: number): number {
  return Math.max(1, Math.ceil((count * width) / Math.max(room, 1)));
}
