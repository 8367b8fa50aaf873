import { fieldValue } from '#lib/features/patient/field-words.ts';
import { formatDate, formatTime } from '#lib/format/date.ts';
import type { OutcomeKind, ReactionKind, ReactionList, ReactionOutcome } from '#lib/ipc/bindings.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import type { ZoneKey } from '#lib/maps/zones.ts';
import { m } from '#lib/paraglide/messages.js';

/** From this grade on an open reaction defers the next session (P-AE); the rules decide, this only shapes a mark. */
export const DEFERS_FROM = 2;

const KINDS: Record<ReactionKind, () => string> = {
  prolonged_redness: m.reaction_kind_prolonged_redness,
  swelling: m.reaction_kind_swelling,
  bruising: m.reaction_kind_bruising,
  bleeding: m.reaction_kind_bleeding,
  pain: m.reaction_kind_pain,
  numbness: m.reaction_kind_numbness,
  infection: m.reaction_kind_infection,
  herpes_outbreak: m.reaction_kind_herpes_outbreak,
  allergic: m.reaction_kind_allergic,
  contact_dermatitis: m.reaction_kind_contact_dermatitis,
  granuloma: m.reaction_kind_granuloma,
  hyperpigmentation: m.reaction_kind_hyperpigmentation,
  hypopigmentation: m.reaction_kind_hypopigmentation,
  scar: m.reaction_kind_scar,
  keloid: m.reaction_kind_keloid,
  vascular_injury: m.reaction_kind_vascular_injury,
  numbing_toxicity: m.reaction_kind_numbing_toxicity,
  eye_injury: m.reaction_kind_eye_injury,
  fainting: m.reaction_kind_fainting,
  other: m.reaction_kind_other
};

export const REACTION_KINDS = Object.keys(KINDS) as ReactionKind[];
export const reactionWord = (kind: ReactionKind): string => KINDS[kind]();

/** The general grades of the CTCAE, 1 to 5. */
export const GRADE_WORDS: readonly (() => string)[] = [m.reaction_grade_1, m.reaction_grade_2, m.reaction_grade_3, m.reaction_grade_4, m.reaction_grade_5];

const OUTCOMES: Record<OutcomeKind, () => string> = {
  open: m.outcome_open,
  referred: m.outcome_referred,
  resolved: m.outcome_resolved,
  resolved_with_marks: m.outcome_resolved_with_marks
};

export const OUTCOME_KINDS = Object.keys(OUTCOMES) as OutcomeKind[];
export const outcomeWord = (kind: OutcomeKind): string => OUTCOMES[kind]();

/** "Resolved on 24 November 2026". */
export function outcomeWords(outcome: ReactionOutcome): string {
  switch (outcome.kind) {
    case 'resolved':
      return m.outcome_resolved_on({ date: formatDate(outcome.on) });
    case 'resolved_with_marks':
      return m.outcome_resolved_with_marks_on({ date: formatDate(outcome.on) });
    case 'open':
    case 'referred':
      return outcomeWord(outcome.kind);
  }
}

/** "Cheek, left; Chin" out of a stored list, which holds a zone and its side a line each. */
function zonesValue(value: string): string {
  const parts = value.split('\n');
  return parts.flatMap((zone, index) => (index % 2 === 0 ? [zoneName(`${zone}:${parts[index + 1] ?? 'none'}` as ZoneKey)] : [])).join('; ');
}

/** A value before or after a correction, as people read it. */
export function reactionValue(field: string, value: string, sessions: ReactionList['sessions'], zone: string): string {
  if (value === '') return fieldValue(field, value);
  switch (field) {
    case 'kind':
      return reactionWord(value as ReactionKind);
    case 'grade':
      return m.reaction_grade_short({ grade: value });
    case 'zones':
      return zonesValue(value);
    case 'onset_on':
      return formatDate(value);
    case 'onset_at':
      return formatTime(value, zone);
    case 'session': {
      const session = sessions.find((one) => one.id === value);
      return session ? m.reaction_session_option({ number: session.number, date: formatDate(session.on) }) : value;
    }
    default:
      return fieldValue(field, value);
  }
}
