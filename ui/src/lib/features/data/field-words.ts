import type { ImportField } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a column may hold, in the order it is offered. */
export const FIELD_WORDS: Record<ImportField, () => string> = {
  family: m.import_field_family,
  given: m.import_field_given,
  full_name: m.import_field_full_name,
  preferred: m.import_field_preferred,
  pronouns: m.import_field_pronouns,
  birth_on: m.import_field_birth_on,
  phone: m.duplicates_phone,
  email: m.duplicates_email,
  address: m.duplicates_address,
  fitzpatrick: m.import_field_fitzpatrick,
  notes: m.import_field_notes
};

export const FIELDS = Object.keys(FIELD_WORDS) as ImportField[];
