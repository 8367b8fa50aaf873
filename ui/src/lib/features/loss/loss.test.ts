import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import type { LossPage } from '#lib/ipc/bindings.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import LossScreen from './LossScreen.svelte';

const { goto, ipc } = vi.hoisted(() => ({
  goto: vi.fn(),
  ipc: { getLoss: vi.fn(), recordLoss: vi.fn(), correctLoss: vi.fn(), makeBreachReport: vi.fn(), beginNewRecoveryCode: vi.fn(), findDraft: vi.fn(), saveDraft: vi.fn(), discardDraft: vi.fn() }
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto }));

const HELD = { patients: 41, archived: 3, erased: 0, with_phone: 40, with_email: 22, with_address: 9, kinds: [{ kind: 'consents', records: 57, people: 39 }], staff: 2 } as const;

const NOTHING_YET: LossPage = {
  loss: null,
  reach: { restored: null, last_backup_at: null, last_lock: null },
  held: { ...HELD, kinds: [...HELD.kinds] },
  outside: [],
  steps: [],
  visits: null
};

const RECORDED: LossPage = {
  ...NOTHING_YET,
  loss: {
    loss: {
      id: '01900000-0000-7000-8000-000000000001',
      facts: {
        what: 'The laptop of room 2',
        how: 'stolen',
        lost_on: null,
        lost_at: null,
        noticed_at: '2026-10-23T07:00:00Z',
        state: 'switched_off',
        way_in_with_it: 'no',
        note: '',
        found_on: null
      },
      recorded_by: ME.person.id,
      recorded_at: '2026-10-23T10:00:00Z'
    },
    version: 1,
    recorded_by: 'Marigold Featherstitch',
    report_due_at: '2026-10-26T07:00:00Z',
    is_over: false,
    hours_left: 60
  },
  reach: { restored: { made_at: '2026-10-22T16:00:00Z', at: '2026-10-23T09:00:00Z', missing_files: 0 }, last_backup_at: '2026-10-22T16:00:00Z', last_lock: null },
  outside: [{ kind: 'papers_saved', copies: 4, protected: 0, last_at: '2026-10-20T10:00:00Z' }],
  steps: [
    { step: 'recovery_code', done: false, done_at: null, missing: [] },
    { step: 'passphrases', done: false, done_at: null, missing: ['Pia Pincushion'] },
    { step: 'backup_places', done: true, done_at: null, missing: [] }
  ],
  visits: {
    from: '2026-10-22T16:00:00Z',
    to: '2026-10-23T09:00:00Z',
    arrived: [],
    due: [{ patient_id: '01900000-0000-7000-8000-000000000002', name: 'Juniper Hemstitch', window: ['2026-10-20', '2026-11-03'], recorded_since: false }],
    more: 0
  }
};

beforeEach(() => {
  vi.resetAllMocks();
  frame.me = structuredClone(ME);
  frame.me.clinic.zone = 'Europe/London';
  ipc.findDraft.mockResolvedValue(null);
});

describe('the page of a lost laptop', () => {
  it('begins with the counts of this record and no step before a loss is written down', async () => {
    ipc.getLoss.mockResolvedValue(NOTHING_YET);
    render(LossScreen);
    expect(await screen.findByText(/It was not restored from a backup/)).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Consents with signatures/ })).getByText('57')).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'What to do' })).toBeNull();
  });

  it('says the end of the 72 hours on the clinic’s clock, also when the clocks go back in between', async () => {
    ipc.getLoss.mockResolvedValue(RECORDED);
    const { unmount } = render(LossScreen);
    // Noticed at eight in summer time: it ends at seven.
    expect(await screen.findByText('72 hours end Mon 26 Oct 2026, 07:00')).toBeTruthy();
    unmount();
    ipc.getLoss.mockResolvedValue({ ...RECORDED, loss: RECORDED.loss && { ...RECORDED.loss, is_over: true, hours_left: 0 } });
    render(LossScreen);
    expect(await screen.findByText('72 hours ended Mon 26 Oct 2026, 07:00 and are over')).toBeTruthy();
  });

  it('has each open step one press from its place, and no box to tick', async () => {
    ipc.getLoss.mockResolvedValue(RECORDED);
    render(LossScreen);
    await screen.findByText('A new recovery code');
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.getByText(/Still the one of before: Pia Pincushion/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to People' }).getAttribute('href')).toBe('/settings/people');
    expect(screen.queryByRole('link', { name: 'Go to Backup' }), 'it is done').toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Make a new code' }));
    expect(ipc.beginNewRecoveryCode).toHaveBeenCalledOnce();
    expect(goto).toHaveBeenCalledWith('/recovery-code');
  });

  it('shows no patient’s name until it is asked to', async () => {
    ipc.getLoss.mockResolvedValue(RECORDED);
    render(LossScreen);
    const show = await screen.findByRole('button', { name: 'Show the names' });
    expect(document.body.textContent).not.toContain('Hemstitch');
    await userEvent.click(show);
    expect(screen.getByRole('link', { name: 'Juniper Hemstitch' })).toBeTruthy();
  });

  it('leads to the draft of the report', async () => {
    ipc.getLoss.mockResolvedValue(RECORDED);
    ipc.makeBreachReport.mockResolvedValue('paper-1');
    render(LossScreen);
    await userEvent.click(await screen.findByRole('button', { name: 'Draft of the report' }));
    await waitFor(() => expect(goto).toHaveBeenCalledWith('/settings/loss/paper/paper-1'));
  });

  it('corrects what was recorded, as it was typed on the clinic’s clock', async () => {
    ipc.getLoss.mockResolvedValue(RECORDED);
    ipc.correctLoss.mockResolvedValue(undefined);
    render(LossScreen);
    await userEvent.click(await screen.findByRole('button', { name: 'Correct or add' }));
    const time = await screen.findByLabelText<HTMLInputElement>('Time it was noticed');
    expect(time.value).toBe('08:00');
    await userEvent.clear(time);
    await userEvent.type(time, '07:30');
    await userEvent.click(screen.getByRole('button', { name: 'Save as a later version' }));
    await waitFor(() => expect(ipc.correctLoss).toHaveBeenCalledWith(RECORDED.loss?.loss.id, 1, expect.objectContaining({ noticed_on: '2026-10-23', noticed_time: '07:30', what: 'The laptop of room 2' })));
  });
});
