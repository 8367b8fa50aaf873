import { describe, expect, it } from 'vitest';
import { everyNth, wholeTicks } from './chart.ts';

describe('a chart', () => {
  it('counts in whole numbers', () => {
    expect(wholeTicks([0, 0.5, 1, 1.5, 2])).toEqual([0, 1, 2]);
  });

  it('leaves out words that would touch, and none where there is room', () => {
    expect(everyNth(12, 600, 48)).toBe(1);
    expect(everyNth(60, 600, 48)).toBe(5);
    expect(everyNth(3, 0, 48)).toBeGreaterThanOrEqual(1);
  });
});
