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
