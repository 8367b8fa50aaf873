import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import { CallFailed } from '#lib/ipc/failure.ts';
import NewPatientForm from './NewPatientForm.svelte';

const { ipc, goto } = vi.hoisted(() => ({
  ipc: {
    findDraft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn(),
    findDuplicates: vi.fn(),
    recordPatient: vi.fn(),
    recordArrival: vi.fn()
  },
  goto: vi.fn()
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto }));

beforeEach(() => {
  vi.resetAllMocks();
  frame.me = ME;
  ipc.findDraft.mockResolvedValue(null);
  ipc.saveDraft.mockImplementation(async ({ version }: { version: number }) => ({ version: version + 1, saved_at: '2026-11-24T10:58:12Z' }));
  ipc.findDuplicates.mockResolvedValue([]);
});

const family = () => screen.findByLabelText<HTMLInputElement>(/^Family name/);
const birth = () => screen.getByLabelText<HTMLInputElement>('Date of birth');

describe('a new patient', () => {
  it('needs a name and a date of birth, and says which is missing', async () => {
    render(NewPatientForm, { typedName: '' });
    await userEvent.type(await family(), 'Hemstitch');
    await userEvent.click(screen.getByRole('button', { name: 'Type the date of birth' }));
    expect(ipc.recordPatient).not.toHaveBeenCalled();
  });

  it('is shown beside people who may be the same before saving', async () => {
    ipc.findDuplicates.mockResolvedValue([{ id: 'p7', record_number: 'A-0430', given: 'Juniper', family: 'Hemstitch', birth_on: '1994-05-09' }]);
    render(NewPatientForm, { typedName: '' });
    await userEvent.type(await family(), 'Hemstitch');
    expect(await screen.findByText('This may be the same person')).toBeTruthy();
    expect(screen.getByText('A-0430', { exact: false })).toBeTruthy();
  });

  it('is recorded, arrives today and goes to the consultation', async () => {
    ipc.recordPatient.mockResolvedValue('p9');
    render(NewPatientForm, { typedName: 'Juniper Hemstitch' });
    expect((await family()).value, 'what was typed into the find box is not typed again').toBe('Hemstitch');
    await userEvent.type(birth(), '9 5 1994{Enter}');
    await waitFor(() => expect(goto).toHaveBeenCalledWith('/patient/p9/consultation'));
    expect(ipc.recordPatient.mock.calls[0]?.[0]).toMatchObject({ given: 'Juniper', family: 'Hemstitch', birth_on: '1994-05-09' });
    expect(ipc.recordArrival).toHaveBeenCalledWith('p9');
  });

  it('what is typed is saved, and a refusal loses none of it and focuses the field', async () => {
    ipc.recordPatient.mockRejectedValue(new CallFailed({ code: 'invalid', issues: [{ path: 'family', code: 'no_letters', params: {} }] }));
    render(NewPatientForm, { typedName: '' });
    await userEvent.type(await family(), '🌼');
    await userEvent.type(birth(), '9 5 1994{Enter}');
    expect(await screen.findByText('Needs at least one letter')).toBeTruthy();
    expect((await family()).value).toBe('🌼');
    expect(document.activeElement).toBe(await family());
    await waitFor(() => expect(ipc.saveDraft).toHaveBeenCalled(), { timeout: 1500 });
  });

  it('with a malformed e-mail is asked of the store, whose words stand under the field', async () => {
    ipc.recordPatient.mockRejectedValue(new CallFailed({ code: 'invalid', issues: [{ path: 'email', code: 'wrong_form', params: { expected: 'name@example.org' } }] }));
    render(NewPatientForm, { typedName: 'Juniper Hemstitch' });
    await family();
    await userEvent.type(screen.getByLabelText(/^Email/), 'juniper');
    await userEvent.type(birth(), '9 5 1994{Enter}');
    expect(await screen.findByText('Write it like this: name@example.org'), 'the button did nothing, without a word').toBeTruthy();
    expect(document.querySelector('form')?.noValidate).toBe(true);
  });

  it('text that is no date yet comes back as it was typed', async () => {
    ipc.findDraft.mockResolvedValue({ body: JSON.stringify({ value: { given: '', family: 'Hems', birth_on: null, phone: '', email: '', birth_source: 'said', preferred: '', pronouns: '', address: '', fitzpatrick: null, allergies: [], notes: '' }, focus: 'birth_on', typed: { birth_on: '9 5' } }), version: 4, saved_at: '' });
    render(NewPatientForm, { typedName: '' });
    await family();
    expect(birth().value).toBe('9 5');
    await userEvent.type(birth(), ' 1994');
    await waitFor(() => expect(ipc.saveDraft).toHaveBeenCalled(), { timeout: 1500 });
    const saved = JSON.parse((ipc.saveDraft.mock.calls.at(-1)?.[0] as { body: string }).body) as { typed?: unknown; value: { birth_on: string } };
    expect(saved.value.birth_on).toBe('1994-05-09');
    expect(saved.typed, 'a date by now').toBeUndefined();
  });

  it('comes back after a crash as it was', async () => {
    ipc.findDraft.mockResolvedValue({ body: JSON.stringify({ value: { given: 'Juniper', family: 'Hems', birth_on: '1994-05-09', phone: '', email: '', birth_source: 'said', preferred: '', pronouns: '', address: '', fitzpatrick: null, allergies: [], notes: '' }, focus: 'birth_on' }), version: 4, saved_at: '' });
    render(NewPatientForm, { typedName: '' });
    expect((await family()).value).toBe('Hems');
    expect(birth().value).toBe('9 May 1994');
    await waitFor(() => expect(document.activeElement, 'the same field').toBe(birth()));
  });
});
