import { describe, expect, it } from 'vitest';
import type { Question } from '#lib/ipc/bindings.ts';
import type { AnswerMap } from './answers.ts';
import { chosen, confirmable, confirmBlock, dateOf, plainAnswer, withDate } from './answers.ts';
import type { Walk } from './walk.ts';
import { nextOpen, pressLetter, rowsOf, stopsOf } from './walk.ts';

function question(key: string, control: Question['control'], more: Partial<Question> = {}): Question {
  return {
    key,
    rule: 'R01',
    group: 'medicines',
    control,
    day: true,
    private: false,
    follow_up: null,
    only_for_scars: false,
    only_after_childbirth: false,
    together: null,
    ...more,
  };
}

const YES_NO = { kind: 'yes_no' } as const;
const ISOTRETINOIN = question('isotretinoin', { kind: 'isotretinoin' });
const RETINOID = question('topical_retinoid', { kind: 'yes_no_date', field: 'last_use', still_using: true, doctor_said: false });
const THINNER = question('otc_nsaid_aspirin', { kind: 'yes_no_date', field: 'last_dose', still_using: true, doctor_said: true });
const ACNE = question('acne', { kind: 'choice', options: ['none', 'active_non_inflammatory', 'active_inflammatory'] });
const PREGNANT = question('pregnant', { kind: 'yes_no_does_not_apply' }, { private: true });
const ALLERGY = question('allergy_local_anaesthetic', { kind: 'anaesthetic_allergy' }, { day: false });
const KELOID = question('keloid', { kind: 'choice', options: ['none', 'family', 'personal'] }, { day: false });
const DISEASES = question('other_skin_disease', { kind: 'list', options: ['rosacea'] }, { day: false });
const INFECTION = question('active_infection', YES_NO);

const ACIDS = question('aha', { kind: 'yes_no_date', field: 'last_use', still_using: true, doctor_said: false }, { together: 'acids_or_scrubs' });
const SCRUBS = { ...ACIDS, key: 'exfoliant' };

const ALL = [PREGNANT, ACNE, INFECTION, ISOTRETINOIN, THINNER, RETINOID, KELOID, DISEASES, ALLERGY];

const walk = (answers: AnswerMap = {}, more: Partial<Walk> = {}): Walk => ({ questions: ALL, answers, spread: [], block: [], ...more });
const stops = stopsOf(ALL, {}, []);

describe('answering by key', () => {
  it('answers N once for each question and always finds the next one', () => {
    let answers: AnswerMap = {};
    let at: string | null = nextOpen(stops, answers, null);
    let presses = 0;
    while (at !== null) {
      const walked = pressLetter(walk(answers), at, 'n');
      if (!walked) throw new Error(at);
      answers = { ...answers, ...walked.said };
      at = walked.next;
      presses += 1;
    }
    expect(presses).toBe(ALL.length);
    expect(answers).toEqual({
      pregnant: false,
      acne: 'none',
      active_infection: false,
      isotretinoin: { status: 'never', last_dose: null },
      otc_nsaid_aspirin: 'none',
      topical_retinoid: 'none',
      keloid: 'none',
      other_skin_disease: [],
      allergy_local_anaesthetic: false,
    });
  });

  it('leaves facts that can be confirmed as a block to that block', () => {
    const last: AnswerMap = { keloid: 'none', other_skin_disease: [], allergy_local_anaesthetic: false };
    const block = confirmable(ALL, {}, last);
    let answers: AnswerMap = {};
    let at: string | null = nextOpen(stops, answers, null, block);
    let presses = 0;
    for (; at !== null; presses += 1) {
      const walked = pressLetter(walk(answers, { block }), at, 'n');
      answers = { ...answers, ...walked?.said };
      at = walked?.next ?? null;
    }
    expect(presses).toBe(ALL.filter((one) => one.day).length);
    expect(nextOpen(stops, confirmBlock(answers, last, block), null), 'nothing is left to ask').toBeNull();
  });

  it('stays on a question whose yes needs a date', () => {
    expect(pressLetter(walk(), 'topical_retinoid', 'y')).toEqual({ said: { topical_retinoid: { last_use: null } }, next: 'topical_retinoid' });
  });

  it('keeps "don\'t know" as an answer of its own, never as no', () => {
    const walked = pressLetter(walk(), 'active_infection', 'd');
    expect(walked?.said['active_infection']).toBeNull();
    expect(chosen(INFECTION, null)).toBe('unknown');
    expect(chosen(INFECTION, undefined), 'not asked is not "don\'t know"').toBeNull();
    expect(chosen(ISOTRETINOIN, plainAnswer(ISOTRETINOIN, 'unknown'))).toBe('unknown');
  });

  it('does not guess how bad something is: Y means nothing where a choice is asked', () => {
    expect(pressLetter(walk(), 'acne', 'y')).toBeNull();
    expect(pressLetter(walk(), 'other_skin_disease', 'y')).toBeNull();
  });

  it('comes back to questions that were passed over', () => {
    expect(nextOpen(stops, { allergy_local_anaesthetic: false }, 'allergy_local_anaesthetic')).toBe('pregnant');
  });
});

describe('questions that are asked together', () => {
  const questions = [ACNE, ACIDS, SCRUBS, INFECTION];
  const together = (answers: AnswerMap = {}, spread: string[] = []) => walk(answers, { questions, spread });

  it('make one row and one stop', () => {
    expect(rowsOf(questions).map(({ id }) => id)).toEqual(['acne', 'acids_or_scrubs', 'active_infection']);
  });

  it('are all answered by one N, and all unknown by one D', () => {
    expect(pressLetter(together(), 'acids_or_scrubs', 'n')).toEqual({ said: { aha: 'none', exfoliant: 'none' }, next: 'active_infection' });
    expect(pressLetter(together(), 'acids_or_scrubs', 'd')?.said).toEqual({ aha: null, exfoliant: null });
  });

  it('are asked one by one after a Y, which answers none of them', () => {
    expect(pressLetter(together(), 'acids_or_scrubs', 'y')).toEqual({ said: {}, next: 'aha', spread: 'acids_or_scrubs' });
    const walked = pressLetter(together({}, ['acids_or_scrubs']), 'aha', 'n');
    expect(walked).toEqual({ said: { aha: 'none' }, next: 'exfoliant' });
  });
});

describe('answers with a date', () => {
  it('keeps what else was said when the date changes', () => {
    const value = withDate(THINNER, { last_dose: null, doctor_said: true }, '2026-11-22');
    expect(value).toEqual({ last_dose: '2026-11-22', doctor_said: true });
    expect(dateOf(THINNER, value)).toBe('2026-11-22');
  });

  it('makes a date under isotretinoin mean "taken before"', () => {
    expect(withDate(ISOTRETINOIN, { status: 'current', last_dose: null }, '2026-07-14')).toEqual({
      status: 'past',
      last_dose: '2026-07-14',
    });
  });
});

describe('lasting facts', () => {
  const last: AnswerMap = { keloid: 'family', allergy_local_anaesthetic: false, acne: 'none' };

  it('can be confirmed as a block, but never a day question', () => {
    expect(confirmable(ALL, {}, last)).toEqual(['keloid', 'allergy_local_anaesthetic']);
  });

  it('leaves alone what was already answered today', () => {
    const keys = confirmable(ALL, { keloid: 'none' }, last);
    expect(confirmBlock({ keloid: 'none' }, last, keys)).toEqual({ keloid: 'none', allergy_local_anaesthetic: false });
  });

  it('offers nothing on a first visit', () => {
    expect(confirmable(ALL, {}, null)).toEqual([]);
  });
});
