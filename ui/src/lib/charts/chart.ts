// What every chart is made of: values with their words. The scales are d3's; the marks are our own SVG, because the window
// refuses inline styles and the same marks must print, follow the theme and be read as a table.

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

/** Whole numbers only: half a session was never done. */
export function wholeTicks(ticks: readonly number[]): number[] {
  return ticks.filter(Number.isInteger);
}

/** Every nth, so that words of this width never touch; the first always stands. */
export function everyNth(count: number, room: number, width: number): number {
  return Math.max(1, Math.ceil((count * width) / Math.max(room, 1)));
}
