// What is missing, in words that say what to do.
import type { Gap, GapCode } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const WORDS: Record<GapCode, (data: { count: number }) => string> = {
  not_approved: m.gap_not_approved,
  no_screening: m.gap_no_screening,
  screening_not_today: m.gap_screening_not_today,
  screening_not_by_you: m.gap_screening_not_by_you,
  screening_stops: m.gap_screening_stops,
  screening_worse: m.gap_screening_worse,
  no_consent: m.gap_no_consent,
  consent_withdrawn: m.gap_consent_withdrawn,
  consent_ended: m.gap_consent_ended,
  consent_uncovered: m.gap_consent_uncovered,
  depth_not_agreed: m.gap_depth_not_agreed,
  start_before_screening: m.gap_start_before_screening,
  start_before_consent: m.gap_start_before_consent,
  start_before_addendum: m.gap_start_before_addendum,
  identity_before_numbing: m.gap_identity_before_numbing,
  identity_before_needling: m.gap_identity_before_needling,
  numbing_before_identity: m.gap_numbing_before_identity,
  needling_before_identity: m.gap_needling_before_identity,
  still_happy: m.gap_still_happy,
  patient_said_no: m.gap_patient_said_no,
  skin_today: m.gap_skin_today,
  skin_lesion: m.gap_skin_lesion,
  before_photos: m.gap_before_photos,
  antiseptic: m.gap_antiseptic,
  allergy_to_product: m.gap_allergy_to_product,
  allergy_to_glide: m.gap_allergy_to_glide,
  active_product: m.gap_active_product,
  antiseptic_after_needling: m.gap_antiseptic_after_needling,
  device: m.gap_device,
  cartridge: m.gap_cartridge,
  cartridge_not_sealed: m.gap_cartridge_not_sealed,
  cartridge_expired: m.gap_cartridge_expired,
  cartridge_quarantined: m.gap_cartridge_quarantined,
  cartridge_used: m.gap_cartridge_used,
  device_retired: m.gap_device_retired,
  cartridge_other_device: m.gap_cartridge_other_device,
  cartridge_count: m.gap_cartridge_count,
  cream_before: m.gap_cream_before,
  cream_before_time: m.gap_cream_before_time,
  cream_before_unknown: m.gap_cream_before_unknown,
  numbing_used: m.gap_numbing_used,
  numbing_area: m.gap_numbing_area,
  numbing_gate_blocks: m.gap_numbing_gate_blocks,
  numbing_blocked: m.gap_numbing_blocked,
  numbing_caution: m.gap_numbing_caution,
  numbing_on: m.gap_numbing_on,
  numbing_off: m.gap_numbing_off,
  numbing_off_before_on: m.gap_numbing_off_before_on,
  numbing_removed: m.gap_numbing_removed,
  numbing_signs: m.gap_numbing_signs,
  numbing_on_broken_skin: m.gap_numbing_on_broken_skin,
  no_zone_done: m.gap_no_zone_done,
  zone_planned: m.gap_zone_planned,
  zone_twice: m.gap_zone_twice,
  zone_time: m.gap_zone_time,
  zone_indication: m.gap_zone_indication,
  zone_depth: m.gap_zone_depth,
  zone_passes: m.gap_zone_passes,
  zone_pattern: m.gap_zone_pattern,
  zone_endpoint: m.gap_zone_endpoint,
  zone_pain: m.gap_zone_pain,
  guard_open: m.gap_guard_open,
  emergency_open: m.gap_emergency_open,
  emergency_kind: m.gap_emergency_kind,
  needling_during_emergency: m.gap_needling_during_emergency,
  product_name: m.gap_product_name,
  product_reason: m.gap_product_reason,
  sharps: m.gap_sharps,
  end_time: m.gap_end_time,
  end_before_start: m.gap_end_before_start,
  end_in_future: m.gap_end_in_future,
};

export function gapWords(code: GapCode, count: number): string {
  return WORDS[code]({ count });
}

/** Where something is put right that has no field of its own name. */
const FIELD: Partial<Record<GapCode, GapCode>> = {
  active_product: 'product_name',
  patient_said_no: 'still_happy',
  skin_lesion: 'skin_today',
  device_retired: 'device',
  cartridge_expired: 'cartridge',
  cartridge_quarantined: 'cartridge',
  cartridge_used: 'cartridge',
  cartridge_other_device: 'cartridge',
  numbing_before_identity: 'numbing_on',
  numbing_off_before_on: 'numbing_off',
  numbing_on_broken_skin: 'numbing_on',
  numbing_blocked: 'numbing_area',
  numbing_gate_blocks: 'numbing_area',
  cream_before_unknown: 'cream_before',
  start_before_screening: 'numbing_on',
  start_before_consent: 'numbing_on',
  start_before_addendum: 'numbing_on',
  end_before_start: 'end_time',
  end_in_future: 'end_time',
};

/** What was chosen, at each place where something touches the skin. */
const HOLDS: Partial<Record<Gap['place'], GapCode>> = { check_in: 'antiseptic', numbing: 'numbing_area', products: 'product_name' };

/** The element that puts it right, by its id on the step's page. Zones are reached through the grid. */
export function gapTarget(gap: Gap): string {
  const field = gap.code === 'allergy_to_product' ? HOLDS[gap.place] : (FIELD[gap.code] ?? gap.code);
  // A session can begin with the antiseptic too.
  return `gap-${field === 'numbing_on' && gap.place === 'check_in' ? 'antiseptic_after_needling' : field}`;
}
