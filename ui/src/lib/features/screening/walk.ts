// Going through the questions: what Y, N and D do, and which question follows.
import type { Question } from '#lib/ipc/bindings.ts';
import type { AnswerMap, AnswerValue } from './answers.ts';
import { isAsked, opensMore, plainAnswer, withAnswer } from './answers.ts';

export interface Walked {
  readonly answers: AnswerMap;
  /** The question to go to; the same one when something opened under it, null when none is left. */
  readonly next: string | null;
}

const KEYS: Readonly<Record<string, 'yes' | 'no' | 'unknown'>> = { y: 'yes', n: 'no', d: 'unknown' };

/** The question after this one that nobody answered yet, then those before it. */
export function nextOpen(questions: readonly Question[], answers: AnswerMap, from: string | null): string | null {
  const at = questions.findIndex((question) => question.key === from);
  const ahead = [...questions.slice(at + 1), ...questions.slice(0, at + 1)];
  return ahead.find((question) => !isAsked(answers, question.key))?.key ?? null;
}

function give(questions: readonly Question[], answers: AnswerMap, key: string, value: AnswerValue | undefined): Walked {
  const question = questions.find((one) => one.key === key);
  const given = withAnswer(answers, key, value);
  if (!question || opensMore(question, value)) return { answers: given, next: key };
  return { answers: given, next: nextOpen(questions, given, key) };
}

/** Y, N or D on a question. Null when the letter means nothing there: the page leaves the key alone. */
export function pressLetter(questions: readonly Question[], answers: AnswerMap, key: string, letter: string): Walked | null {
  const plain = KEYS[letter.toLowerCase()];
  const question = questions.find((one) => one.key === key);
  if (!plain || !question) return null;
  const value = plainAnswer(question, plain);
  return value === undefined ? null : give(questions, answers, key, value);
}
