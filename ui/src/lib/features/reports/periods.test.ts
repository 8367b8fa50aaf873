import { describe, expect, it } from 'vitest';
import { periodOf } from './periods.ts';

describe('the period of a report', () => {
  it('is whole months, this one among them', () => {
    expect(periodOf('months_3', '2026-11-23')).toEqual({ from: '2026-09-01', to: '2026-11-23' });
    expect(periodOf('months_12', '2026-11-23')).toEqual({ from: '2025-12-01', to: '2026-11-23' });
    expect(periodOf('months_3', '2027-01-31')).toEqual({ from: '2026-11-01', to: '2027-01-31' });
  });

  it('begins this year with January', () => {
    expect(periodOf('this_year', '2026-11-23').from).toBe('2026-01-01');
  });
});
