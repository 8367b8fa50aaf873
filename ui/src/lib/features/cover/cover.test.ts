import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Covered } from '#lib/ipc/bindings.ts';
import { CallFailed } from '#lib/ipc/failure.ts';
import { m } from '#lib/paraglide/messages.js';
import Cover from './Cover.svelte';

const { ipc, goto, backToDoor } = vi.hoisted(() => ({
  ipc: { getStart: vi.fn(), comeBack: vi.fn(), getMe: vi.fn(), lock: vi.fn(), findDraft: vi.fn() },
  goto: vi.fn(),
  backToDoor: vi.fn()
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto }));
vi.mock('#lib/features/door/passage.ts', () => ({ backToDoor }));

const covered: Covered = {
  practitioner: 'Imogen Testwell',
  clocks: [],
  zones: [
    { zone: 'forehead', side: 'none', is_done: true },
    { zone: 'cheeks', side: 'left', is_done: false }
  ],
  has_pin: true,
  tries_left: 3
};

async function shown(of: Partial<Covered> = {}): Promise<ReturnType<typeof userEvent.setup>> {
  ipc.getStart.mockResolvedValue({ state: 'covered', ...covered, ...of });
  render(Cover);
  await screen.findByRole('heading', { name: m.cover_title() });
  return userEvent.setup();
}

const pin = (): HTMLInputElement => screen.getByLabelText(m.cover_pin_for({ name: 'Imogen Testwell' }));
const back = (): HTMLElement => screen.getByRole('button', { name: m.cover_come_back() });

beforeEach(() => {
  vi.resetAllMocks();
  ipc.getMe.mockResolvedValue({ person: { id: 'imogen' } });
  ipc.findDraft.mockResolvedValue({ body: '"/patient/1/session"', version: 3 });
});

describe('the cover over an open session', () => {
  it('shows what is done and what is planned, and waits for the PIN', async () => {
    await shown();
    expect(within(screen.getByText(m.cover_done()).closest('div')!).queryByText('Forehead')).not.toBeNull();
    expect(screen.queryByText('Cheek, left')).not.toBeNull();
    expect(document.activeElement).toBe(pin());
  });

  it('takes digits from the keypad and from the keyboard, and leads back to where they were', async () => {
    const user = await shown();
    for (const digit of ['4', '7', '9']) await user.click(screen.getByRole('button', { name: digit }));
    await user.click(screen.getByRole('button', { name: m.cover_erase() }));
    await user.type(pin(), '18{Enter}');
    await waitFor(() => expect(ipc.comeBack).toHaveBeenCalledWith({ with: 'pin', pin: '4718' }));
    expect(goto).toHaveBeenCalledWith('/patient/1/session', { replaceState: true });
  });

  it('says how many tries are left and forgets what was typed', async () => {
    ipc.comeBack.mockRejectedValue(new CallFailed({ code: 'wrong_pin', tries_left: 2 }));
    const user = await shown();
    await user.type(pin(), '9999');
    await user.click(back());
    await screen.findByText((text) => text.includes(m.failure_wrong_pin_left({ count: 2 })));
    expect(pin().value).toBe('');
    expect(document.activeElement).toBe(pin());
  });

  it('goes to the lock once it is locked', async () => {
    ipc.comeBack.mockRejectedValue(new CallFailed({ code: 'wrong_pin', tries_left: 0 }));
    const user = await shown();
    await user.type(pin(), '9999{Enter}');
    await waitFor(() => expect(backToDoor).toHaveBeenCalled());
  });

  it('takes the passphrase where there is no PIN', async () => {
    const user = await shown({ has_pin: false });
    expect(screen.queryByRole('group', { name: m.cover_keypad() })).toBeNull();
    await user.type(screen.getByLabelText(m.unlock_passphrase_for({ name: 'Imogen Testwell' })), 'a long one{Enter}');
    await waitFor(() => expect(ipc.comeBack).toHaveBeenCalledWith({ with: 'passphrase', passphrase: 'a long one' }));
  });
});
