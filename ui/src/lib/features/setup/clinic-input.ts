import type { ClinicInput, OpeningHours } from '#lib/ipc/bindings.ts';

/** Zones whose people print on Letter and read the month first. */
const LETTER_ZONES = /^(America|US|Canada)\//;

/** A form's beginning: only what this computer already says about itself is filled in. */
export function blankClinic(zone: string): ClinicInput {
  const american = LETTER_ZONES.test(zone);
  return {
    name: '',
    address: '',
    phone: '',
    emergency_line: '',
    zone,
    paper: american ? 'letter' : 'a4',
    language: 'en',
    date_order: american ? 'month_day' : 'day_month',
    currency: american ? 'USD' : zone === 'Europe/London' ? 'GBP' : 'EUR',
    opening_hours: weekdays(),
    advice_line: '',
    out_of_hours_line: '',
    logo_png: null,
    large_print: false,
    backup_places: []
  };
}

function weekdays(): OpeningHours[] {
  return [1, 2, 3, 4, 5].map((day) => ({ day, opens: '09:00:00', closes: '17:30:00' }));
}

export const computerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
export const allZones = (): string[] => Intl.supportedValuesOf('timeZone');
export const allCurrencies = (): string[] => Intl.supportedValuesOf('currency');

/** "9", "9:30", "0930" or "09.30" as "09:30:00"; null where it is no time of day. */
export function parseTime(text: string): string | null {
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text.trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? '0')];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
}

export const shownTime = (time: string): string => time.slice(0, 5);
