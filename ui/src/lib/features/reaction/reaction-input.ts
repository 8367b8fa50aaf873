import { formatTime } from '#lib/format/date.ts';
import type { ReactionFacts, ReactionFollowUpInput, ReactionInput } from '#lib/ipc/bindings.ts';

export const blankReaction = (): ReactionInput => ({ kind: null, words: '', session: null, zones: [], onset_on: null, onset_time: '', grade: null, done: '', check_on: null });

export const blankFollowUp = (): ReactionFollowUpInput => ({ outcome: null, resolved_on: null, text: '', reported_to: '', reported_on: null, check_on: null });

/** A recorded reaction as it would be typed, its time on the clinic's clock. */
export function inputOfReaction(facts: ReactionFacts, zone: string): ReactionInput {
  const { kind, words, session, zones, onset_on, grade, done } = facts;
  return { kind, words, session, zones: [...zones], onset_on, onset_time: facts.onset_at === null ? '' : formatTime(facts.onset_at, zone), grade, done, check_on: null };
}
