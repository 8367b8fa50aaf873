import { describe, expect, it } from 'vitest';
import type { ConsentSection, ConsentText } from '#lib/ipc/bindings.ts';
import type { ConsentAnswers } from './parts.ts';
import { asks, choose, NO_ANSWERS, outstanding, partsOf, tick, waitsFor } from './parts.ts';

function section(key: string, kind: ConsentSection['kind']): ConsentSection {
  return { key, number: 1, kind, title: key, paragraphs: [], statement: kind === 'tick' ? key : null };
}

const line = (key: string) => ({ key, title: key, text: key });

const TEXT: ConsentText = {
  template: 'microneedling',
  revision: 1,
  language: 'en',
  title: 'Consent',
  introduction: '',
  sections: [
    section('what_it_is', 'read'),
    section('plan', 'read'),
    section('risks', 'risks'),
    section('alternatives', 'tick'),
    section('off_label', 'tick'),
    section('photos', 'photos'),
    section('data', 'read'),
  ],
  risks: [line('infection'), line('scars'), line('no_result')],
  depth_choice: line('depth_above_limit'),
  photo_scopes: [line('record'), line('teaching'), line('marketing')],
  declaration: '',
  practitioner_declaration: '',
};

/** Plays the patient: one tap for each tick, each choice and each way on, then draw, type the name and sign. */
function tapsToSign(text: ConsentText): number {
  let answers: ConsentAnswers = NO_ANSWERS;
  let taps = 0;
  for (const part of partsOf(text)) {
    if (part.kind === 'sign') break;
    for (const key of waitsFor(text, part, answers)) {
      const isChoice = key === 'depth_above_limit' || text.photo_scopes.some((scope) => scope.key === key);
      answers = isChoice ? choose(answers, key, true) : tick(answers, key, true);
      taps += 1;
    }
    taps += 1;
  }
  expect(outstanding(text, answers)).toEqual({ count: 0, firstPart: null });
  return taps + 3;
}

describe('the patient\'s way through the consent', () => {
  it('goes through reading, risks, statements, photos and signing, each on its own page', () => {
    expect(partsOf(TEXT).map((part) => part.kind)).toEqual(['about', 'risks', 'statements', 'photos', 'sign']);
    expect(partsOf(TEXT)[3]?.sections.map(({ key }) => key), 'reading after the photos stays with them').toEqual([
      'photos',
      'data',
    ]);
  });

  it('asks every risk, every statement and every choice: nothing is preselected', () => {
    expect(outstanding(TEXT, NO_ANSWERS)).toEqual({ count: 9, firstPart: 1 });
  });

  it('counts a no as an answer', () => {
    const photos = partsOf(TEXT)[3];
    if (!photos) throw new Error('no photo part');
    const answers = ['record', 'teaching', 'marketing'].reduce((all, key) => choose(all, key, false), NO_ANSWERS);
    expect(waitsFor(TEXT, photos, answers)).toEqual([]);
  });

  it('does not ask for a depth above the limit when the device has none', () => {
    expect(outstanding({ ...TEXT, depth_choice: null }, NO_ANSWERS).count).toBe(8);
  });

  it('takes a tick back', () => {
    const ticked = tick(NO_ANSWERS, 'scars', true);
    expect(tick(ticked, 'scars', false).ticked).toEqual([]);
    expect(tick(ticked, 'scars', true).ticked, 'a second tap counts once').toEqual(['scars']);
  });

  it('costs one tap a tick, a choice and a page, then draw, name and sign', () => {
    const asked = TEXT.risks.length + 2 + 1 + TEXT.photo_scopes.length;
    expect(tapsToSign(TEXT)).toBeLessThanOrEqual(asked + 4 + 3);
  });
});

it('a part that only informs has nothing to answer', () => {
  const [about, risks] = partsOf(TEXT);
  expect(about && asks(TEXT, about)).toBe(false);
  expect(risks && asks(TEXT, risks)).toBe(true);
});
