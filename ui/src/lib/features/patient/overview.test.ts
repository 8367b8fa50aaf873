import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import { HITS, ME, pageOf } from '#lib/ipc/fake/sample.ts';
import Overview from './Overview.svelte';

vi.mock('$app/navigation', () => ({ goto: vi.fn() }));
vi.mock('#lib/ipc/client.ts', () => ({ ipc: {} }));

const marigold = HITS.find((hit) => hit.family === 'Featherstitch');

beforeEach(() => {
  frame.me = ME;
});

describe('the patient’s page', () => {
  it('prints the exact depth of every zone and session, and says where nothing was done', () => {
    render(Overview, { page: pageOf(marigold?.id ?? '', HITS), onchange: vi.fn() });
    const row = screen.getByRole('row', { name: /^Cheeks?, left/ });
    expect(row.textContent).toMatch(/1\.0\s*×3.*1\.25\s*×3.*1\.5\s*×4.*1\.75\s*×4/s);
    expect(screen.getByRole('row', { name: /^Perioral/ }).textContent, 'untreated is never blank').toContain('not treated');
  });
});
