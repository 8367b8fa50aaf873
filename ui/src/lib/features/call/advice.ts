import type { CallAdvice, CallQuestions, RedFlag, Urgency } from '#lib/ipc/bindings.ts';

const WORST_FIRST: readonly Urgency[] = ['emergency', 'same_day', 'message'];

/** What the caller is told: by the worst of the signs; without one, that somebody rings back. */
export function adviceFor(questions: CallQuestions, flags: readonly RedFlag[]): CallAdvice | undefined {
  const named = questions.signs.filter((sign) => flags.includes(sign.flag)).map((sign) => sign.urgency);
  const worst = WORST_FIRST.find((urgency) => named.includes(urgency)) ?? 'message';
  return questions.tell.find((advice) => advice.urgency === worst);
}
