import { describe, expect, it } from 'vitest';
import type { Gap, SessionCheck, SessionDraft } from '#lib/ipc/bindings.ts';
import { gapLines, isDone, nextStep, STEPS } from './steps.ts';

const gap = (code: Gap['code'], place: Gap['place'], zone: Gap['zone'] = null): Gap => ({ code, place, zone, index: null, happened: null });

function check(missing: Gap[]): SessionCheck {
  return { guards: [], numbing: [], before_numbing: [], before_needling: [], missing } as unknown as SessionCheck;
}

/** Checked in, no cream, one zone done, nothing put on afterwards. */
const CHARTED = {
  check_in: { still_happy: { go_ahead: true }, identity_before_numbing: null, identity_before_needling: null },
  numbing_used: false,
  zones: [{ state: 'done' }],
  products_after: [],
  cooling: '',
} as unknown as SessionDraft;

describe('steps of a session', () => {
  it('ticks a step off only when it lies behind and nothing of it is missing', () => {
    const judged = check([gap('antiseptic', 'check_in')]);
    expect(isDone('check_in', 'treat', CHARTED, judged)).toBe(false);
    expect(isDone('numbing', 'treat', CHARTED, judged)).toBe(true);
    expect(isDone('products', 'treat', CHARTED, judged), 'what lies ahead is not done, even when nothing is asked there').toBe(false);
  });

  it('never ticks what nobody did, even where nothing of it is missing', () => {
    const done = (draft: SessionDraft) => STEPS.filter((step) => isDone(step, 'finish', draft, check([])));
    expect(done(CHARTED)).toEqual(['check_in', 'numbing', 'treat']);
    expect(done({ ...CHARTED, cooling: 'Cool gauze' })).toEqual(['check_in', 'numbing', 'treat', 'products']);
    const nothingTreated = { ...CHARTED, zones: CHARTED.zones.map((row) => ({ ...row, state: 'planned' as const })) };
    expect(done(nothingTreated), 'stopped before the first zone').toEqual(['check_in', 'numbing']);
  });

  it('keeps the ring of a check-in that a stop left half told, though it may be signed', () => {
    const stopped = { ...check([]), before_needling: [gap('antiseptic', 'check_in')] };
    expect(isDone('check_in', 'finish', CHARTED, stopped)).toBe(false);
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
