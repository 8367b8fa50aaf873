// Guards in words: what it is, why it speaks, and reasons to choose from.
import { formatDateWithWeekday } from '#lib/format/date.ts';
import type { DepthFlag, Guard } from '#lib/ipc/bindings.ts';
import { statusWord, type Status } from '#lib/design/status.ts';
import { depthInText, toMicrometres } from '#lib/maps/depth.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import type { ZoneId } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import { m } from '#lib/paraglide/messages.js';

export function guardStatus(guard: Guard): Status {
  if (guard.verdict === 'block') return 'stop';
  return guard.verdict === 'off_label' ? 'off_label' : 'caution';
}

function inMm(mm: number | null, locale: string): string {
  return mm === null ? '–' : depthInText(toMicrometres(mm), locale);
}

/** What it is about and the word of its shape, which no card may leave to shape and colour alone. */
export function guardTitle(guard: Guard, locale: string): string {
  return m.guard_title_with_word({ title: about(guard, locale), word: statusWord(guardStatus(guard)) });
}

function about(guard: Guard, locale: string): string {
  if (guard.flag === 'indication_not_cleared') return m.guard_title_not_cleared();
  const zones = guard.zones.map(([zone, side]) => zoneName(zoneKey({ zone: zone as ZoneId, side }))).join('; ');
  return m.guard_title({ zones, depth: inMm(guard.depth_mm, locale) });
}

type Usual = { low: string; high: string };

const TEXT: Record<DepthFlag, (usual: Usual) => string> = {
  above_zone_advisory: m.guard_above_zone_advisory,
  above_indication: m.guard_above_indication,
  above_device_label: m.guard_above_device_label,
  deeper_after_reaction: m.guard_deeper_after_reaction,
  indication_not_cleared: m.guard_indication_not_cleared,
  above_ceiling: m.guard_above_ceiling,
  above_device_max: m.guard_above_device_max,
  not_a_device_step: m.guard_not_a_device_step,
  excluded_zone: m.guard_excluded_zone,
  not_positive: m.guard_not_positive,
};

export function guardText(guard: Guard, locale: string): string {
  const [low, high] = guard.recommended_mm ?? [null, null];
  const usual = { low: inMm(low, locale), high: inMm(high, locale) };
  const words = guard.lapsed_on === null ? TEXT[guard.flag](usual) : m.guard_ceiling_lapsed({ day: formatDateWithWeekday(guard.lapsed_on) });
  return guard.done ? m.guard_done({ words }) : words;
}

const REASONS: Partial<Record<DepthFlag, readonly (() => string)[]>> = {
  above_zone_advisory: [m.reason_deep_scars, m.reason_thick_skin, m.reason_tolerated_before],
  above_indication: [m.reason_deep_scars, m.reason_thick_skin, m.reason_tolerated_before],
  deeper_after_reaction: [m.reason_healed_well, m.reason_agreed_with_lead],
  above_device_label: [m.reason_deep_scars, m.reason_tolerated_before, m.reason_agreed_with_lead],
  indication_not_cleared: [m.reason_common_practice, m.reason_consented_off_label, m.reason_agreed_with_lead],
};

export function guardReasons(guard: Guard): string[] {
  return (REASONS[guard.flag] ?? []).map((reason) => reason());
}
