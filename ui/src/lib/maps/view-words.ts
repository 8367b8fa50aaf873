import { m } from '#lib/paraglide/messages.js';
import type { MapViewId } from './views.ts';

const NAMES: Record<MapViewId, () => string> = {
  face: m.map_view_face,
  scalp: m.map_view_scalp,
  front: m.map_view_front,
  back: m.map_view_back,
  arms: m.map_view_arms,
  legs: m.map_view_legs,
};

const SEEN: Record<MapViewId, () => string> = {
  face: m.map_facing,
  scalp: m.map_from_above,
  front: m.map_facing,
  back: m.map_from_behind,
  arms: m.map_facing,
  legs: m.map_facing,
};

export function viewName(id: MapViewId): string {
  return NAMES[id]();
}

/** From where the patient is seen. */
export function viewSeen(id: MapViewId): string {
  return SEEN[id]();
}
