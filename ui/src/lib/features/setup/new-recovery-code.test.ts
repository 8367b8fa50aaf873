import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import NewRecoveryCode from './NewRecoveryCode.svelte';

const { ipc, goto } = vi.hoisted(() => ({
  ipc: { findNewRecoveryCode: vi.fn(), confirmRecoveryCode: vi.fn(), getMe: vi.fn(), findDraft: vi.fn() },
  goto: vi.fn()
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto }));

const GROUPS = ['7KQ2', 'M4TX', 'B9RA', 'H3WC', 'P6ND', 'V8JE', 'G5SY', 'Z1FK', '4X9M'];

beforeEach(() => {
  vi.resetAllMocks();
  ipc.getMe.mockResolvedValue({ person: { id: 'a1' } });
  ipc.findDraft.mockResolvedValue(null);
});

describe('after a recovery', () => {
  it('the new code is shown and lets nobody on before two groups of it are typed back', async () => {
    ipc.findNewRecoveryCode.mockResolvedValue(GROUPS);
    render(NewRecoveryCode);
    expect(await screen.findByText('7KQ2')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Type the two groups' }));
    expect(ipc.confirmRecoveryCode).not.toHaveBeenCalled();
    for (const field of screen.getAllByLabelText(/^Type group/)) {
      const label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? '';
      await userEvent.type(field, GROUPS[Number(/\d+/.exec(label)?.[0]) - 1] ?? '');
    }
    await userEvent.click(await screen.findByRole('button', { name: 'The new code is kept' }));
    await waitFor(() => expect(goto).toHaveBeenCalledWith('/today', { replaceState: true }));
    expect(ipc.confirmRecoveryCode).toHaveBeenCalledOnce();
  });

  it('without a code that waits nobody is kept', async () => {
    ipc.findNewRecoveryCode.mockResolvedValue(null);
    render(NewRecoveryCode);
    await waitFor(() => expect(goto).toHaveBeenCalledWith('/today', { replaceState: true }));
  });
});
