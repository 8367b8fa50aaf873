import { describe, expect, it } from 'vitest';
import { ageOn, civilDateIn, daysBetween, formatDateWithWeekday, formatDayTitle, formatTime, parseDate } from './date.ts';

describe('a typed date', () => {
  it.each(['14 7 2026', '14/7/2026', '14.07.2026', '14-7-2026', '14 Jul 2026', '14 july 2026', '2026-07-14', '14 7 26'])(
    '"%s" is the 14th of July 2026 where the day comes first',
    (text) => expect(parseDate(text, 'day_month', false)).toEqual({ date: '2026-07-14' })
  );

  it('follows the clinic’s order, and a month in words needs none', () => {
    expect(parseDate('3 4 2026', 'day_month', false)).toEqual({ date: '2026-04-03' });
    expect(parseDate('3 4 2026', 'month_day', false)).toEqual({ date: '2026-03-04' });
    expect(parseDate('Apr 3 2026', 'day_month', false)).toEqual({ date: '2026-04-03' });
  });

  it('a birth date needs all four digits of its year', () => {
    expect(parseDate('14 3 89', 'day_month', true), '89 could be a baby or an old woman').toEqual({ problem: 'year_four_digits' });
    expect(parseDate('14 3 1989', 'day_month', true)).toEqual({ date: '1989-03-14' });
  });

  it('a day that does not exist is named, not moved', () => {
    expect(parseDate('31 2 1990', 'day_month', true)).toEqual({ problem: 'no_such_day', month: 2, year: 1990 });
    expect(parseDate('29 2 2023', 'day_month', false)).toEqual({ problem: 'no_such_day', month: 2, year: 2023 });
    expect(parseDate('29 2 2024', 'day_month', false)).toEqual({ date: '2024-02-29' });
  });

  it.each(['', '14', '14 7', 'x y z', '14 13 2026', '0 7 2026', '14 7 202', '14 7 2026 1', '١٤ ٧ ٢٠٢٦'])('"%s" is no date', (text) =>
    expect(parseDate(text, 'day_month', false)).toHaveProperty('problem')
  );
});

describe('dates as people read them', () => {
  it('say the weekday, because it catches a wrong date', () => {
    expect(formatDateWithWeekday('2026-12-22')).toBe('Tue 22 Dec 2026');
    expect(formatDateWithWeekday('2026-09-01'), 'the sheet says Sep').toBe('Tue 1 Sep 2026');
    expect(formatDayTitle('2026-11-24')).toBe('Tuesday 24 November');
  });

  it('an age changes on the birthday, and on 1 March for someone born on 29 February', () => {
    expect(ageOn('1989-03-14', '2026-03-13')).toBe(36);
    expect(ageOn('1989-03-14', '2026-03-14')).toBe(37);
    expect(ageOn('2008-02-29', '2026-02-28'), 'still 17: not old enough').toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });

  it('days are counted on the calendar, also across a clock change', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-11-24', '2026-11-20')).toBe(-4);
  });

  it('an instant is told in the clinic’s zone, not the computer’s', () => {
    expect(formatTime('2026-07-01T09:05:00Z', 'Europe/London')).toBe('10:05');
    expect(formatTime('2026-07-01T23:05:00Z', 'Europe/London')).toBe('00:05');
    expect(civilDateIn('Pacific/Auckland', new Date('2026-11-23T12:30:00Z'))).toBe('2026-11-24');
  });
});
