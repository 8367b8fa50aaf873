import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Guard } from '#lib/ipc/bindings.ts';
import GuardCards from './GuardCards.svelte';
import { mapFlags } from './open-session.svelte.ts';

function guard(more: Partial<Guard> = {}): Guard {
  return {
    key: 'above_zone_advisory:periorbital:left:750',
    flag: 'above_zone_advisory',
    rule: 'D02',
    verdict: 'caution',
    zones: [['periorbital', 'left']],
    done: false,
    depth_mm: 0.75,
    recommended_mm: [0.5, 0.5],
    source: 'SPTRIAL',
    lapsed_on: null,
    way_out: 'reason',
    settled: false,
    ...more,
  };
}

function shown(guards: readonly Guard[]) {
  const on = { onreason: vi.fn(), onincident: vi.fn(), onset: vi.fn(), oncorrect: vi.fn(), onshow: vi.fn() };
  render(GuardCards, { guards, locale: 'en-GB', zone: 'Europe/London', ...on });
  return { ...on, user: userEvent.setup() };
}

describe('things to settle', () => {
  it('offers a plan a reason or the usual depth, with no reason preselected', async () => {
    const { user, onset } = shown([guard()]);
    expect((screen.getByRole('combobox', { name: 'Say why' }) as HTMLInputElement).value).toBe('');
    await user.click(screen.getByRole('button', { name: 'Set 0.5' }));
    expect(onset).toHaveBeenCalledWith('periorbital:left', 500);
  });

  it('never offers to change what was done: only "I did this" and "I mistyped it"', async () => {
    const { user, oncorrect } = shown([guard({ done: true })]);
    expect(screen.getAllByRole('button').map((button) => button.textContent?.trim())).toEqual([
      'I did this, say why',
      'I mistyped it',
    ]);
    await user.click(screen.getByRole('button', { name: 'I mistyped it' }));
    expect(oncorrect).toHaveBeenCalledWith('periorbital:left');
  });

  it.each([
    ['caution', 'above_zone_advisory', 'Caution: Periorbital, left at 0.75 mm'],
    ['off_label', 'above_device_label', 'Off-label: Periorbital, left at 0.75 mm'],
    ['off_label', 'indication_not_cleared', "Off-label: Outside the device's cleared use"],
    ['block', 'above_ceiling', 'Stop: Periorbital, left at 0.75 mm'],
  ] as const)('says the word of its shape: %s', (verdict, flag, title) => {
    shown([guard({ verdict, flag })]);
    expect(screen.getByRole('heading', { level: 3 }).textContent).toBe(title);
  });

  it('is a quiet line with its day, and no mark on the map, where the course settled it before', () => {
    const settled_before = { key: 'D04:pores', reason: 'Agreed', by: 'p', at: '2026-10-03T09:00:00Z' };
    const quiet = guard({ verdict: 'off_label', flag: 'indication_not_cleared', settled: true, settled_before });
    shown([quiet]);
    expect(screen.queryAllByRole('heading', { level: 3 })).toEqual([]);
    expect(screen.getByText(/settled for this course on 3 Oct 2026$/)).toBeTruthy();
    expect(mapFlags([quiet]).size).toBe(0);
  });

  it('is settled in three keys: Tab, down, Enter', async () => {
    const { user, onreason } = shown([guard()]);
    await user.tab();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onreason).toHaveBeenCalledWith(expect.objectContaining({ flag: 'above_zone_advisory' }), 'Deep scars');
  });

  it('makes an incident of a forbidden thing that was done', async () => {
    const { user, onincident, onreason } = shown([
      guard({ flag: 'above_ceiling', verdict: 'block', done: true, way_out: 'incident', depth_mm: 2.25 }),
    ]);
    await user.click(screen.getByRole('button', { name: 'I did this, say why' }));
    await user.keyboard('Dial slipped');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onreason).not.toHaveBeenCalled();
    expect(onincident).toHaveBeenCalledWith(expect.objectContaining({ flag: 'above_ceiling' }), 'Dial slipped');
  });

  it('gives a forbidden plan no way past', () => {
    shown([guard({ flag: 'above_ceiling', verdict: 'block', way_out: 'change_plan', depth_mm: 2.25, recommended_mm: [1, 2] })]);
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.getByRole('button', { name: 'Set 2.0' })).toBeTruthy();
  });
});

describe('marks on the map', () => {
  it('shows the worst of several, keeps a settled triangle, and stays quiet about what one card says for all', () => {
    const zone: Guard['zones'] = [['cheeks', 'left']];
    expect([...mapFlags([guard({ zones: zone, settled: true }), guard({ zones: zone, flag: 'above_device_label', verdict: 'off_label' })])]).toEqual([
      ['cheeks:left', 'off_label'],
    ]);
    expect([...mapFlags([guard({ zones: zone, settled: true })])]).toEqual([['cheeks:left', 'caution']]);
    expect([...mapFlags([guard({ zones: zone, flag: 'indication_not_cleared', verdict: 'off_label' })])]).toEqual([]);
    expect([...mapFlags([guard({ zones: zone, flag: 'above_device_label', verdict: 'off_label', settled: true })])]).toEqual([]);
  });
});
