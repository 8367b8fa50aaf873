import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onNewDay } from './new-day.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000);

describe('a window that stands open', () => {
  it('goes by the clinic’s midnight and not by the computer’s', () => {
    vi.setSystemTime(new Date('2026-11-23T10:58:00Z'));
    const tell = vi.fn();
    const stop = onNewDay('Pacific/Auckland', tell);
    minutes(1);
    expect(tell).not.toHaveBeenCalled();
    minutes(2);
    expect(tell).toHaveBeenCalledOnce();
    stop();
  });

  it('is told when the day turns', () => {
    vi.setSystemTime(new Date('2026-11-23T23:59:00Z'));
    const tell = vi.fn();
    const stop = onNewDay('Europe/London', tell);
    minutes(2);
    expect(tell).toHaveBeenCalledOnce();
    minutes(24 * 60);
    expect(tell).toHaveBeenCalledTimes(2);
    stop();
    minutes(24 * 60);
    expect(tell).toHaveBeenCalledTimes(2);
  });
});
