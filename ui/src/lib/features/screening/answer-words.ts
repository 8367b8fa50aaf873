// An answer in words, for "last time" and for the list of lasting facts.
import type { Question } from '#lib/ipc/bindings.ts';
import { formatDate } from '#lib/format/date.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AnswerValue } from './answers.ts';
import { chosen, dateOf } from './answers.ts';
import type { QuestionWords } from './screening-words.ts';

export function answerWords(question: Question, words: QuestionWords, value: AnswerValue | undefined): string | null {
  const option = (id: string) => words.options?.[id] ?? id;
  const date = dateOf(question, value);
  switch (chosen(question, value)) {
    case null:
      return null;
    case 'yes':
      return date === null ? m.answer_yes() : m.answer_yes_on({ date: formatDate(date) });
    case 'no':
      return question.control.kind === 'choice' ? option(question.control.options[0] ?? '') : m.answer_no();
    case 'unknown':
      return m.answer_unknown();
    case 'does_not_apply':
      return option('does_not_apply');
    case 'still_using':
      return option(question.control.kind === 'isotretinoin' ? 'current' : 'still_using');
    case 'other':
      if (Array.isArray(value)) return value.map(option).join(', ');
      if (question.control.kind === 'date') return formatDate(String(value));
      return option(String(value));
  }
}
