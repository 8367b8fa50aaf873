import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import FollowUp from './FollowUp.svelte';

const LETTERS = [{ id: 'scan-1', label: { kind: 'doctor_letter', title: 'Heart', author: 'Dr Tuck', dated_on: '2026-10-01' } }] as const;

function shown(value: Record<string, unknown>, letters: typeof LETTERS | readonly [] = LETTERS) {
  frame.me = ME;
  const onanswer = vi.fn();
  render(FollowUp, { key: 'doctor_letter_on_file', label: 'A doctor’s letter is on file', value, last: undefined, letters, today: '2026-11-23', dateOrder: 'day_month', onanswer });
  return { onanswer, user: userEvent.setup() };
}

describe('a doctor’s letter on file', () => {
  it('takes day and author from the attached letter that is chosen', async () => {
    const { onanswer, user } = shown({ written_on: null, author: '' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Which attached letter' }), 'Dr Tuck · 1 Oct 2026 · Heart');
    expect(onanswer).toHaveBeenLastCalledWith({ written_on: '2026-10-01', author: 'Dr Tuck', scan: 'scan-1' });
  });

  it('is another letter as soon as somebody types another author', async () => {
    const { onanswer, user } = shown({ written_on: '2026-10-01', author: 'Dr Tuck', scan: 'scan-1' });
    await user.type(screen.getByLabelText('Doctor'), 'e');
    expect(onanswer.mock.lastCall?.[0]).not.toHaveProperty('scan');
  });

  it('asks for none where none is attached', () => {
    shown({ written_on: null, author: '' }, []);
    expect(screen.queryByRole('combobox')).toBeNull();
  });
});
