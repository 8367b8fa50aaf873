import { describe, expect, it } from 'vitest';
import { everyNth, ticksFor } from './chart.ts';

describe('a chart', () => {
  it('counts in whole and round numbers, up to one that no value exceeds', () => {
    expect(ticksFor(1)).toEqual([0, 1]);
    expect(ticksFor(3)).toEqual([0, 1, 2, 3]);
    expect(ticksFor(12)).toEqual([0, 5, 10, 15]);
    expect(ticksFor(48)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(ticksFor(830)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(ticksFor(0)).toEqual([0, 1]);
  });

  it('leaves out words that would touch, and none where there is room', () => {
    expect(everyNth(12, 600, 48)).toBe(1);
    expect(everyNth(60, 600, 48)).toBe(5);
    expect(everyNth(3, 0, 48)).toBeGreaterThanOrEqual(1);
  });
});
