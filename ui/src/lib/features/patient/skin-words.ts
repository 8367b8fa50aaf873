import type { SunBurns, SunTans } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

export const SKIN_TYPES = ['1', '2', '3', '4', '5', '6'] as const;
export type SkinType = (typeof SKIN_TYPES)[number];

export const SKIN_WORDS: Record<SkinType, () => string> = { 1: m.skin_type_1, 2: m.skin_type_2, 3: m.skin_type_3, 4: m.skin_type_4, 5: m.skin_type_5, 6: m.skin_type_6 };

export const BURNS_WORDS: Record<SunBurns, () => string> = {
  always: m.burns_always,
  usually: m.burns_usually,
  sometimes: m.burns_sometimes,
  rarely: m.burns_rarely,
  very_rarely: m.burns_very_rarely,
  never: m.burns_never
};

export const TANS_WORDS: Record<SunTans, () => string> = {
  never: m.tans_never,
  a_little: m.tans_a_little,
  evenly: m.tans_evenly,
  easily: m.tans_easily,
  very_easily: m.tans_very_easily,
  deeply: m.tans_deeply
};
