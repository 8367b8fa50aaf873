import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Question, ScreeningCheck, ScreeningForm, ScreeningStart } from '#lib/ipc/bindings.ts';
import type { ScreeningWords } from './screening-words.ts';
import ScreeningScreen from './ScreeningScreen.svelte';

const ipc = vi.hoisted(() => ({
  findDraft: vi.fn(() => Promise.resolve(null)),
  saveDraft: vi.fn(() => Promise.resolve({ version: 1, saved_at: '2026-11-24T10:00:00Z' })),
  discardDraft: vi.fn(() => Promise.resolve(null)),
  checkScreening: vi.fn(),
  signScreening: vi.fn(() => Promise.resolve('id')),
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));

function question(key: string, group: Question['group'], day: boolean, isPrivate = false): Question {
  return { key, rule: 'R14', group, control: { kind: 'yes_no' }, day, private: isPrivate, follow_up: null, only_for_scars: false };
}

const QUESTIONS: Question[] = [
  question('pregnant', 'about_you', true, true),
  question('active_infection', 'skin_today', true),
  question('immunosuppressed', 'medicines', true),
  question('liver_disease', 'health', false),
  question('g6pd', 'health', false),
];

const WORDS = {
  groups: { about_you: 'About you', skin_today: 'Skin today', medicines: 'Medicines', health: 'Health', recent_care: 'Recent care', hopes: 'Hopes' },
  say_when: { dated: '', undated: '', not_used_again: '', stop_by: '' },
  numbing: { ok: 'ok', block: 'blocked', undecided: 'not decided' },
  questions: Object.fromEntries(QUESTIONS.map(({ key }) => [key, { short: key, ask: `${key}?` }])),
  follow_ups: {},
  rules: {},
} as unknown as ScreeningWords;

const LAST = { for_on: '2026-10-27', answers: { liver_disease: false, g6pd: false, active_infection: true }, settled: [] };
const START = { today: '2026-11-24', last: LAST, date_of_birth: '1998-02-02', fitzpatrick: 5 } as unknown as ScreeningStart;

/** Stands for the rules: everything unanswered is missing, and private questions need their tick. */
function judged(form: ScreeningForm): ScreeningCheck {
  const given = form.answers as Record<string, unknown>;
  const missing = QUESTIONS.map(({ key }) => key).filter((key) => given[key] === undefined);
  const gaps = missing.map((key) => ({ missing: 'answer' as const, key }));
  const so_far = { outcome: 'clear', eligible_from: null, clear_from: null, rules: [], findings: [], numbing: { verdict: 'ok', blocked: [], rules: [] } };
  return {
    judged: { so_far, missing, outcome: missing.length > 0 ? 'defer' : 'clear' },
    gaps: form.asked_in_private ? gaps : [...gaps, { missing: 'asked_in_private' as const }],
  } as unknown as ScreeningCheck;
}

beforeEach(() => {
  ipc.checkScreening.mockImplementation((form: ScreeningForm) => Promise.resolve(judged(form)));
});

async function shown() {
  const onsigned = vi.fn();
  render(ScreeningScreen, { patient: 'p', name: 'Marigold Featherstitch', questions: QUESTIONS, words: WORDS, start: START, late: false, dateOrder: 'day_first', letterKeys: true, onsigned });
  await screen.findByRole('heading', { name: 'Not decided so far' });
  return { onsigned, user: userEvent.setup() };
}

describe('screening at a repeat visit with nothing new', () => {
  it('takes one key a day question, one press for the lasting facts, one to sign', async () => {
    const { user, onsigned } = await shown();
    await waitFor(() => expect(document.activeElement?.closest('[data-question]')?.getAttribute('data-question')).toBe('pregnant'));
    await user.click(screen.getByRole('checkbox', { name: /Nobody else is in the room/ }));
    document.querySelector<HTMLElement>('[data-question=pregnant] input')?.focus();
    for (const key of ['pregnant', 'active_infection', 'immunosuppressed']) {
      await waitFor(() => expect(document.activeElement?.closest('[data-question]')?.getAttribute('data-question')).toBe(key));
      await user.keyboard('n');
    }
    await user.click(screen.getByRole('button', { name: 'Confirm all: nothing changed (2)' }));
    await user.click(await screen.findByRole('button', { name: 'Sign screening' }));
    expect(ipc.signScreening).toHaveBeenCalledWith(
      expect.objectContaining({
        answers: { pregnant: false, active_infection: false, immunosuppressed: false, liver_disease: false, g6pd: false },
        confirmed_as_block: ['liver_disease', 'g6pd'],
        asked_in_private: true,
      }),
    );
    await waitFor(() => expect(onsigned).toHaveBeenCalled());
  });

  it('says on the button what is missing, and signs nothing before that', async () => {
    const { user } = await shown();
    ipc.signScreening.mockClear();
    await user.click(screen.getByRole('button', { name: 'Sign screening: 5 answers to go' }));
    expect(ipc.signScreening).not.toHaveBeenCalled();
  });

  it('shows last time\'s answer beside the empty question, never in it', async () => {
    const { user } = await shown();
    await user.click(screen.getByRole('button', { name: /Skin today 0 of 1/ }));
    expect(screen.getByText('Last time: Yes')).toBeTruthy();
    for (const radio of screen.getAllByRole('radio')) expect((radio as HTMLInputElement).checked).toBe(false);
  });
});
