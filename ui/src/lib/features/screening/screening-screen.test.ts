import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Disagreement, Question, ScreeningCheck, ScreeningForm, ScreeningStart, SettledCaution } from '#lib/ipc/bindings.ts';
import type { AnswerMap } from './answers.ts';
import { plainAnswer } from './answers.ts';
import type { ScreeningWords } from './screening-words.ts';
import ScreeningScreen from './ScreeningScreen.svelte';

const ipc = vi.hoisted(() => ({
  findDraft: vi.fn(() => Promise.resolve(null)),
  saveDraft: vi.fn(() => Promise.resolve({ version: 1, saved_at: '2026-11-24T10:00:00Z' })),
  discardDraft: vi.fn(() => Promise.resolve(null)),
  checkScreening: vi.fn(),
  signScreening: vi.fn(() => Promise.resolve('id')),
  makePrecareSheet: vi.fn(() => Promise.resolve('sheet')),
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
const goto = vi.hoisted(() => vi.fn());
vi.mock('$app/navigation', () => ({ goto }));

/** The table and the wording that the program itself uses; a Rust test keeps the table's copy true. */
const read = (path: string): unknown => JSON.parse(readFileSync(resolve('..', path), 'utf8'));
// The rules hand over what this clinic asks; one that sets no wait after a birth does not ask about it.
const QUESTIONS = (read('tests/fixtures/questions.json') as Question[]).filter((question) => !question.only_after_childbirth);
const WORDS = read('crates/documents/content/en/screening.json') as ScreeningWords;
const ASKED = QUESTIONS.filter((question) => !question.only_for_scars);

/** A healthy patient who was here before. */
const LAST_ANSWERS: AnswerMap = {
  ...Object.fromEntries(ASKED.map((question) => [question.key, plainAnswer(question, 'no') ?? null])),
  date_of_birth: '1998-02-02',
  fitzpatrick: 5,
  hopes: 'Softer scars',
  history_complete: true,
};
const LAST = { for_on: '2026-10-27', answers: LAST_ANSWERS, settled: [] };
const START = { today: '2026-11-24', last: LAST, date_of_birth: '1998-02-02', birth_source: 'said', fitzpatrick: 5, on_record: [], letters: [] } as unknown as ScreeningStart;

/** Stands for the rules: what is not answered is missing, and private questions need their tick. */
function judged(form: ScreeningForm, more: { asBefore?: SettledCaution[]; disagreeing?: Disagreement[] } = {}): ScreeningCheck {
  const given = { date_of_birth: 'from the record', fitzpatrick: 5, ...form.answers } as Record<string, unknown>;
  const missing = ASKED.map(({ key }) => key).filter((key) => given[key] === undefined);
  const { asBefore = [], disagreeing = [] } = more;
  const findings = asBefore.map(({ rule }) => ({ rule, outcome: 'caution', reason: 'mild', until: null, eligible_from: null, clear_from: null, stop_by: null, source: 'S34', grade: 'A' }));
  const open = asBefore.filter(({ rule }) => !form.settled.some((one) => one.rule === rule));
  const so_far = { outcome: findings.length > 0 ? 'caution' : 'clear', eligible_from: null, clear_from: null, rules: [], findings, numbing: { verdict: 'ok', blocked: [], rules: [] } };
  return {
    judged: { so_far, missing, outcome: missing.length > 0 ? 'defer' : so_far.outcome },
    gaps: [
      ...missing.map((key) => ({ missing: 'answer', key })),
      ...(form.asked_in_private ? [] : [{ missing: 'asked_in_private' }]),
      ...disagreeing.map(({ key }) => ({ missing: 'disagreement', key })),
      ...open.map(({ rule }) => ({ missing: 'reason', rule })),
    ],
    as_before: asBefore,
    disagreeing,
  } as unknown as ScreeningCheck;
}

beforeEach(() => {
  ipc.checkScreening.mockImplementation((form: ScreeningForm) => Promise.resolve(judged(form)));
  ipc.signScreening.mockClear();
});

async function shown(start: ScreeningStart = START) {
  const onsigned = vi.fn();
  render(ScreeningScreen, { patient: 'p', name: 'Marigold Featherstitch', questions: QUESTIONS, words: WORDS, start, late: false, dateOrder: 'day_month', letterKeys: true, onsigned, onearlier: null });
  await screen.findByRole('heading', { name: /so far$/ });
  return { onsigned, user: userEvent.setup() };
}

const question = () => document.activeElement?.closest('[data-question]')?.getAttribute('data-question') ?? null;
const signButton = () => document.querySelector<HTMLElement>('[data-primary]');

/** Goes through the whole screening by keyboard as a repeat visit does, and counts every key. */
async function keysOfARepeatVisit(differently: Readonly<Record<string, string>> = {}) {
  const { user, onsigned } = await shown();
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await user.keyboard(key);
  };
  await waitFor(() => expect(document.activeElement?.closest('[data-private]')).toBeTruthy());
  await press(' ');
  await waitFor(() => expect(question()).toBe('pregnant'));
  for (let at = question(); at !== null; at = question()) {
    await press(differently[at] ?? (at === 'history_complete' ? 'y' : 'n'));
    await waitFor(() => expect(question()).not.toBe(at));
  }
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: /Confirm all: nothing changed/ })));
  await press('{Enter}');
  return { user, onsigned, press, count: () => keys };
}

describe('screening at a repeat visit with nothing new', () => {
  it('takes 18 to 22 keys in all: the tick, one for each question of the day, one for the lasting facts, one to sign', async () => {
    const { press, count, onsigned } = await keysOfARepeatVisit();
    await waitFor(() => expect(document.activeElement).toBe(signButton()));
    await press('{Enter}');
    await waitFor(() => expect(onsigned).toHaveBeenCalled());
    expect(count()).toBeGreaterThanOrEqual(18);
    expect(count()).toBeLessThanOrEqual(22);
    const form = (ipc.signScreening.mock.calls as unknown as [ScreeningForm][])[0]?.[0];
    const { date_of_birth: _, fitzpatrick: __, ...told } = LAST_ANSWERS;
    expect(form?.answers, 'every single question has its own answer in the record').toEqual(told);
    expect(form?.confirmed_as_block).toEqual(ASKED.filter(({ day, key }) => !day && key in told).map(({ key }) => key));
    expect(form?.asked_in_private).toBe(true);
  });

  it('shows at most one card for lasting cautions that were settled before, and one key keeps their reasons', async () => {
    const asBefore = [
      { rule: 'R08', reason: 'Prescriber was asked', repeated: true },
      { rule: 'R13', reason: 'Aunt only', repeated: true },
    ] as unknown as SettledCaution[];
    ipc.checkScreening.mockImplementation((form: ScreeningForm) => Promise.resolve(judged(form, { asBefore })));
    const { press, onsigned } = await keysOfARepeatVisit({ cold_sore: '2' });
    await waitFor(() => expect(document.activeElement?.closest('[data-as-before]')).toBeTruthy());
    expect(document.querySelectorAll('[data-as-before], [data-rule]'), 'one card').toHaveLength(1);
    await press('{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(signButton()));
    await press('{Enter}');
    await waitFor(() => expect(onsigned).toHaveBeenCalled());
    expect(ipc.signScreening).toHaveBeenCalledWith(
      expect.objectContaining({
        answers: expect.objectContaining({ cold_sore: 'history' }) as unknown,
        settled: [
          { rule: 'R08', reason: 'Prescriber was asked' },
          { rule: 'R13', reason: 'Aunt only' },
        ],
      }),
    );
  });
});

describe('the screening screen', () => {
  it('says on the button how many questions are to go, and signs nothing before that', async () => {
    const { user } = await shown();
    const rows = new Set(ASKED.filter(({ key }) => key !== 'date_of_birth' && key !== 'fitzpatrick').map(({ key, together }) => together ?? key));
    await user.click(screen.getByRole('button', { name: `Sign screening: ${rows.size} answers to go` }));
    expect(ipc.signScreening).not.toHaveBeenCalled();
  });

  it('shows last time\'s answer beside the empty question, never in it', async () => {
    const { user } = await shown({ ...START, last: { ...LAST, answers: { ...LAST_ANSWERS, active_infection: true } } } as unknown as ScreeningStart);
    await user.click(screen.getByRole('button', { name: /Skin today 0 of/ }));
    expect(screen.getByText('Last time: Yes')).toBeTruthy();
    for (const radio of screen.getAllByRole('radio')) expect((radio as HTMLInputElement).checked).toBe(false);
  });

  it('shows a line of the medical history beside its question, and answers nothing with it', async () => {
    const on_record = [{ key: 'active_infection', fact: { kind: 'condition', text: 'Impetigo' } }];
    const { user } = await shown({ ...START, last: null, on_record } as unknown as ScreeningStart);
    await user.click(screen.getByRole('button', { name: /Skin today 0 of/ }));
    expect(screen.getByText('On record: Condition: Impetigo')).toBeTruthy();
    for (const radio of screen.getAllByRole('radio')) expect((radio as HTMLInputElement).checked, 'never silently answered').toBe(false);
  });

  it('asks first whether a doctor said to take it, and asks no date of what is prescribed', async () => {
    const { user } = await shown();
    await user.click(screen.getByRole('button', { name: /Medicines 0 of/ }));
    const row = document.querySelector<HTMLElement>('[data-question=otc_nsaid_aspirin] input');
    row?.focus();
    await user.keyboard('y');
    const asked = await screen.findByRole('group', { name: 'Did a doctor tell you to take it?' });
    expect(screen.queryByLabelText('Last taken')).toBeNull();
    await user.click(asked.querySelectorAll('input')[0] as HTMLElement);
    expect(screen.queryByLabelText('Last taken')).toBeNull();
    await user.click(asked.querySelectorAll('input')[1] as HTMLElement);
    expect(screen.getByLabelText('Last taken')).toBeTruthy();
  });

  it('shows what disagrees with the record, with both statements, and keeps the screening shut until it is settled', async () => {
    const disagreeing: Disagreement[] = [{ key: 'allergy_stainless_steel', on_record: { with: 'fact', fact: { kind: 'allergy', text: 'nickel' } } }];
    ipc.checkScreening.mockImplementation((form: ScreeningForm) =>
      Promise.resolve(judged(form, { disagreeing: form.disagreements.some(({ right }) => right === 'today') ? [] : disagreeing })),
    );
    const { user, press } = await keysOfARepeatVisit();
    const card = await screen.findByRole('heading', { name: 'These disagree: Metal allergy' });
    const article = card.closest('article');
    expect(article?.textContent).toContain('Allergy: nickel');
    expect(article?.textContent).toContain('Said today');
    await waitFor(() => expect(signButton()?.textContent).toContain('settle what disagrees'));
    await user.click(screen.getByRole('button', { name: "Today's answer is right" }));
    await waitFor(() => expect(signButton()?.textContent).not.toContain('disagrees'));
    await waitFor(() => expect(document.activeElement).toBe(signButton()));
    await press('{Enter}');
    expect(ipc.signScreening).toHaveBeenCalledWith(expect.objectContaining({ disagreements: [{ ...disagreeing[0], right: 'today' }] }));
  });

  it('asks again where the record is right', async () => {
    const disagreeing: Disagreement[] = [{ key: 'cold_sore', on_record: { with: 'last_answer' } }];
    ipc.checkScreening.mockImplementation((form: ScreeningForm) =>
      Promise.resolve(judged(form, { disagreeing: (form.answers as AnswerMap)['cold_sore'] === 'none' ? disagreeing : [] })),
    );
    const { user } = await keysOfARepeatVisit();
    await user.click(await screen.findByRole('button', { name: 'The record is right: ask again' }));
    await waitFor(() => expect(question()).toBe('cold_sore'));
    expect(document.querySelector('[data-question=cold_sore] input:checked'), 'nothing is filled in').toBeNull();
  });

  it('makes the pre-care sheet for the planned day, and none for today', async () => {
    const { user } = await shown();
    expect(screen.queryByRole('button', { name: 'Pre-care sheet' })).toBeNull();
    const planned = screen.getByLabelText('Planned for');
    await user.clear(planned);
    await user.type(planned, '15 12 26');
    await user.tab();
    await user.click(await screen.findByRole('button', { name: 'Pre-care sheet' }));
    expect(ipc.makePrecareSheet).toHaveBeenCalledWith('p', '2026-12-15');
    expect(goto).toHaveBeenCalledWith('/patient/p/document/sheet');
  });
});
