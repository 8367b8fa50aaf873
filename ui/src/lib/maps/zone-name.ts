// The name of a zone as the clinic says it: "Cheek, left".
import { m } from '#lib/paraglide/messages.js';
import type { Side, ZoneId, ZoneKey } from './zones.ts';
import { zoneOf } from './zones.ts';

const NAMES: Record<ZoneId, () => string> = {
  forehead: m.zone_forehead,
  glabella: m.zone_glabella,
  temples: m.zone_temples,
  periorbital: m.zone_periorbital,
  nose: m.zone_nose,
  cheekbone: m.zone_cheekbone,
  cheeks: m.zone_cheeks,
  perioral: m.zone_perioral,
  chin: m.zone_chin,
  jawline: m.zone_jawline,
  neck: m.zone_neck,
  decolletage: m.zone_decolletage,
  scalp: m.zone_scalp,
  abdomen: m.zone_abdomen,
  flanks: m.zone_flanks,
  back: m.zone_back,
  thighs: m.zone_thighs,
  buttocks: m.zone_buttocks,
  arms: m.zone_arms,
  hands: m.zone_hands,
  knees: m.zone_knees,
};

/** Every zone that may be needled, top to bottom. */
export const ZONE_IDS = Object.keys(NAMES) as ZoneId[];

function sided(name: string, side: Side): string {
  switch (side) {
    case 'right':
      return m.zone_on_right({ zone: name });
    case 'left':
      return m.zone_on_left({ zone: name });
    case 'none':
      return name;
  }
}

export function zoneName(key: ZoneKey): string {
  const { zone, side } = zoneOf(key);
  return sided(NAMES[zone](), side);
}
