// Going through the questions: which rows there are, what Y, N and D do, and which stop follows.
import type { Question } from '#lib/ipc/bindings.ts';
import type { AnswerMap, AnswerValue } from './answers.ts';
import { chosen, isAsked, opensMore, plainAnswer, withAnswer } from './answers.ts';

/** One row of the screen: a question, or several that are asked together in one sentence. */
export interface Row {
  readonly id: string;
  readonly questions: readonly Question[];
}

export interface Walked {
  /** What was said by this key, question by question. */
  readonly said: AnswerMap;
  /** The row to go to; the same one when something opened under it, null when none is left. */
  readonly next: string | null;
  /** The row whose questions are asked one by one from here on. */
  readonly spread?: string;
}

type Plain = 'yes' | 'no' | 'unknown';

const KEYS: Readonly<Record<string, Plain>> = { y: 'yes', n: 'no', d: 'unknown' };

export const isTogether = (row: Row): boolean => row.questions.length > 1;

/** The questions in rows: neighbours that are asked together make one. */
export function rowsOf(questions: readonly Question[]): Row[] {
  const rows: Row[] = [];
  for (const question of questions) {
    const before = rows.at(-1);
    if (before && question.together !== null && before.questions[0]?.together === question.together)
      rows[rows.length - 1] = { ...before, questions: [...before.questions, question] };
    else rows.push({ id: question.together ?? question.key, questions: [question] });
  }
  return rows.map((row) => (isTogether(row) ? row : { ...row, id: row.questions[0]?.key ?? row.id }));
}

/** What was said to a row as a whole: the same plain answer to each of its questions. */
export function saidTogether(row: Row, answers: AnswerMap): 'no' | 'unknown' | null {
  const said = new Set(row.questions.map((question) => chosen(question, answers[question.key])));
  if (said.size !== 1) return null;
  const [one] = said;
  return one === 'no' || one === 'unknown' ? one : null;
}

/** Whether each question of a row is asked by itself: somebody said yes to the sentence, or one of them is more than no. */
export function isSpread(row: Row, answers: AnswerMap, spread: readonly string[]): boolean {
  if (!isTogether(row)) return false;
  if (saidTogether(row, answers) !== null) return false;
  return spread.includes(row.id) || row.questions.some((question) => isAsked(answers, question.key));
}

/** Where the walk stops: a row by its id, or each question of a spread row. */
export function stopsOf(questions: readonly Question[], answers: AnswerMap, spread: readonly string[]): Row[] {
  return rowsOf(questions).flatMap((row) =>
    isSpread(row, answers, spread) ? row.questions.map((question) => ({ id: question.key, questions: [question] })) : [row],
  );
}

/** The stop after this one that is still open, then those before it. Facts that can be confirmed as a block wait for that. */
export function nextOpen(stops: readonly Row[], answers: AnswerMap, from: string | null, block: readonly string[] = []): string | null {
  const at = stops.findIndex((stop) => stop.id === from);
  const ahead = [...stops.slice(at + 1), ...stops.slice(0, at + 1)];
  const isOpen = (stop: Row) => stop.questions.some((question) => !isAsked(answers, question.key) && !block.includes(question.key));
  return ahead.find(isOpen)?.id ?? null;
}

/** One plain answer to everything that is asked together. */
export function sayTogether(row: Row, plain: 'no' | 'unknown'): AnswerMap {
  return row.questions.reduce<AnswerMap>((all, question) => withAnswer(all, question.key, plainAnswer(question, plain)), {});
}

export interface Walk {
  readonly questions: readonly Question[];
  readonly answers: AnswerMap;
  readonly spread: readonly string[];
  readonly block: readonly string[];
}

/** Where the walk goes once this stop was answered. */
export function follow(walk: Walk, from: string, value: AnswerValue | undefined): string | null {
  const question = walk.questions.find((one) => one.key === from);
  if (question && opensMore(question, value)) return from;
  return nextOpen(stopsOf(walk.questions, walk.answers, walk.spread), walk.answers, from, walk.block);
}

/** Y, N or D on a stop. Null when the letter means nothing there: the page leaves the key alone. */
export function pressLetter(walk: Walk, at: string, letter: string): Walked | null {
  const plain = KEYS[letter.toLowerCase()];
  const stop = stopsOf(walk.questions, walk.answers, walk.spread).find((one) => one.id === at);
  const [question] = stop?.questions ?? [];
  if (!plain || !stop || !question) return null;
  if (isTogether(stop) && plain === 'yes') return { said: {}, next: question.key, spread: stop.id };
  const value = plainAnswer(question, plain);
  if (value === undefined) return null;
  const said = isTogether(stop) && plain !== 'yes' ? sayTogether(stop, plain) : { [at]: value };
  return { said, next: follow({ ...walk, answers: { ...walk.answers, ...said } }, at, value) };
}
