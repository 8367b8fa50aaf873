// The clinic's report in words and figures: what the charts draw and what their tables say.
import type { Rate, Report } from '#lib/ipc/bindings.ts';
import type { ChartTable, Mark } from '#lib/charts/chart.ts';
import type { DepthBar } from '#lib/charts/Depths.svelte';
import { reactionWord } from '#lib/features/reaction/reaction-words.ts';
import { endpointName } from '#lib/features/session/words.ts';
import type { Endpoint } from '#lib/features/session/grid/grid-row.ts';
import { formatMonthYear } from '#lib/format/date.ts';
import { depthInGrid, depthInText } from '#lib/maps/depth.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { concernWord } from '#lib/words/concern.ts';
import { deviceWord } from '#lib/words/device.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import { zoneKey, type ZoneId } from '#lib/maps/zones.ts';

export interface Chart {
  readonly marks: readonly (Mark & { readonly said?: string })[];
  readonly table: ChartTable;
}

/** Both sides of a zone are counted as one. */
const whole = (zone: string) => zoneName(zoneKey({ zone: zone as ZoneId, side: 'none' }));

const tenth = (value: number | null) => new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 1 }).format(value ?? 0);

/** "3.0 % (1.0 to 8.5)", or that there are too few for a share. */
export function shareWords(rate: Rate): string {
  if (rate.share === null) return m.report_too_few();
  const { per_cent, from, to } = rate.share;
  return m.report_share({ share: tenth(per_cent), from: tenth(from), to: tenth(to) });
}

export const rateWords = (rate: Rate): string => m.report_rate({ count: rate.count, of: rate.of });

function counted(what: string, named: readonly { label: string; value: number }[]): Chart {
  return { marks: named, table: { columns: [what, m.report_sessions()], rows: named.map((one) => [one.label, String(one.value)]) } };
}

export function monthChart(report: Report): Chart {
  const words = (day: string) => {
    const [year = 0, month = 1] = day.split('-').map(Number);
    return { label: formatMonthYear(year, month), short: `${String(month).padStart(2, '0')}/${String(year).slice(2)}` };
  };
  const marks = report.by_month.map((one) => ({ ...words(one.month), value: one.sessions }));
  return { marks, table: counted(m.report_month(), marks).table };
}

export const concernChart = (report: Report): Chart =>
  counted(
    m.report_concern(),
    report.by_concern.map((one) => ({ label: one.concern ? concernWord(one.concern) : m.report_no_concern(), value: one.sessions })),
  );

export const deviceChart = (report: Report): Chart =>
  counted(
    m.report_device(),
    report.by_device.map((one) => ({ label: one.profile ? deviceWord(one.profile) : m.report_no_device(), value: one.sessions })),
  );

export const practitionerChart = (report: Report): Chart =>
  counted(
    m.report_practitioner(),
    report.by_practitioner.map((one) => ({ label: one.name, value: one.sessions })),
  );

export function depthBars(report: Report): DepthBar[] {
  return report.depths.map((zone) => ({
    label: whole(zone.zone),
    total: zone.zones,
    median: depthInText(zone.median_um, getLocale()),
    parts: zone.depths.map((one) => ({ depthUm: one.depth_um, said: depthInGrid(one.depth_um, getLocale()), count: one.zones })),
  }));
}

export function depthTable(report: Report): ChartTable {
  return {
    columns: [m.report_zone(), m.report_depth_mm(), m.report_times()],
    rows: report.depths.flatMap((zone) =>
      zone.depths.map((one) => [whole(zone.zone), depthInGrid(one.depth_um, getLocale()), String(one.zones)]),
    ),
  };
}

export function endpointChart(report: Report): Chart {
  const named = report.endpoints.map(({ endpoint, rate }) => ({ label: endpointName(endpoint as Endpoint), rate }));
  return {
    marks: named.map(({ label, rate }) => ({ label, value: rate.count, said: rate.share ? `${rate.count}, ${tenth(rate.share.per_cent)} %` : rateWords(rate) })),
    table: {
      columns: [m.grid_column_endpoint(), m.report_zones(), m.report_of_all()],
      rows: named.map(({ label, rate }) => [label, rateWords(rate), shareWords(rate)]),
    },
  };
}

export function reactionChart(report: Report): Chart {
  const marks = report.by_kind.map((one) => ({ label: reactionWord(one.kind), value: one.reactions }));
  const grades = report.by_grade.map((one) => [m.report_grade({ grade: one.grade }), String(one.reactions)]);
  return {
    marks,
    table: { columns: [m.report_reaction(), m.report_reactions()], rows: [...marks.map((one) => [one.label, String(one.value)]), ...grades] },
  };
}
