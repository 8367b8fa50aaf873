// What the grid's keys may know of the world, put together from the visit.
import type { DepthDial as DialOfProfile, SessionDraft } from '#lib/ipc/bindings.ts';
import type { ZoneId, ZoneKey } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import type { DepthDial } from './grid/depth-dial.ts';
import type { GridContext } from './grid/grid.ts';
import type { GridRow, ZonePlan } from './grid/grid-row.ts';
import { EMPTY_PLAN } from './grid/grid-row.ts';
import { planOf } from './record.ts';
import type { SessionPage } from './session-port.ts';

/** Until a device is chosen the finest common steps are offered; the rules judge again once it is. */
const NO_DEVICE: DepthDial = { stepUm: 250, lowestUm: 250, topUm: 2000 };

function dialOf(found: DialOfProfile | undefined): DepthDial {
  return found ? { stepUm: found.step_um, lowestUm: found.lowest_um, topUm: found.top_um } : NO_DEVICE;
}

function onDial(dial: DepthDial, depthUm: number): number {
  const notches = Math.round((depthUm - dial.lowestUm) / dial.stepUm);
  return Math.min(dial.topUm, Math.max(dial.lowestUm, dial.lowestUm + notches * dial.stepUm));
}

export function gridContext(page: SessionPage, draft: SessionDraft): GridContext {
  const profile = page.devices.find((device) => device.id === draft.device)?.profile;
  const dial = dialOf(page.dials.find((one) => one.profile === profile));
  const last = new Map<ZoneKey, ZonePlan>(
    (page.last?.plan ?? []).map((row) => [zoneKey({ zone: row.zone as ZoneId, side: row.side }), planOf(row)]),
  );
  const usual = (row: GridRow) =>
    page.usual.find((one) => one.zone === row.zone && one.concern === (row.indication ?? page.concern));
  return {
    dial,
    last,
    defaults: { ...EMPTY_PLAN, indication: page.concern },
    startUm: (row) => onDial(dial, last.get(row.key)?.depthUm ?? usual(row)?.from_um ?? dial.lowestUm),
  };
}
