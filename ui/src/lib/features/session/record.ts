// Between the grid (a pure machine) and the session draft (the record): what the grid changed becomes facts with a time and a name.
import type { SessionDraft, ZoneRow } from '#lib/ipc/bindings.ts';
import { FACE_ZONES } from '#lib/maps/face.ts';
import { toMicrometres, toMillimetres } from '#lib/maps/depth.ts';
import type { ZoneId, ZoneKey } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import type { Endpoint, GridRow, ZonePlan } from './grid/grid-row.ts';
import { emptyRow, statusOf } from './grid/grid-row.ts';

/** Who acts now. */
export interface Act {
  readonly by: string;
  /** UTC instant as ISO text. */
  readonly at: string;
}

const FACE_KEYS: ReadonlySet<ZoneKey> = new Set(FACE_ZONES.map(zoneKey));

function keyOf(row: ZoneRow): ZoneKey {
  return zoneKey({ zone: row.zone as ZoneId, side: row.side });
}

function fromRecord(row: ZoneRow): GridRow {
  return {
    ...emptyRow(keyOf(row), row.zone as ZoneId, row.side),
    ...planOf(row),
    endpoint: row.endpoint as Endpoint | null,
    pain: row.pain,
    notTreated: row.state === 'not_treated',
    copied: row.copied,
  };
}

/** The plan in a row, as the record and a preset hold it. */
type Planned = Pick<ZoneRow, 'indication' | 'depth_mm' | 'passes' | 'patterns' | 'speed'>;

export function planOf(row: Planned): ZonePlan {
  return {
    indication: row.indication,
    depthUm: row.depth_mm === null ? null : toMicrometres(row.depth_mm),
    passes: row.passes,
    patterns: row.patterns,
    speed: row.speed,
  };
}

/** Every face zone in charting order, then whatever else the draft or the last plan holds. */
export function gridRows(draft: SessionDraft, lastPlan: readonly ZoneRow[] = []): GridRow[] {
  const held = new Map(draft.zones.map((row) => [keyOf(row), fromRecord(row)]));
  const face = FACE_ZONES.map((zone) => {
    const key = zoneKey(zone);
    const row = held.get(key) ?? emptyRow(key, zone.zone, zone.side);
    held.delete(key);
    return row;
  });
  const before = lastPlan
    .filter((row) => !held.has(keyOf(row)) && !FACE_KEYS.has(keyOf(row)))
    .map((row) => emptyRow(keyOf(row), row.zone as ZoneId, row.side));
  return [...face, ...held.values(), ...before];
}

const PLAN_FIELDS = ['indication', 'depth_mm', 'passes', 'patterns', 'speed', 'endpoint', 'pain'] as const;

function toRecord(row: GridRow): Omit<ZoneRow, 'done_at' | 'corrections'> {
  const status = statusOf(row);
  return {
    zone: row.zone,
    side: row.side,
    state: status === 'done' ? 'done' : status === 'not_treated' ? 'not_treated' : 'planned',
    indication: row.indication,
    depth_mm: row.depthUm === null ? null : toMillimetres(row.depthUm),
    passes: row.passes,
    patterns: [...row.patterns],
    speed: row.speed,
    endpoint: row.endpoint,
    pain: row.pain,
    copied: row.copied,
  };
}

/** A done zone keeps the moment it was done; each value of it that changes stays readable as a correction. */
function stamped(before: ZoneRow | undefined, row: GridRow, act: Act): ZoneRow {
  const now = toRecord(row);
  if (before?.state !== 'done' || now.state !== 'done') {
    return { ...now, done_at: now.state === 'done' ? act.at : null, corrections: before?.corrections ?? [] };
  }
  const changed = PLAN_FIELDS.filter((field) => {
    const was = before[field];
    return was !== null && String(was) !== String(now[field]);
  });
  const corrections = changed.map((field) => ({ field, was: String(before[field]), by: act.by, at: act.at }));
  return { ...now, done_at: before.done_at, corrections: [...before.corrections, ...corrections] };
}

/** The draft's zones after the grid changed. Untouched zones are not part of the record. */
export function zonesAfter(draft: SessionDraft, rows: readonly GridRow[], act: Act): ZoneRow[] {
  const held = new Map(draft.zones.map((row) => [keyOf(row), row]));
  return rows
    .filter((row) => statusOf(row) !== 'untouched')
    .map((row) => {
      const before = held.get(row.key);
      return before && !differs(before, row) ? before : stamped(before, row, act);
    });
}

function differs(before: ZoneRow, row: GridRow): boolean {
  const now = toRecord(row);
  return (
    before.state !== now.state ||
    before.copied !== now.copied ||
    PLAN_FIELDS.some((field) => String(before[field]) !== String(now[field]))
  );
}
