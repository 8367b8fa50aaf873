// Times of day as staff type them, in the clinic's zone, to and from instants.

const MINUTE_MS = 60_000;

/** "10:05", "10.05", "1005", "9 5" and "9:05" as minutes after midnight; null when it is no time of day. */
export function parseTimeOfDay(text: string): number | null {
  const trimmed = text.trim();
  const match = /^(\d{1,2})\s*[:.\s]\s*(\d{1,2})$/.exec(trimmed) ?? /^(\d{1,2})(\d{2})$/.exec(trimmed);
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2]);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: string, instantMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instantMs);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instantMs / 1000) * 1000;
}

/** The instant at which the clinic's clocks show this time on this date. Where a clock change makes it happen twice, the first; where it never happens, the moment just as long after midnight would be. */
export function instantOf(zone: string, date: string, minutesOfDay: number): string {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutesOfDay * MINUTE_MS;
  const before = wall - offsetAt(zone, wall - 12 * 60 * MINUTE_MS);
  const after = wall - offsetAt(zone, wall + 12 * 60 * MINUTE_MS);
  const fits = (instant: number) => instant + offsetAt(zone, instant) === wall;
  const chosen = [before, after].filter(fits).sort((a, b) => a - b)[0] ?? before;
  return new Date(chosen).toISOString();
}
