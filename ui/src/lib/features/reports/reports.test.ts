import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import type { Report } from '#lib/ipc/bindings.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import Reports from './Reports.svelte';

const getReport = vi.hoisted(() => vi.fn());
vi.mock('#lib/ipc/client.ts', () => ({ ipc: { getReport } }));

const REPORT: Report = {
  period: { from: '2025-12-01', to: '2026-11-23' },
  sessions: 12,
  by_month: [
    { month: '2026-10-01', sessions: 5 },
    { month: '2026-11-01', sessions: 7 },
  ],
  by_concern: [{ concern: 'acne_scars', sessions: 12 }],
  by_device: [{ profile: 'skinpen_precision', sessions: 12 }],
  by_practitioner: [{ name: 'Marigold Featherstitch', sessions: 12 }],
  depths: [{ zone: 'cheeks', depths: [{ depth_um: 1500, zones: 24 }], zones: 24, median_um: 1500 }],
  endpoints: [{ endpoint: 2, rate: { count: 24, of: 24, share: null } }],
  reacted: { count: 1, of: 12, share: null },
  by_kind: [{ kind: 'swelling', reactions: 1 }],
  by_grade: [{ grade: 1, reactions: 1 }],
  without_session: 0,
};

beforeEach(() => {
  frame.me = structuredClone(ME);
  getReport.mockReset().mockResolvedValue(REPORT);
});

describe('the reports', () => {
  it('say how many there are, and of few no share', async () => {
    render(Reports);
    expect(await screen.findByText(/12 signed sessions/)).toBeTruthy();
    expect(screen.getByText(/1 of 12, too few for a share/)).toBeTruthy();
  });

  it('have a table behind each chart, one press away', async () => {
    render(Reports);
    const user = userEvent.setup();
    const button = await screen.findByRole('button', { name: 'As a table: How deep each zone was treated' });
    await user.click(button);
    expect(button.getAttribute('aria-pressed')).toBe('true');
    const table = screen.getByRole('table', { name: 'How deep each zone was treated' });
    expect(within(table).getByText('1.50')).toBeTruthy();
    expect(within(table).getByText('24')).toBeTruthy();
  });
});
