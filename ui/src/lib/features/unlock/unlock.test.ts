import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallFailed } from '#lib/ipc/failure.ts';
import Unlock from './Unlock.svelte';

const { ipc } = vi.hoisted(() => ({ ipc: { unlock: vi.fn(), unlockWithRecoveryCode: vi.fn(), ratePassphrase: vi.fn() } }));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));

const onunlocked = vi.fn();

const start = {
  state: 'locked' as const,
  people: [
    { id: 'a1', name: 'Imogen Testwell' },
    { id: 'a2', name: 'Flora Demo' }
  ],
  clocks: [{ on_at: new Date(Date.now() - 31 * 60_000).toISOString(), off_by: new Date(Date.now() + 14 * 60_000).toISOString() }],
  locked_after_idle: false,
  drafts_kept: false
};

beforeEach(() => {
  vi.resetAllMocks();
});

describe('the locked screen', () => {
  it('a wrong passphrase says so, empties the field and keeps the focus there', async () => {
    ipc.unlock.mockRejectedValue(new CallFailed({ code: 'wrong_passphrase', wait_seconds: 0 }));
    render(Unlock, { start, onunlocked, onrestore: vi.fn() });
    await userEvent.type(screen.getByLabelText('Passphrase for Imogen Testwell'), 'needle in a haystack{Enter}');
    expect(await screen.findByText('Nothing was changed', { exact: false })).toBeTruthy();
    const field = screen.getByLabelText<HTMLInputElement>('Passphrase for Imogen Testwell');
    expect(field.value).toBe('');
    expect(document.activeElement).toBe(field);
    expect(onunlocked).not.toHaveBeenCalled();
  });

  it('lets in whoever knows the passphrase, and keeps nothing of it', async () => {
    ipc.unlock.mockResolvedValue({ person: { id: 'a1' } });
    render(Unlock, { start, onunlocked, onrestore: vi.fn() });
    const field = screen.getByLabelText<HTMLInputElement>('Passphrase for Imogen Testwell');
    await userEvent.type(field, 'a good passphrase{Enter}');
    await waitFor(() => expect(onunlocked).toHaveBeenCalledOnce());
    expect(ipc.unlock).toHaveBeenCalledWith('a1', 'a good passphrase');
    expect(field.value).toBe('');
  });

  it('shows a running numbing clock without anybody’s name', () => {
    render(Unlock, { start, onunlocked, onrestore: vi.fn() });
    const clock = screen.getByLabelText('Numbing clock');
    expect(clock.textContent).toContain('31 min');
    expect(clock.textContent).toMatch(/Wipe off within 14 min/);
  });

  it('speaks of drafts only where there are some', async () => {
    const { unmount } = render(Unlock, { start, onunlocked, onrestore: vi.fn() });
    expect(screen.queryByText('Your drafts are kept'), 'nothing was ever typed here').toBeNull();
    unmount();
    render(Unlock, { start: { ...start, drafts_kept: true }, onunlocked, onrestore: vi.fn() });
    expect(screen.getByText('Your drafts are kept')).toBeTruthy();
  });

  it('a recovery code of another clinic is called that, not a wrong form', async () => {
    ipc.ratePassphrase.mockResolvedValue({ score: 4, long_enough: true });
    ipc.unlockWithRecoveryCode.mockRejectedValue(new CallFailed({ code: 'wrong_recovery_code', mistyped: false }));
    render(Unlock, { start, onunlocked, onrestore: vi.fn() });
    await userEvent.click(screen.getByRole('button', { name: 'Use the recovery code' }));
    await userEvent.type(screen.getByLabelText('Recovery code'), '7KQ2 M4TX');
    await userEvent.type(screen.getByLabelText('Passphrase'), 'needle thread button velvet');
    await userEvent.type(screen.getByLabelText('The same passphrase again'), 'needle thread button velvet');
    await userEvent.click(await screen.findByRole('button', { name: 'Open and set the new passphrase' }));
    expect(await screen.findByText('This is not the code of this clinic', { exact: false })).toBeTruthy();
    expect(onunlocked).not.toHaveBeenCalled();
  });

  it('another person is chosen by keyboard', async () => {
    render(Unlock, { start, onunlocked, onrestore: vi.fn() });
    await userEvent.click(screen.getByRole('radio', { name: 'Flora Demo' }));
    expect(screen.getByLabelText('Passphrase for Flora Demo')).toBeTruthy();
  });
});
