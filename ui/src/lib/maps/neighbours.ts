// Arrow keys on a map go to the zone that lies in that direction on the page.
import type { MapZone, ZoneKey } from './zones.ts';
import { zoneKey } from './zones.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Straying sideways costs this much more than going on, so that "down" from the nose is the lip and not a cheek. */
const SIDEWAYS_COST = 2;

function ahead(from: MapZone, to: MapZone, direction: Direction): { along: number; aside: number } {
  const dx = to.text.x - from.text.x;
  const dy = to.text.y - from.text.y;
  switch (direction) {
    case 'up':
      return { along: -dy, aside: Math.abs(dx) };
    case 'down':
      return { along: dy, aside: Math.abs(dx) };
    case 'left':
      return { along: -dx, aside: Math.abs(dy) };
    case 'right':
      return { along: dx, aside: Math.abs(dy) };
  }
}

/** The zone an arrow leads to, or null at the edge of the drawing. */
export function neighbour(zones: readonly MapZone[], from: ZoneKey, direction: Direction): ZoneKey | null {
  const start = zones.find((zone) => zoneKey(zone) === from);
  if (!start) return null;
  let best: { key: ZoneKey; cost: number } | null = null;
  for (const zone of zones) {
    const { along, aside } = ahead(start, zone, direction);
    if (along <= 0) continue;
    const cost = along + aside * SIDEWAYS_COST;
    if (best === null || cost < best.cost) best = { key: zoneKey(zone), cost };
  }
  return best?.key ?? null;
}
