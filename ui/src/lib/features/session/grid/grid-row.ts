// One line of the zone grid. A zone is planned (may change freely) or done (a fact: it is corrected on purpose, never by a stray key).
import type { Concern, Pattern } from '#lib/ipc/bindings.ts';
import type { Side, ZoneId, ZoneKey } from '#lib/maps/zones.ts';

/** 0 none, 1 faint pink, 2 even redness, 3 pinpoint bleeding, 4 flowing bleeding. */
export type Endpoint = 0 | 1 | 2 | 3 | 4;

export const PATTERNS: readonly Pattern[] = ['vertical', 'horizontal', 'diagonal', 'stamp'];

/** What may be copied from visit to visit. Depth in micrometres; passes 1 to 12; speed in the device's own unit. */
export interface ZonePlan {
  readonly indication: Concern | null;
  readonly depthUm: number | null;
  readonly passes: number | null;
  readonly patterns: readonly Pattern[];
  readonly speed: number | null;
}

/** Plan and what was observed. Endpoint and pain (0 to 10) are never copied; a set endpoint makes the zone done. */
export interface GridRow extends ZonePlan {
  readonly key: ZoneKey;
  readonly zone: ZoneId;
  readonly side: Side;
  readonly endpoint: Endpoint | null;
  readonly pain: number | null;
  readonly notTreated: boolean;
  readonly copied: boolean;
}

export type RowStatus = 'untouched' | 'planned' | 'done' | 'not_treated';

export const EMPTY_PLAN: ZonePlan = {
  indication: null,
  depthUm: null,
  passes: null,
  patterns: [],
  speed: null,
};

export function emptyRow(key: ZoneKey, zone: ZoneId, side: Side): GridRow {
  return { ...EMPTY_PLAN, key, zone, side, endpoint: null, pain: null, notTreated: false, copied: false };
}

export function statusOf(row: GridRow): RowStatus {
  if (row.endpoint !== null) return 'done';
  if (row.notTreated) return 'not_treated';
  if (row.depthUm !== null || row.passes !== null || row.patterns.length > 0) return 'planned';
  return 'untouched';
}
