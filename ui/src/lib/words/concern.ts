import type { Concern } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const CONCERNS: Record<Concern, () => string> = {
  fine_lines: m.concern_fine_lines,
  wrinkles: m.concern_wrinkles,
  acne_scars: m.concern_acne_scars,
  deep_acne_scars: m.concern_deep_acne_scars,
  surgical_burn_scars: m.concern_surgical_burn_scars,
  stretch_marks: m.concern_stretch_marks,
  pores: m.concern_pores,
  texture_tone: m.concern_texture_tone,
  hyperpigmentation: m.concern_hyperpigmentation,
  hair: m.concern_hair
};

export const CONCERN_IDS = Object.keys(CONCERNS) as Concern[];

export const concernWord = (concern: Concern): string => CONCERNS[concern]();
