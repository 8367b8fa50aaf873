import type { DepthColumn, DepthEntry } from '#lib/ipc/bindings.ts';
import { FACE_ZONES } from '#lib/maps/face.ts';
import { viewsHolding, type MapViewId } from '#lib/maps/views.ts';
import { zoneKey, type Side, type ZoneId, type ZoneKey } from '#lib/maps/zones.ts';

export interface DepthRow {
  key: ZoneKey;
  /** One cell a session, in the order of the columns; null where the zone was not treated. */
  cells: (DepthEntry | null)[];
  /** The endpoint of the newest signed session that treated this zone. */
  endpoint: number | null;
}

const keyOf = (entry: DepthEntry): ZoneKey => zoneKey({ zone: entry.zone as ZoneId, side: entry.side as Side });

const FACE: readonly ZoneKey[] = FACE_ZONES.map(zoneKey);

/**
 * Zones down, sessions across. The face's zones stand in charting order wherever one of them was treated; other areas
 * follow where they were.
 */
export function depthRows(columns: readonly DepthColumn[]): DepthRow[] {
  const treated = columns.flatMap((column) => column.zones.map(keyOf));
  const others = treated.filter((key) => !FACE.includes(key));
  const face = others.length === treated.length ? [] : FACE;
  return [...new Set([...face, ...others])].map((key) => {
    const cells = columns.map((column) => column.zones.find((entry) => keyOf(entry) === key) ?? null);
    const signed = cells.filter((_, index) => columns[index]?.draft === false);
    return { key, cells, endpoint: signed.findLast((cell) => cell !== null)?.endpoint ?? null };
  });
}

/** The small maps at the head of each column: those that show any zone of the table. */
export function depthViews(rows: readonly DepthRow[]): MapViewId[] {
  return viewsHolding(rows.map((row) => row.key));
}
