import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import Door from './Door.svelte';
import { takeOpening } from './opening.ts';
import { afterAppShown, appShown, openApp } from './passage.ts';

const { ipc } = vi.hoisted(() => ({ ipc: { getStart: vi.fn() } }));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));

const onopen = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
});

describe('the door', () => {
  it('leads a folder without a clinic to its set-up', async () => {
    ipc.getStart.mockResolvedValue({ state: 'first_run' });
    render(Door, { opening: takeOpening(), onopen });
    await waitFor(() => expect(onopen).toHaveBeenCalledWith('/setup'));
  });

  it('stays shut, with its reason, on a store that is missing: never a new and empty clinic', async () => {
    ipc.getStart.mockResolvedValue({ state: 'missing' });
    render(Door, { opening: takeOpening(), onopen });
    expect(await screen.findByRole('heading')).toBeTruthy();
    expect(onopen).not.toHaveBeenCalled();
  });

  it('shows what the page brought, without asking for it, and leaves no name behind in the page', async () => {
    const opening = { start: { state: 'missing' }, paints_bench_mark: false };
    const element = Object.assign(document.createElement('script'), { type: 'application/json', id: 'opening' });
    element.textContent = JSON.stringify(opening);
    document.head.append(element);
    render(Door, { opening: takeOpening(), onopen });
    expect(await screen.findByRole('heading')).toBeTruthy();
    expect(ipc.getStart).not.toHaveBeenCalled();
    expect(document.getElementById('opening')).toBeNull();
  });

  it('starts the app once, at the path it was told, and leaves when the app stands', () => {
    const start = vi.fn();
    const leave = vi.fn();
    window.addEventListener('needlebook:open', start, { once: true });
    afterAppShown(leave);
    openApp('/today');
    expect(location.pathname).toBe('/today');
    expect(start).toHaveBeenCalledOnce();
    expect(leave).not.toHaveBeenCalled();
    appShown();
    expect(leave).toHaveBeenCalledOnce();
  });
});
