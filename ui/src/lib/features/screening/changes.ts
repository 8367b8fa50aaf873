// What changed between two signed screenings. Answers that were asked in private stay covered: somebody may look on.
import type { Question, RightStatement, ScreeningView } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import { answerWords } from './answer-words.ts';
import type { AnswerMap } from './answers.ts';
import { questionName, type ScreeningWords } from './screening-words.ts';

export interface Changes {
  readonly answers: readonly { readonly key: string; readonly name: string; readonly before: string; readonly after: string }[];
  /** How many answers are the same in both. */
  readonly unchanged: number;
  /** Lasting facts that were confirmed as a block in the later one (PRACTICE 4), by the names of their questions. */
  readonly asBlock: readonly string[];
  /** Reasons given in the later one. */
  readonly reasons: readonly { readonly rule: string; readonly text: string; readonly repeated: boolean }[];
  /** Statements that disagreed in the later one, and which was right. */
  readonly settled: readonly { readonly key: string; readonly right: RightStatement }[];
}

export function changesBetween(questions: readonly Question[], words: ScreeningWords, earlier: ScreeningView, later: ScreeningView): Changes {
  const before = earlier.answers as AnswerMap;
  const after = later.answers as AnswerMap;
  const both = questions.filter((question) => before[question.key] !== undefined || after[question.key] !== undefined);
  const changed = both.filter((question) => JSON.stringify(before[question.key]) !== JSON.stringify(after[question.key]));
  const said = (question: Question, answers: AnswerMap): string => {
    const named = words.questions[question.key];
    if (answers[question.key] === undefined) return m.history_not_asked();
    if (question.private) return m.history_private();
    return named ? (answerWords(question, named, answers[question.key]) ?? '') : '';
  };
  return {
    answers: changed.map((question) => ({
      key: question.key,
      name: questionName(question.key, words),
      before: said(question, before),
      after: said(question, after),
    })),
    unchanged: both.length - changed.length,
    asBlock: (later.confirmed_as_block?.keys ?? []).map((key) => questionName(key, words)),
    reasons: later.settled.map(({ rule, reason, repeated }) => ({ rule, text: reason, repeated: repeated ?? false })),
    settled: (later.disagreements ?? []).map(({ key, right }) => ({ key, right })),
  };
}
