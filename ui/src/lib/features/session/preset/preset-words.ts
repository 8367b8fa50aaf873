// A preset in words, and as rows that the grid takes in.
import type { Preset, PresetChange, PresetDecision, PresetTrouble, PresetView, ZonePlan } from '#lib/ipc/bindings.ts';
import { dayAndTime } from '#lib/features/rules/rule-words.ts';
import { depthInText, toMicrometres } from '#lib/maps/depth.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import type { ZoneId } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { concernWord } from '#lib/words/concern.ts';
import type { PresetRow } from '../grid/grid.ts';
import { planOf } from '../record.ts';

const keyOf = (plan: { zone: string; side: ZonePlan['side'] }) => zoneKey({ zone: plan.zone as ZoneId, side: plan.side });

export function presetRows(preset: Preset): PresetRow[] {
  return preset.zones.map((plan) => ({ key: keyOf(plan), zone: plan.zone as ZoneId, side: plan.side, ...planOf(plan) }));
}

/** "Scars, both cheeks (acne scars): 2 depths not possible with this device". */
export function presetItem({ preset, troubles }: PresetView): string {
  const words = { name: preset.name, concern: concernWord(preset.concern) };
  return troubles.length === 0 ? m.preset_item(words) : m.preset_item_trouble({ ...words, count: troubles.length });
}

/** The shell writes no infinite numbers, so a number is what comes. */
const depth = (mm: number | null) => depthInText(toMicrometres(mm ?? 0), getLocale());

/** "Cheek, right: 1.5 mm, 4 passes". */
export function planWords(plan: ZonePlan): string {
  const words = { zone: zoneName(keyOf(plan)), depth: depth(plan.depth_mm) };
  return plan.passes === null ? m.preset_zone(words) : m.preset_zone_passes({ ...words, count: plan.passes });
}

export function troubleWords(trouble: PresetTrouble): string {
  return m.preset_trouble({ zone: zoneName(keyOf(trouble)), depth: depth(trouble.depth_mm) });
}

const DECISIONS: Record<PresetDecision, (words: { name: string; who: string; when: string }) => string> = {
  made: m.preset_made,
  renamed: m.preset_renamed,
  replanned: m.preset_replanned,
  retired: m.preset_retired_by,
};

export function presetDecision(change: PresetChange, zone: string): string {
  return DECISIONS[change.decision]({ name: change.preset.name, who: change.by_name, when: dayAndTime(change.at, zone) });
}
