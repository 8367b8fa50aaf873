/**
 * The colour step of a depth: 1 for 0.25 mm to 8 for 2.0 mm. Finer depths take the nearest colour,
 * so the exact number is always printed beside it. null is "not treated", which is hatching and never step 1.
 */
export function depthStep(mm: number | null): number | null {
  if (mm === null) return null;
  return Math.max(1, Math.min(8, Math.round(mm / 0.25)));
}
