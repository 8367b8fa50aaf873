import type { Market } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const MARKETS: Record<Market, () => string> = {
  us: m.market_us,
  uk: m.market_uk,
  eu: m.market_eu,
  other: m.market_other
};

/** Countries in the order of the rule setting, which counts them from 1. */
export const marketOptions = (): { value: Market; label: string }[] =>
  (Object.keys(MARKETS) as Market[]).map((value) => ({ value, label: MARKETS[value]() }));
