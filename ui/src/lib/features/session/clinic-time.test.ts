import { describe, expect, it } from 'vitest';
import { instantOf, parseTimeOfDay } from './clinic-time.ts';

describe('a time of day as typed', () => {
  it('is read with a colon, a point, a space or nothing', () => {
    expect(['10:05', '10.05', '1005', '10 5', ' 9:05 '].map(parseTimeOfDay)).toEqual([605, 605, 605, 605, 545]);
  });

  it('is refused when no clock shows it', () => {
    expect(['24:00', '10:61', 'ten', '', '10:5x', '-1:00'].map(parseTimeOfDay)).toEqual(Array(6).fill(null));
  });
});

describe('the instant of a time of day', () => {
  it('stands in the clinic\'s zone, not the computer\'s', () => {
    expect(instantOf('America/New_York', '2026-11-24', 605)).toBe('2026-11-24T15:05:00.000Z');
    expect(instantOf('Australia/Sydney', '2026-11-24', 30)).toBe('2026-11-23T13:30:00.000Z');
  });

  it('is the first of the two when the clocks go back', () => {
    expect(instantOf('Europe/London', '2026-10-25', 90)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('moves on by the hour that is skipped when the clocks go forward', () => {
    expect(instantOf('Europe/London', '2026-03-29', 90)).toBe('2026-03-29T01:30:00.000Z');
  });

  it('is right on both sides of a change on the same day', () => {
    expect(instantOf('Europe/London', '2026-03-29', 30)).toBe('2026-03-29T00:30:00.000Z');
    expect(instantOf('Europe/London', '2026-03-29', 600)).toBe('2026-03-29T09:00:00.000Z');
  });
});
