// The wording of the screening as content delivers it, by answer key and by rule.
import type { Group } from '#lib/ipc/bindings.ts';

export interface QuestionWords {
  readonly short: string;
  readonly ask: string;
  readonly hint?: string;
  /** Label of the date that follows a yes. */
  readonly date?: string;
  readonly options?: Readonly<Record<string, string>>;
}

export interface RuleWords {
  readonly title: string;
  /** By the reason the rule gave. */
  readonly why: Readonly<Record<string, string>>;
  readonly say: string;
  readonly lifts: string;
  /** What may stand outside the screening where the rule itself may not. */
  readonly outside?: string;
}

export interface ScreeningWords {
  readonly groups: Readonly<Record<Group, string>>;
  readonly say_when: { readonly dated: string; readonly undated: string; readonly not_used_again: string; readonly stop_by: string };
  readonly numbing: { readonly ok: string; readonly block: string; readonly undecided: string };
  readonly questions: Readonly<Record<string, QuestionWords>>;
  /** Questions that are asked together in one sentence, by the name they share. */
  readonly together: Readonly<Record<string, { readonly ask: string; readonly hint?: string }>>;
  readonly follow_ups: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, RuleWords>>;
}

/** What a question is called in a list. */
export function questionName(key: string, words: ScreeningWords): string {
  return words.questions[key]?.short ?? key;
}
