// An area as it is measured: kept in square centimetres, typed and shown in the unit of the person's tape.

export type AreaUnit = 'cm2' | 'in2';

const CM2_PER_IN2 = 6.4516;

const LARGEST_CM2 = 2000;

function toHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

export function shownIn(unit: AreaUnit, cm2: number | null): number | null {
  if (cm2 === null || unit === 'cm2') return cm2;
  return toHundredths(cm2 / CM2_PER_IN2);
}

export function toCm2(unit: AreaUnit, value: number | null): number | null {
  if (value === null || unit === 'cm2') return value;
  return toHundredths(value * CM2_PER_IN2);
}

/** Least and most that make sense on a patient, in the unit they are typed in. */
export function areaRange(unit: AreaUnit): { min: number; max: number } {
  return unit === 'cm2' ? { min: 1, max: LARGEST_CM2 } : { min: 0.16, max: Math.floor(LARGEST_CM2 / CM2_PER_IN2) };
}
