import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import type { Guard, SessionDraft, SessionState } from '#lib/ipc/bindings.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import { GridControl } from './grid/grid-control.svelte.ts';
import { gridContext } from './grid-context.ts';
import { OpenSession } from './open-session.svelte.ts';
import { gridRows } from './record.ts';
import type { SessionPage } from './session-port.ts';
import TreatStep from './TreatStep.svelte';

vi.mock('#lib/ipc/client.ts', () => ({ ipc: {} }));

const PAGE = {
  patient: { fitzpatrick: 3 },
  devices: [],
  dials: [],
  usual: [],
  lots: [],
  last: null,
  concern: 'acne_scars',
  zone: 'Europe/London',
  contactTimes: new Map(),
} as unknown as SessionPage;
const DRAFT = { zones: [], numbing: [], cartridges: [], settled: [], incidents: [], device: null, stopped: null } as unknown as SessionDraft;
const GUARD: Guard = {
  key: 'D02:cheeks:left:2000',
  flag: 'above_zone_advisory',
  rule: 'D02',
  verdict: 'caution',
  zones: [['cheeks', 'left']],
  done: false,
  depth_mm: 2,
  recommended_mm: [0.5, 1],
  source: 'DRPEN',
  lapsed_on: null,
  way_out: 'reason',
  settled: false,
};

async function shown(touch: 'on' | 'off') {
  frame.me = structuredClone({ ...ME, preferences: { ...ME.preferences, touch } });
  const saver = { value: DRAFT, changed: vi.fn(), flush: vi.fn(), close: vi.fn() };
  const judged = { check: { guards: [GUARD], numbing: [], before_numbing: [], before_needling: [], missing: [] } };
  const session = new OpenSession(PAGE, DRAFT, saver, () => Promise.resolve(judged as unknown as SessionState));
  const control = new GridControl(gridRows(DRAFT), {
    context: () => gridContext(PAGE, DRAFT),
    locale: () => 'en-GB',
    onrows: vi.fn(),
  });
  const oncorrect = vi.fn();
  render(TreatStep, { session, control, locale: 'en-GB', letterKeys: true, facts: [], onincident: vi.fn(), oncorrect });
  await screen.findByText(/at 2.0 mm/);
  return { oncorrect, user: userEvent.setup() };
}

const side = () => screen.getByText(/at 2.0 mm/).closest('aside');

beforeEach(() => void vi.resetAllMocks());

describe('what stands beside the grid', () => {
  it('is always there by mouse, and says what an absent device means', async () => {
    const { user, oncorrect } = await shown('off');
    expect(screen.queryByRole('button', { name: '1 thing to settle' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Choose a device' }));
    expect(oncorrect).toHaveBeenCalledWith(expect.objectContaining({ place: 'check_in', code: 'device' }));
  });

  it('is a drawer by touch, opened from the map and closed with Escape, and the keyboard goes with it', async () => {
    const { user } = await shown('on');
    const opener = screen.getByRole('button', { name: '1 thing to settle' });
    expect(opener.getAttribute('aria-expanded')).toBe('false');
    expect(side()?.classList.contains('shut')).toBe(true);
    await user.click(opener);
    expect(opener.getAttribute('aria-expanded')).toBe('true');
    expect(side()?.classList.contains('shut')).toBe(false);
    expect(side()?.contains(document.activeElement)).toBe(true);
    await user.keyboard('{Escape}');
    expect(side()?.classList.contains('shut')).toBe(true);
    expect(document.activeElement).toBe(opener);
  });
});
