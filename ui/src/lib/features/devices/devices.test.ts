import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import type { DeviceProfile, DeviceProfileBook } from '#lib/ipc/bindings.ts';
import { CallFailed } from '#lib/ipc/failure.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import { deviceWord, devicesInUse } from '#lib/words/device.ts';
import DeviceProfiles from './DeviceProfiles.svelte';
import { blankForm, blankUse, formOf, inputOf } from './profile-form.ts';

const { ipc } = vi.hoisted(() => ({
  ipc: {
    listDeviceProfiles: vi.fn(),
    recordDeviceProfile: vi.fn(),
    correctDeviceProfile: vi.fn(),
    retireDeviceProfile: vi.fn(),
    getMe: vi.fn(),
    findDraft: vi.fn(async () => null),
    saveDraft: vi.fn(async () => ({ version: 1, saved_at: '2026-11-24T10:00:00Z' })),
    discardDraft: vi.fn(async () => null)
  }
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));

const OWN = '018f0000-0000-7000-8000-0000000000d1';

const profile = (more: Partial<DeviceProfile>): DeviceProfile => ({
  id: OWN,
  name: 'Bobbin pen',
  version: 2,
  steps: { every: { step: 250, from: 250 } },
  mechanical_max: 3000,
  labelled_max: 2300,
  cleared_uses: [],
  speed: { unit: 'rpm', least: 5000, most: 9000 },
  sunscreen_start_hours: null,
  source: 'Bobbin Instruments',
  retired: false,
  ...more
});

const BOOK: DeviceProfileBook = {
  market: 'uk',
  profiles: [
    {
      profile: profile({ id: 'skinpen_precision', name: '', version: 0 }),
      name: 'SkinPen Precision',
      facts: ['Depth is set in steps of 0.25 mm.'],
      source: 'DEN',
      own: false,
      changes: []
    },
    { profile: profile({}), name: 'Bobbin pen', facts: ['It reaches 3 mm.'], source: 'Bobbin Instruments', own: true, changes: [] }
  ]
};

beforeEach(() => {
  vi.clearAllMocks();
  frame.me = structuredClone(ME);
  ipc.listDeviceProfiles.mockResolvedValue(BOOK);
  ipc.getMe.mockResolvedValue(structuredClone(ME));
});

describe('device profiles', () => {
  it('shows what came with the program as it is, and lets the lead correct and retire only the own', async () => {
    render(DeviceProfiles);
    const built = (await screen.findByRole('heading', { name: 'SkinPen Precision' })).closest('li')!;
    expect(within(built).queryByRole('button')).toBeNull();
    expect(screen.getByRole('button', { name: 'Correct: Bobbin pen' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Retire: Bobbin pen' })).toBeTruthy();
  });

  it('offers nothing to whoever is not the medical lead', async () => {
    frame.me!.person.roles = ['clinician'];
    render(DeviceProfiles);
    await screen.findByRole('heading', { name: 'Bobbin pen' });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('names the refused field, keeps what was typed, and puts the keyboard there', async () => {
    const user = userEvent.setup();
    ipc.recordDeviceProfile.mockRejectedValue(
      new CallFailed({ code: 'invalid', issues: [{ path: 'profile.mechanical_max_mm', code: 'required', params: {} }] })
    );
    render(DeviceProfiles);
    await user.click(await screen.findByRole('button', { name: 'Add a device profile' }));
    await user.type(await screen.findByLabelText('Name'), 'Thimble pen');
    await user.click(screen.getByRole('button', { name: 'Add a device profile' }));
    const field = screen.getByLabelText('Deepest it reaches');
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Thimble pen');
  });

  it('retires with a reason and never without', async () => {
    const user = userEvent.setup();
    render(DeviceProfiles);
    await user.click(await screen.findByRole('button', { name: 'Retire: Bobbin pen' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Retire: say why' }));
    expect(ipc.retireDeviceProfile).not.toHaveBeenCalled();
    await user.type(within(dialog).getByLabelText('Reason'), 'Sent back');
    await user.click(within(dialog).getByRole('button', { name: 'Retire' }));
    expect(ipc.retireDeviceProfile).toHaveBeenCalledWith(OWN, 'Sent back');
  });
});

describe('what is typed about a device', () => {
  it('comes back from the record as it went in', () => {
    const use = { ...blankUse('uk'), concern: 'acne_scars' as const, zones: ['cheeks' as const], source: 'Page 12' };
    const stored = profile({
      cleared_uses: [{ market: 'uk', concern: 'acne_scars', zones: ['cheeks'], fitzpatrick: [1, 6], age_from: 22, source: 'Page 12' }]
    });
    expect(inputOf({ ...formOf(stored), reason: 'Read again' })).toEqual({
      name: 'Bobbin pen',
      steps: { kind: 'every', step_mm: 0.25, lowest_mm: 0.25 },
      mechanical_max_mm: 3,
      labelled_max_mm: 2.3,
      cleared_uses: [use],
      speed: { unit: 'rpm', least: 5000, most: 9000 },
      sunscreen_start_hours: null,
      source: 'Bobbin Instruments',
      reason: 'Read again'
    });
  });

  it('leaves a figure nobody typed empty', () => {
    const input = inputOf(blankForm());
    expect(input.labelled_max_mm).toBeNull();
    expect(input.speed).toBeNull();
    expect(input.steps).toEqual({ kind: 'every', step_mm: null, lowest_mm: null });
  });
});

describe('a device by name', () => {
  it('is the own name, also of a retired one, which nothing new is planned with', () => {
    frame.me!.own_devices = [{ profile: OWN, name: 'Bobbin pen', retired: true }];
    expect(deviceWord(OWN)).toBe('Bobbin pen');
    expect(deviceWord('exceed')).toBe('Exceed');
    expect(devicesInUse()).not.toContain(OWN);
    frame.me!.own_devices = [{ profile: OWN, name: 'Bobbin pen', retired: false }];
    expect(devicesInUse()).toContain(OWN);
  });
});
