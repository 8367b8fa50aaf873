import { formatDate, formatMonthYear } from '#lib/format/date.ts';

/** A date as exactly as it is remembered: "2019", "March 2019", "14 Mar 2019". */
export function formatPartialDate(date: string): string {
  const [year = '', month, day] = date.split('-');
  if (day !== undefined) return formatDate(date);
  return month === undefined ? year : formatMonthYear(Number(year), Number(month));
}
