import { civilDateIn } from '#lib/format/date.ts';

/** Often enough that nobody is told yesterday's last day. */
const LOOK_EVERY_MS = 15_000;

/** Calls back whenever a new day began in the clinic, also while the window stands open. Returns how to stop. */
export function onNewDay(zone: string, tell: () => void): () => void {
  let day = civilDateIn(zone, new Date());
  const timer = setInterval(() => {
    const before = day;
    day = civilDateIn(zone, new Date());
    if (day !== before) tell();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
