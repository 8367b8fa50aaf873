import { reactionWord } from '#lib/features/reaction/reaction-words.ts';
import type { ReactionKind, RecordedFact } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const FACTS: Record<RecordedFact['kind'], (text: { text: string }) => string> = {
  allergy: m.disagree_allergy,
  medicine: m.disagree_medicine,
  past_medicine: m.disagree_past_medicine,
  condition: m.disagree_condition,
  past_condition: m.disagree_past_condition,
  reaction: ({ text }) => m.disagree_reaction({ text: reactionWord(text as ReactionKind) })
};

/** A line of the record in the words of the screening: "Medicine: Apixaban 5 mg". */
export const recordedWords = (fact: RecordedFact): string => FACTS[fact.kind]({ text: fact.text });
