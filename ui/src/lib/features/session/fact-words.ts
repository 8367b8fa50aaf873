// Forbidden things that happened, in words that say what stands in the record now.
import { formatTime } from '#lib/format/date.ts';
import type { Forbidden, Gap, GapCode } from '#lib/ipc/bindings.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import type { ZoneId } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import { m } from '#lib/paraglide/messages.js';

const WORDS: Partial<Record<GapCode, (data: { time: string }) => string>> = {
  no_screening: m.fact_no_screening,
  screening_not_today: m.fact_screening_not_today,
  screening_not_by_you: m.fact_screening_not_by_you,
  screening_stops: m.fact_screening_stops,
  screening_worse: m.fact_screening_worse,
  no_consent: m.fact_no_consent,
  consent_withdrawn: m.fact_consent_withdrawn,
  consent_ended: m.fact_consent_ended,
  consent_uncovered: m.fact_consent_uncovered,
  depth_not_agreed: m.fact_depth_not_agreed,
  start_before_screening: m.fact_start_before_screening,
  start_before_consent: m.fact_start_before_consent,
  start_before_addendum: m.fact_start_before_addendum,
  identity_before_numbing: m.fact_identity_before_numbing,
  identity_before_needling: m.fact_identity_before_needling,
  numbing_before_identity: m.fact_numbing_before_identity,
  needling_before_identity: m.fact_needling_before_identity,
  patient_said_no: m.fact_patient_said_no,
  skin_lesion: m.fact_skin_lesion,
  antiseptic: m.fact_antiseptic,
  allergy_to_product: m.fact_allergy_to_product,
  allergy_to_glide: m.fact_allergy_to_glide,
  active_product: m.fact_active_product,
  antiseptic_after_needling: m.fact_antiseptic_after_needling,
  cartridge: m.fact_cartridge,
  cartridge_not_sealed: m.fact_cartridge_not_sealed,
  cartridge_expired: m.fact_cartridge_expired,
  cartridge_quarantined: m.fact_cartridge_quarantined,
  cartridge_used: m.fact_cartridge_used,
  device_retired: m.fact_device_retired,
  cartridge_other_device: m.fact_cartridge_other_device,
  cream_before_unknown: m.fact_cream_before_unknown,
  numbing_gate_blocks: m.fact_numbing_gate_blocks,
  numbing_blocked: m.fact_numbing_blocked,
  numbing_on_broken_skin: m.fact_numbing_on_broken_skin,
  needling_during_emergency: m.fact_needling_during_emergency,
  guard_open: m.fact_guard_open,
};

/** One kind of fact, with every gap it stands in: one reason answers for all of them. */
export interface FactCard {
  readonly code: GapCode;
  readonly gaps: readonly Gap[];
}

/** What happened and is not told yet. A forbidden depth has its own card beside the grid, with its depths. */
export function factCards(missing: readonly Gap[]): FactCard[] {
  const cards = new Map<GapCode, Gap[]>();
  for (const gap of missing) {
    if (gap.happened === null || gap.code === 'guard_open') continue;
    cards.set(gap.code, [...(cards.get(gap.code) ?? []), gap]);
  }
  return [...cards].map(([code, gaps]) => ({ code, gaps }));
}

export function factWords(code: GapCode, value: string | null, zones: readonly Gap['zone'][], zone: string): string {
  const at = value !== null && !Number.isNaN(Date.parse(value)) ? formatTime(value, zone) : '';
  const words = WORDS[code]?.({ time: at }) ?? code;
  const named = zones.flatMap((one) => (one ? [zoneName(zoneKey({ zone: one[0] as ZoneId, side: one[1] }))] : []));
  return named.length === 0 ? words : `${words}: ${named.join('; ')}`;
}

export function cardWords(card: FactCard, zone: string): string {
  return factWords(card.code, card.gaps[0]?.happened ?? null, card.gaps.map((gap) => gap.zone), zone);
}

/** What the incident names: the gap with the value it had. */
export function forbiddenOf(gap: Gap): Forbidden {
  return { code: gap.code, zone: gap.zone, index: gap.index, value: gap.happened ?? '' };
}
