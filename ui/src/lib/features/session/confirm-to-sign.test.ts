import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallFailed } from '#lib/ipc/failure.ts';
import ConfirmToSign from './ConfirmToSign.svelte';

const { ipc } = vi.hoisted(() => ({ ipc: { confirmPassphrase: vi.fn() } }));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));

beforeEach(() => {
  vi.resetAllMocks();
  document.body.innerHTML = '<div id="overlays"></div>';
});

describe('signing after the seat was empty', () => {
  it('goes on with the right passphrase and says so of a wrong one, keeping neither', async () => {
    const onconfirmed = vi.fn();
    ipc.confirmPassphrase.mockRejectedValueOnce(new CallFailed({ code: 'wrong_passphrase', wait_seconds: 0 }));
    render(ConfirmToSign, { open: true, name: 'Marigold Featherstitch', onconfirmed });
    const field = await screen.findByLabelText<HTMLInputElement>('Passphrase of Marigold Featherstitch');
    expect(field.type).toBe('password');
    await userEvent.type(field, 'somebody else{Enter}');
    expect(await screen.findByText('This is not the passphrase. Try again')).toBeTruthy();
    expect(field.value).toBe('');
    expect(onconfirmed).not.toHaveBeenCalled();

    ipc.confirmPassphrase.mockResolvedValueOnce(null);
    await userEvent.type(field, 'thimble bodkin{Enter}');
    await waitFor(() => expect(onconfirmed).toHaveBeenCalledOnce());
    expect(ipc.confirmPassphrase.mock.lastCall).toEqual(['thimble bodkin']);
  });
});
