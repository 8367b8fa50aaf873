import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import { blankPatient } from '#lib/features/patients/patient-input.ts';
import type { PatientDetails } from '#lib/ipc/bindings.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import { CallFailed } from '#lib/ipc/failure.ts';
import Details from './Details.svelte';

const { ipc } = vi.hoisted(() => ({
  ipc: {
    getPatientDetails: vi.fn(),
    getEndOfRecord: vi.fn(),
    correctPatient: vi.fn(),
    listCallingCodes: vi.fn(),
    getTimeline: vi.fn(),
    findDraft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn()
  }
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto: vi.fn() }));

const details = (version: number, changes: object = {}, rest: object = {}): PatientDetails =>
  ({
    patient: { ...blankPatient(), id: 'p', record_number: 'A-0001', given: 'Barnaby', family: 'Selvedge', birth_on: '1988-04-12', phone: '01632 960123', ...changes },
    version,
    age: 38,
    archived: null,
    corrections: [],
    reads_record: true,
    ...rest
  }) as PatientDetails;

beforeEach(() => {
  vi.resetAllMocks();
  frame.me = ME;
  ipc.findDraft.mockResolvedValue(null);
  ipc.saveDraft.mockImplementation(async ({ version }: { version: number }) => ({ version: version + 1, saved_at: '2026-11-24T10:58:12Z' }));
  ipc.discardDraft.mockResolvedValue(null);
  ipc.listCallingCodes.mockResolvedValue([{ country: 'GB', code: '44' }]);
  ipc.getTimeline.mockResolvedValue({ items: [], more: false });
  ipc.getPatientDetails.mockResolvedValue(details(1));
  ipc.getEndOfRecord.mockResolvedValue({ last_session: null, kept_until: '2036-11-24', is_over: false, hold: null, may_erase: true, may_hold: true });
});

const phone = async () => (await screen.findAllByLabelText<HTMLInputElement>(/^Phone/))[0] as HTMLInputElement;

describe('the details of a patient', () => {
  it('show both versions when somebody else corrected the same field, and save what was chosen', async () => {
    render(Details, { id: 'p', onchange: vi.fn().mockResolvedValue(undefined) });
    const field = await phone();
    await userEvent.clear(field);
    await userEvent.type(field, '01632 960999');
    ipc.correctPatient.mockRejectedValueOnce(new CallFailed({ code: 'conflict', current_version: 2 }));
    const theirs = [{ change: { field: 'phone', old: '01632 960123', new: '01632 960555' }, at: '2026-11-24T10:00:00Z', by: 'Ada Bodkin' }];
    ipc.getPatientDetails.mockResolvedValue(details(2, { phone: '01632 960555', pronouns: 'he/him' }, { corrections: theirs }));
    await userEvent.click(screen.getByRole('button', { name: 'Save details' }));

    expect((await screen.findByRole('alert')).textContent).toMatch(/01632 960999.*Ada Bodkin recorded.*01632 960555/s);
    await userEvent.click(screen.getByRole('button', { name: 'Choose for each field first' }));
    expect(ipc.correctPatient, 'nothing is saved over theirs unseen').toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
    ipc.correctPatient.mockResolvedValueOnce(null);
    await userEvent.click(screen.getByRole('button', { name: 'Save details' }));
    await waitFor(() => expect(ipc.correctPatient).toHaveBeenCalledTimes(2));
    expect(ipc.correctPatient.mock.lastCall, 'their other field stays theirs').toMatchObject(['p', 2, { phone: '01632 960999', pronouns: 'he/him' }]);
  });

  it('bring back what was typed over an older version, without undoing what was corrected since', async () => {
    const was = { ...blankPatient(), given: 'Barnaby', family: 'Selvedge', birth_on: '1988-04-12', phone: '01632 960123' };
    const stored = { value: { version: 1, was, input: { ...was, pronouns: 'they/them' }, conflicts: [] }, focus: null };
    ipc.findDraft.mockResolvedValue({ body: JSON.stringify(stored), version: 3, saved_at: '' });
    ipc.getPatientDetails.mockResolvedValue(details(2, { phone: '01632 960555' }));
    render(Details, { id: 'p', onchange: vi.fn().mockResolvedValue(undefined) });
    expect((await phone()).value, 'corrected meanwhile').toBe('01632 960555');
    ipc.correctPatient.mockResolvedValueOnce(null);
    await userEvent.click(screen.getByRole('button', { name: 'Save details' }));
    await waitFor(() => expect(ipc.correctPatient.mock.lastCall).toMatchObject(['p', 2, { phone: '01632 960555', pronouns: 'they/them' }]));
  });

  it('show the desk who somebody is and how to reach them, and nothing that was found', async () => {
    ipc.getPatientDetails.mockResolvedValue(details(1, {}, { reads_record: false }));
    render(Details, { id: 'p', onchange: vi.fn().mockResolvedValue(undefined) });
    await phone();
    expect(screen.queryByText('Skin and what to remember')).toBeNull();
    expect(screen.queryByText('What left the clinic')).toBeNull();
  });
});
