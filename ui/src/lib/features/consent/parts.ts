// The consent form as the patient walks through it: part by part, and what each part still waits for.
import type { ConsentSection, ConsentText } from '#lib/ipc/bindings.ts';

export type PartKind = 'about' | 'risks' | 'statements' | 'photos' | 'sign';

export interface Part {
  readonly kind: PartKind;
  readonly sections: readonly ConsentSection[];
}

/** What the patient did on the form. Ticks may be restored on the same day; a signature never is. */
export interface ConsentAnswers {
  readonly ticked: readonly string[];
  /** Yes or no by question key; nothing is preselected. */
  readonly choices: Readonly<Record<string, boolean>>;
}

export const NO_ANSWERS: ConsentAnswers = { ticked: [], choices: {} };

const KIND: Record<ConsentSection['kind'], PartKind> = {
  read: 'about',
  risks: 'risks',
  tick: 'statements',
  photos: 'photos',
};

/** Sections in their order, neighbours of one kind on one page; plain reading stays on the page it follows. Signing is the last part. */
export function partsOf(text: ConsentText): Part[] {
  const parts: { kind: PartKind; sections: ConsentSection[] }[] = [];
  for (const section of text.sections) {
    const kind = KIND[section.kind];
    const open = parts.at(-1);
    const joins = open && (open.kind === kind || (kind === 'about' && open.kind === 'photos'));
    if (joins) open.sections.push(section);
    else parts.push({ kind, sections: [section] });
  }
  return [...parts, { kind: 'sign', sections: [] }];
}

function ticksOf(text: ConsentText, part: Part): string[] {
  const statements = part.sections.filter((section) => section.kind === 'tick').map((section) => section.key);
  return part.kind === 'risks' ? [...text.risks.map((risk) => risk.key), ...statements] : statements;
}

/** The section in which the depth question stands; without such a section it is asked with the photos. */
const DEPTH_SECTION = 'off_label';

export function asksDepth(text: ConsentText, section: ConsentSection): boolean {
  if (text.depth_choice === null) return false;
  const named = text.sections.some(({ key }) => key === DEPTH_SECTION);
  return named ? section.key === DEPTH_SECTION : section.kind === 'photos';
}

function choicesOf(text: ConsentText, part: Part): string[] {
  const depth = part.sections.some((section) => asksDepth(text, section)) ? [text.depth_choice?.key ?? ''] : [];
  const photos = part.kind === 'photos' ? text.photo_scopes.map((scope) => scope.key) : [];
  return [...depth, ...photos];
}

/** Keys of what this part still waits for, in the order of the page. */
export function waitsFor(text: ConsentText, part: Part, answers: ConsentAnswers): string[] {
  const ticks = ticksOf(text, part).filter((key) => !answers.ticked.includes(key));
  const choices = choicesOf(text, part).filter((key) => answers.choices[key] === undefined);
  return [...ticks, ...choices];
}

/** Whether a part asks for anything at all; the others are for reading only. */
export function asks(text: ConsentText, part: Part): boolean {
  return waitsFor(text, part, NO_ANSWERS).length > 0;
}

export interface Outstanding {
  readonly count: number;
  /** The first part that is not done; null when only the signature is left. */
  readonly firstPart: number | null;
}

export function outstanding(text: ConsentText, answers: ConsentAnswers): Outstanding {
  const counts = partsOf(text).map((part) => waitsFor(text, part, answers).length);
  const firstPart = counts.findIndex((count) => count > 0);
  return { count: counts.reduce((sum, count) => sum + count, 0), firstPart: firstPart < 0 ? null : firstPart };
}

export function tick(answers: ConsentAnswers, key: string, on: boolean): ConsentAnswers {
  const others = answers.ticked.filter((other) => other !== key);
  return { ...answers, ticked: on ? [...others, key] : others };
}

export function choose(answers: ConsentAnswers, key: string, yes: boolean): ConsentAnswers {
  return { ...answers, choices: { ...answers.choices, [key]: yes } };
}
