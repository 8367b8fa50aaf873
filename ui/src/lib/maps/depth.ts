// Depth is counted in whole micrometres everywhere but on paper and screen, so that 0.1 + 0.2 never becomes a refused device step.

export const MICROMETRES_PER_MM = 1000;

/** The eight colours of the scale stand for 0.25 to 2.0 mm. */
const COLOUR_STEP_UM = 250;
const DEEPEST_COLOUR = 8;

export type DepthColour = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export const DEPTH_SCALE_UM: readonly number[] = Array.from(
  { length: DEEPEST_COLOUR },
  (_, index) => (index + 1) * COLOUR_STEP_UM,
);

/** Nearest colour of the scale; the exact number is always printed beside it because neighbours look alike. */
export function depthColour(depthUm: number): DepthColour {
  const nearest = Math.round(depthUm / COLOUR_STEP_UM);
  return Math.min(DEEPEST_COLOUR, Math.max(1, nearest)) as DepthColour;
}

export function toMicrometres(mm: number): number {
  return Math.round(mm * MICROMETRES_PER_MM);
}

export function toMillimetres(um: number): number {
  return um / MICROMETRES_PER_MM;
}

/** `0.75`, `1.50`: every figure of a column has the same length. */
export function depthInGrid(depthUm: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    toMillimetres(depthUm),
  );
}

/** `0.75`, `1.5`, `1.0`: as short as the value allows, for prose and for the map. */
export function depthInText(depthUm: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 2 }).format(
    toMillimetres(depthUm),
  );
}
