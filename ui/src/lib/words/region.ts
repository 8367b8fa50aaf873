import type { Region } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const NAMES: Record<Region, () => string> = {
  face: m.region_face,
  neck_and_decolletage: m.region_neck_and_decolletage,
  scalp: m.region_scalp,
  abdomen_and_flanks: m.region_abdomen_and_flanks,
  back: m.region_back,
  arms_and_hands: m.region_arms_and_hands,
  legs_and_buttocks: m.region_legs_and_buttocks,
};

/** Zones that share one clock between sessions (PRACTICE 50). */
export function regionWord(region: Region): string {
  return NAMES[region]();
}
