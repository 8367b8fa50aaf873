import { describe, expect, it } from 'vitest';
import { hasSlept, readClock, toAnnounce } from './clock.ts';

const CONTACT = { fromMin: 30, toMin: 45 };
const ON = Date.parse('2026-10-25T00:30:00Z');
const at = (minutes: number) => ON + minutes * 60_000;

describe('numbing clock', () => {
  it('is early, then in the window, then over: both ends of the window count as inside', () => {
    const state = (minutes: number) => readClock(ON, null, at(minutes), CONTACT).state;
    expect(state(29.99)).toBe('early');
    expect(state(30)).toBe('in_window');
    expect(state(45.9)).toBe('in_window');
    expect(state(46)).toBe('over');
  });

  it('counts elapsed minutes across a clock change, not the hands of the wall clock', () => {
    expect(readClock(ON, null, Date.parse('2026-10-25T01:10:00Z'), CONTACT).minutes).toBe(40);
  });

  it('says by how much it is over', () => {
    expect(readClock(ON, null, at(47), CONTACT).overBy).toBe(2);
    expect(readClock(ON, at(39), at(400), CONTACT)).toMatchObject({ state: 'off', minutes: 39, overBy: 0 });
  });

  it('never shows less than nothing when the cream was put on in the future by a corrected time', () => {
    expect(readClock(ON, null, at(-5), CONTACT)).toMatchObject({ state: 'early', minutes: 0 });
  });

  it('is neither off nor on for no minutes when the times are the wrong way round', () => {
    expect(readClock(ON, at(-5), at(10), CONTACT).state).toBe('off_before_on');
    expect(readClock(ON, at(0), at(10), CONTACT).state).toBe('off_before_on');
    expect(readClock(ON, at(1), at(10), CONTACT).state).toBe('off');
    expect(toAnnounce('in_window', 'off_before_on')).toBeNull();
  });

  it('speaks only at the start, the end and once over', () => {
    expect(toAnnounce('early', 'in_window')).toBe('ready');
    expect(toAnnounce('in_window', 'over')).toBe('over');
    expect(toAnnounce('early', 'over'), 'woken up late, it still speaks').toBe('over');
    expect(toAnnounce('in_window', 'in_window')).toBeNull();
    expect(toAnnounce('in_window', 'off')).toBeNull();
  });

  it('tells sleep from a busy moment', () => {
    expect(hasSlept(at(10), at(10.5))).toBe(false);
    expect(hasSlept(at(10), at(40))).toBe(true);
  });
});
