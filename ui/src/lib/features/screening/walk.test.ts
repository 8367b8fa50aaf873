import { describe, expect, it } from 'vitest';
import type { Question } from '#lib/ipc/bindings.ts';
import type { AnswerMap } from './answers.ts';
import { chosen, confirmable, confirmBlock, dateOf, plainAnswer, withDate } from './answers.ts';
import { nextOpen, pressLetter } from './walk.ts';

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

const ALL = [PREGNANT, ACNE, INFECTION, ISOTRETINOIN, THINNER, RETINOID, KELOID, DISEASES, ALLERGY];

describe('answering by key', () => {
  it('answers N once for each question and always finds the next one', () => {
    let answers: AnswerMap = {};
    let at: string | null = nextOpen(ALL, answers, null);
    let presses = 0;
    while (at !== null) {
      const walked = pressLetter(ALL, answers, at, 'n');
      if (!walked) throw new Error(at);
      ({ answers, next: at } = walked);
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

  it('costs a repeat visit one key a day question and two more: block and sign', () => {
    const last: AnswerMap = { keloid: 'none', other_skin_disease: [], allergy_local_anaesthetic: false };
    const day = ALL.filter((one) => one.day);
    let answers: AnswerMap = confirmBlock({}, last, confirmable(ALL, {}, last));
    for (const one of day) answers = pressLetter(ALL, answers, one.key, 'n')?.answers ?? answers;
    expect(nextOpen(ALL, answers, null), 'nothing is left to ask').toBeNull();
  });

  it('stays on a question whose yes needs a date', () => {
    expect(pressLetter(ALL, {}, 'topical_retinoid', 'y')).toEqual({
      answers: { topical_retinoid: { last_use: null } },
      next: 'topical_retinoid',
    });
  });

  it('keeps "don\'t know" as an answer of its own, never as no', () => {
    const walked = pressLetter(ALL, {}, 'active_infection', 'd');
    expect(walked?.answers['active_infection']).toBeNull();
    expect(chosen(INFECTION, null)).toBe('unknown');
    expect(chosen(INFECTION, undefined), 'not asked is not "don\'t know"').toBeNull();
    expect(chosen(ISOTRETINOIN, plainAnswer(ISOTRETINOIN, 'unknown'))).toBe('unknown');
  });

  it('does not guess how bad something is: Y means nothing where a choice is asked', () => {
    expect(pressLetter(ALL, {}, 'acne', 'y')).toBeNull();
    expect(pressLetter(ALL, {}, 'other_skin_disease', 'y')).toBeNull();
  });

  it('comes back to questions that were passed over', () => {
    expect(nextOpen(ALL, { allergy_local_anaesthetic: false }, 'allergy_local_anaesthetic')).toBe('pregnant');
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
