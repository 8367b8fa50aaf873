import { formatDate } from '#lib/format/date.ts';
import { m } from '#lib/paraglide/messages.js';
import { BURNS_WORDS, SKIN_WORDS, TANS_WORDS } from './skin-words.ts';

/** Every field of a patient that a correction may name, by its path. */
const LABELS: Record<string, () => string> = {
  given: m.patient_given,
  family: m.patient_family,
  preferred: m.patient_preferred,
  pronouns: m.patient_pronouns,
  birth_on: m.patient_birth_on,
  birth_source: m.patient_birth_source,
  phone: m.patient_phone,
  phone_country: m.patient_phone_country,
  email: m.patient_email,
  address: m.patient_address,
  contact: m.wishes_title,
  'contact.phone': m.wish_phone,
  'contact.text': m.wish_text,
  'contact.message': m.wish_message,
  'contact.email': m.wish_email,
  'contact.post': m.wish_post,
  'contact.never': m.wish_never,
  'contact.note': m.wish_note,
  emergency_contact: m.emergency_contact_title,
  guardian: m.guardian_title,
  gp: m.gp_title,
  prescriber: m.prescriber_title,
  identifiers: m.identifiers_title,
  languages: m.patient_languages,
  interpreter: m.patient_interpreter,
  fitzpatrick: m.patient_fitzpatrick,
  sun: m.patient_fitzpatrick,
  'sun.burns': m.sun_burns,
  'sun.tans': m.sun_tans,
  notes: m.patient_notes,
  substance: m.history_substance,
  dose: m.history_dose,
  since: m.history_since_label,
  stopped: m.history_stopped_label,
  ended: m.history_ended_label,
  on: m.history_on,
  by: m.history_by,
  reaction: m.history_reaction,
  severity: m.history_severity,
  note: m.history_note,
  kind: m.reaction_kind,
  words: m.reaction_words,
  session: m.reaction_session,
  zones: m.reaction_zones,
  onset_on: m.reaction_onset_on,
  onset_at: m.reaction_onset_time,
  grade: m.reaction_grade,
  done: m.reaction_done
};

/** Parts of a person or a doctor, which stand under the name of whom they belong to. */
const PARTS: Record<string, () => string> = { name: m.part_name, relation: m.part_relation, phone: m.patient_phone, practice: m.part_practice };

export function fieldLabel(path: string): string {
  const known = LABELS[path];
  if (known) return known();
  const [whole = '', part = ''] = path.split('.');
  const [of, what] = [LABELS[whole]?.(), (PARTS[part || whole] ?? LABELS[part])?.()];
  return [of, what].filter(Boolean).join(', ') || path;
}

const VALUES: Record<string, Record<string, () => string>> = {
  birth_source: { said: m.birth_said, id_seen: m.birth_id_seen },
  fitzpatrick: SKIN_WORDS,
  'sun.burns': BURNS_WORDS,
  'sun.tans': TANS_WORDS,
  'contact.never': { phone: m.patient_phone, email: m.patient_email, address: m.patient_address }
};

/** A stored value as people read it; nothing there is said in words. */
export function fieldValue(path: string, value: string): string {
  if (value === '') return m.value_none();
  if (path === 'birth_on') return formatDate(value);
  if (value === 'true') return m.answer_yes();
  if (value === 'false') return m.answer_no();
  const named = VALUES[path];
  return value
    .split('\n')
    .map((line) => named?.[line]?.() ?? line)
    .join(', ');
}
