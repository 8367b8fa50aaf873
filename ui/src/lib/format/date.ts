/** Civil dates as "YYYY-MM-DD" text (what crosses to the store) and as people type and read them. */
export type CivilDate = string;

export type DateOrder = 'day_month' | 'month_day';

export type DateProblem = 'not_a_date' | 'no_such_day' | 'year_four_digits';

export type ParsedDate = { date: CivilDate } | { problem: DateProblem; month?: number; year?: number };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthNumber(word: string): number | null {
  const index = MONTHS.indexOf(word.slice(0, 3).toLowerCase());
  return index < 0 ? null : index + 1;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Reads "14 7 2026", "14/7/26", "14 Jul 2026" or "2026-07-14". A two-digit year means this century,
 * except where `fourDigitYear` is asked: a birth date of "26" could be either, so it is refused.
 */
export function parseDate(text: string, order: DateOrder, fourDigitYear: boolean): ParsedDate {
  const parts = text.trim().split(/[\s./,-]+/).filter(Boolean);
  const [first, second, third] = parts;
  if (first === undefined || second === undefined || third === undefined || parts.length !== 3) return { problem: 'not_a_date' };

  let day: number, month: number | null, yearText: string;
  if (/^\d{4}$/.test(first)) {
    [yearText, month, day] = [first, Number(second), Number(third)];
  } else if (/^\p{L}+$/u.test(first)) {
    [month, day, yearText] = [monthNumber(first), Number(second), third];
  } else if (/^\p{L}+$/u.test(second)) {
    [day, month, yearText] = [Number(first), monthNumber(second), third];
  } else if (order === 'month_day') {
    [month, day, yearText] = [Number(first), Number(second), third];
  } else {
    [day, month, yearText] = [Number(first), Number(second), third];
  }

  if (!/^\d{4}$|^\d{2}$/.test(yearText)) return { problem: 'not_a_date' };
  if (yearText.length === 2 && fourDigitYear) return { problem: 'year_four_digits' };
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  if (month === null || !Number.isInteger(month) || !Number.isInteger(day)) return { problem: 'not_a_date' };
  if (month < 1 || month > 12) return { problem: 'not_a_date' };
  if (day < 1 || day > daysInMonth(year, month)) return { problem: 'no_such_day', month, year };
  return { date: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}

function utc(date: CivilDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

function formatter(options: Intl.DateTimeFormatOptions): { format: (date: Date) => string } {
  const words = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  // Every month has three letters here, as on the printed sheets; this locale alone writes "Sept".
  return { format: (date) => words.format(date).replace(/\bSept\b/, 'Sep') };
}

// Interface language is English for now; every formatter is made once, because making one costs more than using it.
const LONG = formatter({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_YEAR = formatter({ day: 'numeric', month: 'short', year: 'numeric' });
const SHORT = formatter({ day: 'numeric', month: 'short' });
const WEEKDAY = formatter({ weekday: 'short' });
const WEEKDAY_LONG = formatter({ weekday: 'long', day: 'numeric', month: 'long' });
const MONTH_YEAR = formatter({ month: 'long', year: 'numeric' });

/** 14 March 1989 */
export const formatDateInWords = (date: CivilDate): string => LONG.format(utc(date));
/** 14 Mar 1989 */
export const formatDate = (date: CivilDate): string => SHORT_YEAR.format(utc(date));
/** 14 Mar */
export const formatDayMonth = (date: CivilDate): string => SHORT.format(utc(date));
/** Tue 22 Dec 2026: prose and print, because a weekday catches a wrong date. */
export const formatDateWithWeekday = (date: CivilDate): string => `${WEEKDAY.format(utc(date))} ${SHORT_YEAR.format(utc(date))}`;
/** Tue 22 Dec */
export const formatDayWithWeekday = (date: CivilDate): string => `${WEEKDAY.format(utc(date))} ${SHORT.format(utc(date))}`;
/** Tuesday 24 November */
export const formatDayTitle = (date: CivilDate): string => WEEKDAY_LONG.format(utc(date)).replace(',', '');
/** February 1990 */
export const formatMonthYear = (year: number, month: number): string => MONTH_YEAR.format(new Date(Date.UTC(year, month - 1, 1)));

/** Whole years on `today`; someone born on 29 February is a year older on 1 March of a common year. */
export function ageOn(birth: CivilDate, today: CivilDate): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Whole days from one civil date to another; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
}

/** The civil date of an instant in a zone. */
export function civilDateIn(zone: string, instant: Date): CivilDate {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  // Put together from its parts: no locale's own order is the same in every engine.
  const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** 10:05 in a zone. */
export function formatTime(instant: string | Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(instant));
}

/** 10:58:12 on this computer's own clock: only for "Saved". */
export function formatTimeOfSaving(instant: Date): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(instant);
}
