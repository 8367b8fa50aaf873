// Numbing products and what the guard says of their use.
import type { ContactTime, NumbingAnswer, NumbingFlag, NumbingProduct } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const PRODUCTS: Record<NumbingProduct, () => string> = {
  lidocaine_4_cream: m.numbing_lidocaine_4_cream,
  otc_lidocaine: m.numbing_otc_lidocaine,
  'lidocaine_prilocaine_2.5_2.5': m.numbing_lidocaine_prilocaine,
  lidocaine_tetracaine_7_7: m.numbing_lidocaine_tetracaine,
  compounded: m.numbing_compounded,
};

export const NUMBING_PRODUCTS = Object.keys(PRODUCTS) as NumbingProduct[];

export function productName(product: NumbingProduct): string {
  return PRODUCTS[product]();
}

const FLAGS: Record<NumbingFlag, () => string> = {
  short: m.numbing_flag_short,
  long: m.numbing_flag_long,
  under_product_minimum: m.numbing_flag_under_product_minimum,
  over_product_maximum: m.numbing_flag_over_product_maximum,
  off_before_on: m.numbing_flag_off_before_on,
  otc_over_4_percent: m.numbing_flag_otc_over_4_percent,
  occluded_otc: m.numbing_flag_occluded_otc,
  over_area_for_age: m.numbing_flag_over_area_for_age,
  over_label_amount: m.numbing_flag_over_label_amount,
  prescriber_required: m.numbing_flag_prescriber_required,
};

export function numbingFlag(flag: NumbingFlag): string {
  return FLAGS[flag]();
}

/** What the practitioner is shown and nobody has to answer: where texts differ, and amounts with no known limit. */
export function numbingNotes(answer: NumbingAnswer | null, contact: ContactTime | undefined): string[] {
  const notes: string[] = [];
  if (contact?.by === 'label') notes.push(m.numbing_note_label({ from: contact.from, to: contact.to }));
  if (answer?.thick_layer) notes.push(m.numbing_note_thick());
  if (answer?.applied_mg) notes.push(m.numbing_note_applied({ milligrams: Math.round(answer.applied_mg) }));
  return notes;
}
