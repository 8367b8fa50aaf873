import { describe, expect, it } from 'vitest';
import { areaRange, shownIn, toCm2 } from './area-unit.ts';

describe('an area in the unit of the tape', () => {
  it('is kept in square centimetres, to the hundredth', () => {
    expect(toCm2('cm2', 90)).toBe(90);
    expect(toCm2('in2', 14)).toBe(90.32);
    expect(toCm2('in2', null)).toBeNull();
  });

  it('comes back as it was typed', () => {
    for (const typed of [0.5, 1, 3.25, 14, 93, 310]) expect(shownIn('in2', toCm2('in2', typed))).toBe(typed);
    expect(shownIn('cm2', 90.32)).toBe(90.32);
  });

  it('has the same limits in both units', () => {
    const { max } = areaRange('in2');
    expect(toCm2('in2', max)).toBeLessThanOrEqual(areaRange('cm2').max);
    expect(toCm2('in2', max + 1)).toBeGreaterThan(areaRange('cm2').max);
  });
});
