// What a screening in progress holds, and how it becomes the form that is judged and signed.
import type { DisagreementInput, Question, ScreeningForm, ScreeningStart } from '#lib/ipc/bindings.ts';
import type { AnswerMap, AnswerValue } from './answers.ts';

export interface Held {
  begunOn: string;
  forOn: string;
  answers: AnswerMap;
  reasons: Record<string, string>;
  disagreements: DisagreementInput[];
  /** Sentences for several questions that were answered with a yes. */
  spread: string[];
  block: string[];
  inPrivate: boolean;
}

/** An empty form; for a late answer, today's own as it was signed. */
export function firstHeld(questions: readonly Question[], start: ScreeningStart, late: boolean): Held {
  const last = late ? start.last : null;
  return {
    begunOn: start.today,
    forOn: start.today,
    answers: last ? signedAnswers(questions, last.answers as AnswerMap) : {},
    reasons: Object.fromEntries((last?.settled ?? []).map(({ rule, reason }) => [rule, reason])),
    disagreements: (last?.disagreements ?? []).map(({ key, on_record, right }) => ({ key, on_record, right })),
    spread: [],
    block: [],
    inPrivate: late,
  };
}

/** What the record itself adds when it judges is not an answer. */
function signedAnswers(questions: readonly Question[], answers: AnswerMap): AnswerMap {
  const known = new Set<string | null>(questions.flatMap((question) => [question.key, question.follow_up]));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => known.has(key)));
}

/** Day questions are asked on the day: of a draft from another day only the lasting facts come back. */
export function adoptHeld(questions: readonly Question[], first: Held, stored: unknown): Held {
  const held = { ...structuredClone(first), ...(stored as Partial<Held>) };
  if (held.begunOn === first.begunOn) return held;
  const lasting = questions.filter((question) => !question.day).map((question) => question.key);
  const answers = Object.fromEntries(Object.entries(held.answers).filter(([key]) => lasting.includes(key)));
  return { ...structuredClone(first), forOn: held.forOn > first.begunOn ? held.forOn : first.begunOn, answers };
}

/** The answers with what the record itself knows. */
export function withFacts(start: ScreeningStart, given: AnswerMap): AnswerMap {
  const known: Record<string, AnswerValue> = { date_of_birth: start.date_of_birth };
  if (start.fitzpatrick !== null) known['fitzpatrick'] = start.fitzpatrick;
  return { ...known, ...given };
}

export function formOf(patient: string, held: Held, answers: AnswerMap): ScreeningForm {
  return {
    patient,
    for_on: held.forOn,
    answers: answers as ScreeningForm['answers'],
    settled: Object.entries(held.reasons).map(([rule, reason]) => ({ rule, reason })) as ScreeningForm['settled'],
    disagreements: held.disagreements.map((one) => ({ ...one })),
    confirmed_as_block: [...held.block],
    asked_in_private: held.inPrivate,
  };
}
