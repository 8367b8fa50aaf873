// The periods that are asked for most, as days. Today is the clinic's own.
import type { ReportPeriod } from '#lib/ipc/bindings.ts';

export type PeriodName = 'months_3' | 'months_12' | 'this_year' | 'everything' | 'own';

/** No clinic of ours is older. */
const BEFORE_ALL = '2000-01-01';

const pad = (value: number) => String(value).padStart(2, '0');

/** The first day of the month that lies so many months before. */
function monthsBefore(today: string, months: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const index = year * 12 + (month - 1) - months;
  return `${Math.floor(index / 12)}-${pad((index % 12) + 1)}-01`;
}

export function periodOf(name: Exclude<PeriodName, 'own'>, today: string): ReportPeriod {
  switch (name) {
    case 'months_3':
      return { from: monthsBefore(today, 2), to: today };
    case 'months_12':
      return { from: monthsBefore(today, 11), to: today };
    case 'this_year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'everything':
      return { from: BEFORE_ALL, to: today };
  }
}
