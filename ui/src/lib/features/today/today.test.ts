import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import { ME, TODAY } from '#lib/ipc/fake/sample.ts';
import Today from './Today.svelte';

const { ipc } = vi.hoisted(() => ({ ipc: { getToday: vi.fn(), recordArrival: vi.fn(), recordDeparture: vi.fn() } }));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto: vi.fn() }));

const closed = { ...TODAY, rows: TODAY.rows.filter((row) => row.session.step !== 'open') };

beforeEach(() => {
  vi.resetAllMocks();
  frame.me = structuredClone(ME);
});

describe('Today', () => {
  it('hides names by itself while a session is open, and shows them with one key', async () => {
    ipc.getToday.mockResolvedValue(TODAY);
    render(Today);
    expect(await screen.findByRole('link', { name: 'J. H.' })).toBeTruthy();
    expect(document.body.textContent, 'somebody in the room can read the screen').not.toContain('Hemstitch');
    await userEvent.keyboard('h');
    expect(await screen.findByRole('link', { name: 'Juniper Hemstitch' })).toBeTruthy();
  });

  it('leaves the letter alone where single keys are off', async () => {
    if (frame.me) frame.me.preferences.single_keys = false;
    ipc.getToday.mockResolvedValue(closed);
    render(Today);
    await screen.findByRole('link', { name: 'Juniper Hemstitch' });
    await userEvent.keyboard('h');
    expect(screen.getByRole('link', { name: 'Juniper Hemstitch' })).toBeTruthy();
  });

  it('has one primary button: the session in the room, else the first visit that waits', async () => {
    ipc.getToday.mockResolvedValue(TODAY);
    const { unmount } = render(Today);
    await waitFor(() => expect(document.querySelectorAll('[data-primary]')).toHaveLength(1));
    expect(document.querySelector('[data-primary]')?.textContent).toContain('Open session');
    unmount();
    ipc.getToday.mockResolvedValue(closed);
    render(Today);
    await waitFor(() => expect(document.querySelectorAll('[data-primary]')).toHaveLength(1));
    expect(document.querySelector('[data-primary]')?.getAttribute('aria-label')).toBe('Get consent: Juniper Hemstitch');
  });

  it.each([
    [10, 'Ready from'],
    [31, 'In the window'],
    [47, 'Over by 2 min'],
  ])('says where the cream stands after %i minutes, with a word and not by minutes alone', async (minutes, words) => {
    const on = Date.now() - minutes * 60_000 - 1_000;
    const after = (plus: number) => new Date(on + plus * 60_000).toISOString();
    ipc.getToday.mockResolvedValue({
      ...TODAY,
      rows: TODAY.rows.map((row) => (row.session.step === 'open' ? { ...row, session: { ...row.session, numbing_on_at: after(0), ready_from: after(30), off_by: after(45) } } : row))
    });
    render(Today);
    const card = await screen.findByRole('region', { name: 'In the room now' });
    expect(card.textContent).toContain(words);
  });

  it('being late is a plain sentence, without a warning', async () => {
    ipc.getToday.mockResolvedValue(closed);
    render(Today);
    const late = await screen.findByText('Late by 4 days');
    expect(late.closest('li')?.querySelector('svg'), 'a triangle would be one of too many').toBeNull();
  });

  it('shows everybody in a room above the list, with one primary button', async () => {
    const open = TODAY.rows.find((row) => row.session.step === 'open');
    const other = TODAY.rows.find((row) => row.session.step !== 'open');
    if (!open || !other) throw new Error('the sample has both');
    ipc.getToday.mockResolvedValue({ ...TODAY, rows: [open, { ...other, session: open.session }] });
    render(Today);
    expect(await screen.findAllByRole('button', { name: /Open session/ })).toHaveLength(2);
    expect(document.querySelectorAll('[data-primary]')).toHaveLength(1);
  });

  it('offers nothing that removes a signed visit', async () => {
    const signed = { ...closed, rows: closed.rows.map((row) => ({ ...row, session: { step: 'signed', id: 's1', number: 1, signed_at: '2026-11-24T10:00:00Z', sheet: 'made' } })) };
    ipc.getToday.mockResolvedValue(signed);
    render(Today);
    await screen.findAllByText('Sheet to hand over');
    expect(screen.queryByRole('button', { name: /has left/ })).toBeNull();
  });

  it('a session beyond the plan is maintenance, never "5 of 4"', async () => {
    const course = { concern: 'pores', done: 4, planned: 4, open: false, finished: true, closed_early: false, due_from: null, due_to: null, regions: [], changes: [] };
    ipc.getToday.mockResolvedValue({ ...closed, rows: closed.rows.slice(0, 1).map((row) => ({ ...row, course, session: { step: 'none' } })) });
    render(Today);
    expect(await screen.findByText(/Session 5, maintenance/)).toBeTruthy();
    expect(document.body.textContent).not.toContain('5 of 4');
  });

  it('names what set-up put off and says truthfully that no backup is made', async () => {
    ipc.getToday.mockResolvedValue(closed);
    render(Today);
    expect(await screen.findByRole('link', { name: 'Name two places for backups' })).toBeTruthy();
    expect(screen.getByText('No backup is made yet')).toBeTruthy();
  });

  it('never says why somebody cannot be treated today', async () => {
    ipc.getToday.mockResolvedValue({
      ...closed,
      rows: closed.rows.map((row) => ({ ...row, session: { step: 'none' }, screening: { step: 'signed', outcome: 'absolute', settled: false, eligible_from: null, opens_today: false } }))
    });
    render(Today);
    expect((await screen.findAllByText('Not today')).length).toBeGreaterThan(0);
  });
});
