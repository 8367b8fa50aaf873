import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallFailed } from '#lib/ipc/failure.ts';
import Setup from './Setup.svelte';

const { ipc, goto } = vi.hoisted(() => ({
  ipc: {
    ratePassphrase: vi.fn(),
    createClinic: vi.fn(),
    getMe: vi.fn(),
    confirmRecoveryCode: vi.fn(),
    getApproval: vi.fn(),
    findDraft: vi.fn()
  },
  goto: vi.fn()
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto }));

const GROUPS = ['7KQ2', 'M4TX', 'B9RA', 'H3WC', 'P6ND', 'V8JE', 'G5SY', 'Z1FK', '4X9M'];

beforeEach(() => {
  vi.resetAllMocks();
  ipc.ratePassphrase.mockImplementation(async (passphrase: string) => ({ score: passphrase.includes(' ') ? 4 : 1, long_enough: passphrase.length >= 12 }));
  ipc.createClinic.mockResolvedValue(GROUPS);
  ipc.getMe.mockResolvedValue({ person: { id: 'a1' } });
});

async function fillClinic(): Promise<void> {
  await userEvent.type(screen.getByLabelText('Clinic name'), 'Thimble & Thread');
  await userEvent.type(screen.getByLabelText('Phone'), '01632 960000');
  await userEvent.type(screen.getByLabelText('Address'), '1 Bobbin Lane');
  await userEvent.type(screen.getByLabelText('Emergency number'), '999');
  await userEvent.click(screen.getByRole('button', { name: 'Next: your account' }));
}

async function fillAccount(passphrase: string): Promise<void> {
  await userEvent.type(await screen.findByLabelText('Your name'), 'Imogen Testwell');
  await userEvent.type(screen.getByLabelText('Passphrase'), passphrase);
  await userEvent.type(screen.getByLabelText('The same passphrase again'), passphrase);
}

describe('first run', () => {
  it('says what is wrong with the passphrase: nothing, too weak, not typed again, not the same', async () => {
    render(Setup);
    await fillClinic();
    await userEvent.type(await screen.findByLabelText('Your name'), 'Imogen Testwell');
    expect(screen.getByRole('button', { name: 'Type a passphrase' })).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Passphrase'), 'needle thread button velvet');
    expect(await screen.findByRole('button', { name: 'Type the same passphrase again' })).toBeTruthy();
    await userEvent.type(screen.getByLabelText('The same passphrase again'), 'needle thread');
    expect(await screen.findByRole('button', { name: 'This is not the same as the first one' })).toBeTruthy();
  });

  it('coming back to the step, the passphrase that was kept is judged again', async () => {
    render(Setup);
    await fillClinic();
    await fillAccount('needle thread button velvet');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Next: your account' }));
    expect(await screen.findByText('Strong enough')).toBeTruthy();
    expect(screen.queryByText('Still too short')).toBeNull();
    expect(screen.getByRole('button', { name: 'Type the same passphrase again' })).toBeTruthy();
  });

  it('makes nothing with a passphrase that is easy to guess', async () => {
    render(Setup);
    await fillClinic();
    await fillAccount('needleneedle');
    await userEvent.click(await screen.findByRole('button', { name: 'Choose a stronger passphrase' }));
    expect(ipc.createClinic, 'every record would hang on a guess').not.toHaveBeenCalled();
  });

  it('goes on only when two groups of the code were typed back', async () => {
    render(Setup);
    await fillClinic();
    await fillAccount('needle thread button velvet');
    await userEvent.click(await screen.findByRole('button', { name: 'Make the record book' }));
    const fields = await screen.findAllByLabelText(/^Type group/);
    expect(fields).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Type the two groups' }));
    expect(ipc.confirmRecoveryCode).not.toHaveBeenCalled();
    for (const field of fields) {
      const label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? '';
      const group = GROUPS[Number(/\d+/.exec(label)?.[0]) - 1] ?? '';
      await userEvent.type(field, group.toLowerCase());
    }
    await userEvent.click(await screen.findByRole('button', { name: 'Next: the code is kept' }));
    await waitFor(() => expect(ipc.confirmRecoveryCode).toHaveBeenCalledOnce());
  });

  it('a refused clinic keeps everything typed and shows the field', async () => {
    ipc.createClinic.mockRejectedValue(new CallFailed({ code: 'invalid', issues: [{ path: 'clinic.currency', code: 'wrong_form', params: { expected: 'GBP' } }] }));
    render(Setup);
    await fillClinic();
    await fillAccount('needle thread button velvet');
    await userEvent.click(await screen.findByRole('button', { name: 'Make the record book' }));
    expect(await screen.findByText('Write it like this: GBP')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Clinic name').value).toBe('Thimble & Thread');
  });
});
