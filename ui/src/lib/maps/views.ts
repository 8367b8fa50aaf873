// The maps of a body: which zone is drawn where. A view from behind swaps the sides, and says so in words.
import drawings from './bodymaps.json';
import { FACE_ZONES } from './face.ts';
import { bothSides, otherSide, PLANE_WIDTH, wholeRing } from './outline.ts';
import type { MapZone, ZoneId, ZoneKey } from './zones.ts';
import { zoneKey } from './zones.ts';

export type MapViewId = 'face' | 'scalp' | 'front' | 'back' | 'arms' | 'legs';

/** One view of the body, ready to draw: rings and lines of both halves. */
export interface BodyView {
  readonly id: Exclude<MapViewId, 'face'>;
  /** Seen from behind: the patient's left is on the left of the drawing. */
  readonly behind: boolean;
  readonly skin: readonly string[];
  readonly ears: readonly string[];
  /** Lines that the zones may cover. */
  readonly under: readonly string[];
  readonly cloth: readonly string[];
  readonly zones: readonly MapZone[];
  readonly lines: readonly string[];
  /** Folds and bones: thin, so that a depth stays readable over them. */
  readonly fine: readonly string[];
}

type Drawing = (typeof drawings)[number];
type HalfZone = Drawing['zones'][number];

function zonesOf({ zone: name, sided, at, size, half }: HalfZone, behind: boolean): MapZone[] {
  const zone = name as ZoneId;
  const [x = 0, y = 0] = at;
  if (!sided) return [{ zone, side: 'none', text: { x, y, size }, outline: wholeRing(half) }];
  const drawn: MapZone = { zone, side: behind ? 'left' : 'right', text: { x, y, size }, outline: `${half} Z` };
  const mirror: MapZone = {
    zone,
    side: behind ? 'right' : 'left',
    text: { x: PLANE_WIDTH - x, y, size },
    outline: `${otherSide(half)} Z`,
  };
  return behind ? [mirror, drawn] : [drawn, mirror];
}

function bodyView(drawing: Drawing): BodyView {
  // A line down the middle is its own mirror picture.
  const both = (halves: readonly string[]) => [...new Set(halves.flatMap(bothSides))];
  return {
    id: drawing.view as BodyView['id'],
    behind: drawing.behind,
    skin: drawing.skin.map(wholeRing),
    ears: both(drawing.ears),
    under: both(drawing.under),
    cloth: drawing.cloth.map(wholeRing),
    zones: drawing.zones.flatMap((zone) => zonesOf(zone, drawing.behind)),
    lines: both(drawing.lines),
    fine: both(drawing.fine),
  };
}

export const BODY_VIEWS: readonly BodyView[] = drawings.map(bodyView);

/** Every map in the order of the switch, with its zones in charting order. */
export const MAP_VIEWS: readonly { readonly id: MapViewId; readonly zones: readonly MapZone[] }[] = [
  { id: 'face', zones: FACE_ZONES },
  ...BODY_VIEWS,
];

/** Zones off the face, each side on its own where the body has two. */
export const BODY_ZONES: readonly ZoneKey[] = BODY_VIEWS.flatMap((view) => view.zones.map(zoneKey));

const VIEW_OF: ReadonlyMap<ZoneKey, MapViewId> = new Map(
  MAP_VIEWS.flatMap((view) => view.zones.map((zone): [ZoneKey, MapViewId] => [zoneKey(zone), view.id])),
);

/** The map that shows a zone. What was charted for both sides at once has no map of its own. */
export function viewOf(key: ZoneKey): MapViewId | null {
  return VIEW_OF.get(key) ?? null;
}

export function bodyViewOf(id: MapViewId): BodyView | null {
  return BODY_VIEWS.find((view) => view.id === id) ?? null;
}

/** The maps that hold any of these zones, in the order of the switch. */
export function viewsHolding(keys: Iterable<ZoneKey>): MapViewId[] {
  const held = new Set([...keys].map(viewOf));
  return MAP_VIEWS.map((view) => view.id).filter((id) => held.has(id));
}
