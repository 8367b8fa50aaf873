/**
 * Numbers as people type them: a comma or a point before the decimals, whichever the clinic writes.
 * Anything else is not a number; text is never read as zero.
 */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  if (!/^[+-]?\d+([.,]\d+)?$/.test(trimmed)) return null;
  return Number(trimmed.replace(',', '.'));
}

/** Depth in a grid: 0.5, 0.75, 1.0, always with a decimal so that columns read alike. */
export function formatDepth(mm: number): string {
  return Number.isInteger(mm) ? mm.toFixed(1) : String(Number(mm.toFixed(3)));
}

/** Disk space from megabytes: "640 MB", "23.6 GB". */
export function formatSpace(megabytes: number): string {
  if (megabytes < 1000) return `${megabytes} MB`;
  const gigabytes = megabytes / 1000;
  return `${gigabytes < 100 ? gigabytes.toFixed(1) : Math.round(gigabytes)} GB`;
}
