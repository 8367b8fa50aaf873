import { describe, expect, it } from 'vitest';
import type { AppScreening, Finding, ScreeningAnswer } from '#lib/ipc/bindings.ts';
import { findingStatus, isForecastWait, spokenFindings, verdictStatus, waitChart } from './verdict.ts';

const TODAY = '2026-11-24';

function finding(more: Partial<Finding>): Finding {
  return { rule: 'R01', outcome: 'clear', until: null, eligible_from: null, clear_from: null, stop_by: null, reason: 'yes', source: '', grade: 'A', ...more };
}

function answer(outcome: ScreeningAnswer['outcome'], findings: Finding[] = []): ScreeningAnswer {
  return { outcome, eligible_from: null, clear_from: null, rules: [], findings, numbing: { verdict: 'ok', blocked: [], rules: [] } };
}

const judged = (outcome: ScreeningAnswer['outcome'], missing: string[]): AppScreening => ({ so_far: answer(outcome), missing, outcome });

describe('the verdict on screen', () => {
  it('never reads as clear while an answer is missing', () => {
    expect(verdictStatus(judged('clear', ['acne']))).toBe('undecided');
    expect(verdictStatus(judged('info', ['acne']))).toBe('undecided');
    expect(verdictStatus(judged('clear', []))).toBe('clear');
  });

  it('shows a stop or a wait at once, whatever is still missing', () => {
    expect(verdictStatus(judged('absolute', ['acne']))).toBe('stop');
    expect(verdictStatus(judged('defer', ['acne']))).toBe('defer');
  });

  it('keeps the clock on a wait that ends before the planned day: it is clear only if not used again', () => {
    const wait = finding({ reason: 'over', until: '2026-11-27' });
    expect(findingStatus(wait, TODAY)).toBe('defer');
    expect(isForecastWait(finding({ reason: 'over', until: TODAY }), TODAY), 'over today is over').toBe(false);
  });

  it('does not speak of waits that were over long ago', () => {
    const old = finding({ reason: 'over', until: '2020-01-01' });
    expect(spokenFindings(answer('clear', [old, finding({ outcome: 'caution' })]), TODAY)).toHaveLength(1);
  });
});

describe('the wait chart', () => {
  it('is not drawn when nothing is waited for', () => {
    expect(waitChart(answer('clear', [finding({ eligible_from: '2026-11-20' })]), TODAY, TODAY)).toBeNull();
  });

  it('sets every wait and the planned day on one scale', () => {
    const chart = waitChart(
      answer('defer', [
        finding({ rule: 'R01', eligible_from: '2027-01-14', clear_from: '2027-01-14' }),
        finding({ rule: 'R02', eligible_from: '2026-11-25', clear_from: '2026-11-27' }),
      ]),
      TODAY,
      '2026-12-08',
    );
    expect(chart?.lastOn).toBe('2027-01-14');
    const [long, short] = chart?.bars ?? [];
    expect(long?.stop).toBeGreaterThan(chart?.planned ?? 1);
    expect(short?.stop).toBeLessThan(short?.ease ?? 0);
    expect(long?.ease).toBeLessThanOrEqual(1);
  });
});
