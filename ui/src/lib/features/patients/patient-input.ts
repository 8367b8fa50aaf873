import type { PatientInput } from '#lib/ipc/bindings.ts';

export const blankPatient = (): PatientInput => ({
  given: '',
  family: '',
  preferred: '',
  pronouns: '',
  birth_on: null,
  birth_source: 'said',
  phone: '',
  phone_country: '',
  email: '',
  address: '',
  contact: { phone: null, text: null, message: null, email: null, post: null, never: [], note: '' },
  emergency_contact: { name: '', relation: '', phone: '' },
  guardian: { name: '', relation: '', phone: '' },
  identifiers: [],
  languages: [],
  interpreter: false,
  gp: { name: '', practice: '', phone: '' },
  prescriber: { name: '', practice: '', phone: '' },
  fitzpatrick: null,
  sun: { burns: null, tans: null },
  notes: ''
});

/** "Marigold Feather" as given and family name: the last word is the family's, as most are typed. */
export function namesFrom(typed: string): { given: string; family: string } {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  return { given: words.slice(0, -1).join(' ') || (words[0] ?? ''), family: words.length > 1 ? (words.at(-1) ?? '') : '' };
}
