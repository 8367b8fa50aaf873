import type { Likeness } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** What speaks for one person, in a sentence. */
export const LIKENESS: Record<Likeness, () => string> = {
  same: m.likeness_same,
  same_birth_date: m.likeness_same_birth_date,
  nearly_same_birth_date: m.likeness_nearly_same_birth_date,
  same_name: m.likeness_same_name,
  same_phone: m.likeness_same_phone
};
