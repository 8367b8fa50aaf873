// Answers as the record keeps them, and as a person gives them: yes, no, don't know, and what follows a yes.
import type { Question } from '#lib/ipc/bindings.ts';

/** One answer on the wire; null is "don't know", undefined was not asked. */
export type AnswerValue = boolean | number | string | readonly string[] | Readonly<Record<string, unknown>> | null;

/** By question key. A key that is absent was not asked: it never reads as clear. */
export type AnswerMap = Readonly<Record<string, AnswerValue | undefined>>;

/** What a question shows as chosen. `other` covers a word, a list, a date or a number. */
export type Chosen = 'yes' | 'no' | 'unknown' | 'does_not_apply' | 'still_using' | 'other' | null;

export function isAsked(answers: AnswerMap, key: string): boolean {
  return answers[key] !== undefined;
}

function isRecord(value: AnswerValue): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function chosen(question: Question, value: AnswerValue | undefined): Chosen {
  if (value === undefined) return null;
  if (value === null || value === 'unknown') return 'unknown';
  switch (question.control.kind) {
    case 'yes_no':
      return value === true ? 'yes' : 'no';
    case 'yes_no_does_not_apply':
      return value === 'does_not_apply' ? 'does_not_apply' : value === true ? 'yes' : 'no';
    case 'yes_no_date':
      if (value === 'still_using') return 'still_using';
      return value === 'none' ? 'no' : 'yes';
    case 'isotretinoin':
      return isotretinoin(value);
    case 'choice':
      return value === question.control.options[0] ? 'no' : 'other';
    case 'anaesthetic_allergy':
      return value === false ? 'no' : 'yes';
    case 'list':
      return Array.isArray(value) && value.length === 0 ? 'no' : 'other';
    default:
      return 'other';
  }
}

function isotretinoin(value: AnswerValue): Chosen {
  if (!isRecord(value)) return 'unknown';
  const words: Record<string, Chosen> = { never: 'no', current: 'still_using', past: 'yes' };
  return words[String(value['status'])] ?? 'unknown';
}

/** The value that a plain key gives: Y, N or D. Undefined where the question has no such answer. */
export function plainAnswer(question: Question, key: 'yes' | 'no' | 'unknown'): AnswerValue | undefined {
  if (key === 'unknown') return question.control.kind === 'isotretinoin' ? { status: 'unknown', last_dose: null } : null;
  const yes = key === 'yes';
  switch (question.control.kind) {
    case 'yes_no':
    case 'yes_no_does_not_apply':
      return yes;
    case 'yes_no_date':
      return yes ? datedYes(question) : 'none';
    case 'isotretinoin':
      return yes ? { status: 'past', last_dose: null } : { status: 'never', last_dose: null };
    case 'choice':
      return yes ? undefined : noneOf(question.control.options);
    case 'anaesthetic_allergy':
      return yes ? { class: 'unknown' } : false;
    case 'list':
      return yes ? undefined : [];
    default:
      return undefined;
  }
}

/** A choice whose mildest word means "nothing" is what N says; of others it says nothing. */
function noneOf(options: readonly string[]): string | undefined {
  return options[0] === 'none' ? options[0] : undefined;
}

function datedYes(question: Question): AnswerValue {
  return question.control.kind === 'yes_no_date' ? { [question.control.field]: null } : null;
}

/** A yes that opens something under the question, so that the next question does not follow by itself. */
export function opensMore(question: Question, value: AnswerValue | undefined): boolean {
  const state = chosen(question, value);
  if (question.control.kind === 'yes_no_date' || question.control.kind === 'isotretinoin') return state === 'yes';
  return question.control.kind === 'anaesthetic_allergy' && state === 'yes';
}

function dateField(question: Question): string | null {
  if (question.control.kind === 'isotretinoin') return 'last_dose';
  return question.control.kind === 'yes_no_date' ? question.control.field : null;
}

export function dateOf(question: Question, value: AnswerValue | undefined): string | null {
  const field = dateField(question);
  if (field === null || value === undefined || !isRecord(value)) return null;
  const date = value[field];
  return typeof date === 'string' ? date : null;
}

export function withDate(question: Question, value: AnswerValue | undefined, date: string | null): AnswerValue {
  const field = dateField(question);
  if (field === null) return date;
  const held = value !== undefined && isRecord(value) ? value : {};
  return question.control.kind === 'isotretinoin' ? { ...held, status: 'past', [field]: date } : { ...held, [field]: date };
}

export function stillUsing(question: Question): AnswerValue {
  return question.control.kind === 'isotretinoin' ? { status: 'current', last_dose: null } : 'still_using';
}

/** Whether a doctor said to take it; null while that was not asked yet. It is asked before any date (PRACTICE 44). */
export function doctorSaid(value: AnswerValue | undefined): boolean | null {
  if (value === undefined || !isRecord(value)) return null;
  const said = value['doctor_said'];
  return typeof said === 'boolean' ? said : null;
}

/** The particulars of a doctor's letter that is on file; null while none is. */
/** A letter on file; `scan` is the attached document that it is, if any. */
export interface LetterOnFile {
  written_on: string | null;
  author: string;
  scan?: string;
}

export function letterOf(value: AnswerValue | undefined): LetterOnFile | null {
  if (value === undefined || value === null || !isRecord(value)) return null;
  const { written_on, author, scan } = value;
  return {
    written_on: typeof written_on === 'string' ? written_on : null,
    author: typeof author === 'string' ? author : '',
    ...(typeof scan === 'string' ? { scan } : {})
  };
}

export function anaestheticClass(value: AnswerValue | undefined): string | null {
  if (value === undefined || !isRecord(value)) return null;
  return typeof value['class'] === 'string' ? value['class'] : null;
}

export function withAnswer(answers: AnswerMap, key: string, value: AnswerValue | undefined): AnswerMap {
  const { [key]: _, ...others } = answers;
  return value === undefined ? others : { ...others, [key]: value };
}

/** Lasting facts of last time that nobody answered yet today: they may be confirmed as a block, each of them shown. */
export function confirmable(questions: readonly Question[], answers: AnswerMap, last: AnswerMap | null): string[] {
  if (last === null) return [];
  return questions
    .filter((question) => !question.day && !isAsked(answers, question.key) && isAsked(last, question.key))
    .map((question) => question.key);
}

/** Takes over last time's answer to each of these questions. */
export function confirmBlock(answers: AnswerMap, last: AnswerMap, keys: readonly string[]): AnswerMap {
  return keys.reduce((all, key) => withAnswer(all, key, last[key]), answers);
}
