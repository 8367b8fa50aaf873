import { describe, expect, it } from 'vitest';
import type { Question, ScreeningView } from '#lib/ipc/bindings.ts';
import { changesBetween } from './changes.ts';
import type { ScreeningWords } from './screening-words.ts';

const question = (key: string, more: Partial<Question> = {}) =>
  ({ key, rule: 'R08', group: 'skin_today', control: { kind: 'yes_no' }, day: true, private: false, follow_up: null, ...more }) as unknown as Question;

const QUESTIONS = [question('active_infection'), question('keloid', { day: false }), question('pregnant', { private: true }), question('tattoo_in_area')];

const WORDS = {
  questions: {
    active_infection: { short: 'Infection now', ask: '' },
    keloid: { short: 'Keloid scars', ask: '' },
    pregnant: { short: 'Pregnancy', ask: '' },
    tattoo_in_area: { short: 'Tattoo', ask: '' },
  },
} as unknown as ScreeningWords;

const signed = (answers: Record<string, unknown>, more: Partial<ScreeningView> = {}) =>
  ({ answers, settled: [], disagreements: [], confirmed_as_block: null, ...more }) as unknown as ScreeningView;

describe('what changed between two screenings', () => {
  it('names each answer that differs with both words, and counts the rest', () => {
    const changes = changesBetween(QUESTIONS, WORDS, signed({ active_infection: true, keloid: false }), signed({ active_infection: false, keloid: false }));
    expect(changes.answers).toEqual([{ key: 'active_infection', name: 'Infection now', before: 'Yes', after: 'No' }]);
    expect(changes.unchanged).toBe(1);
  });

  it('covers what was asked in private, and still says that it changed', () => {
    const [change] = changesBetween(QUESTIONS, WORDS, signed({ pregnant: true }), signed({ pregnant: false })).answers;
    expect(change).toEqual({ key: 'pregnant', name: 'Pregnancy', before: 'Asked in private', after: 'Asked in private' });
  });

  it('tells a question that was not asked from one answered with no', () => {
    const [change] = changesBetween(QUESTIONS, WORDS, signed({}), signed({ tattoo_in_area: false })).answers;
    expect(change).toMatchObject({ before: 'Not asked', after: 'No' });
  });

  it('takes reasons, settled statements and the block from the later one alone', () => {
    const earlier = signed({}, { settled: [{ rule: 'R13', reason: 'Old', by: 'p', at: '' }] });
    const later = signed({}, {
      settled: [{ rule: 'R08', reason: 'Prescriber asked', repeated: true, by: 'p', at: '' }],
      disagreements: [{ key: 'keloid', on_record: 'last_answer', right: 'today', by: 'p', at: '' }] as unknown as ScreeningView['disagreements'],
      confirmed_as_block: { keys: ['keloid', 'tattoo_in_area'], by: 'p', at: '' },
    });
    const changes = changesBetween(QUESTIONS, WORDS, earlier, later);
    expect(changes.reasons).toEqual([{ rule: 'R08', text: 'Prescriber asked', repeated: true }]);
    expect(changes.settled).toEqual([{ key: 'keloid', right: 'today' }]);
    expect(changes.asBlock).toEqual(['Keloid scars', 'Tattoo']);
  });
});
