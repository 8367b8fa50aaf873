import { describe, expect, it } from 'vitest';
import type { Gap } from '#lib/ipc/bindings.ts';
import { gapLines, isDone, nextStep } from './steps.ts';

const gap = (code: Gap['code'], place: Gap['place'], zone: Gap['zone'] = null): Gap => ({ code, place, zone, index: null, happened: null });

describe('steps of a session', () => {
  it('ticks a step off only when it lies behind and nothing of it is missing', () => {
    const missing = [gap('antiseptic', 'check_in')];
    expect(isDone('check_in', 'treat', missing)).toBe(false);
    expect(isDone('numbing', 'treat', missing)).toBe(true);
    expect(isDone('products', 'treat', missing), 'what lies ahead is not done, even when nothing is asked there').toBe(false);
  });

  it('ends with finishing', () => {
    expect(nextStep('products')).toBe('finish');
    expect(nextStep('finish')).toBeNull();
  });

  it('says once what several zones miss, and leads to the first of them', () => {
    const lines = gapLines([
      gap('zone_endpoint', 'treat', ['chin', 'none']),
      gap('zone_endpoint', 'treat', ['nose', 'none']),
      gap('sharps', 'finish'),
    ]);
    expect(lines).toEqual([
      { gap: gap('zone_endpoint', 'treat', ['chin', 'none']), count: 2 },
      { gap: gap('sharps', 'finish'), count: 1 },
    ]);
  });
});
