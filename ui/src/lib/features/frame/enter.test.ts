import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Me } from '#lib/ipc/bindings.ts';
import { enter } from './enter.ts';

const { ipc } = vi.hoisted(() => ({ ipc: { findDraft: vi.fn(), saveDraft: vi.fn() } }));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));

const me = { person: { id: 'a1' } } as Me;

beforeEach(() => {
  vi.resetAllMocks();
});

describe('coming in', () => {
  it('brings a person back to where they were', async () => {
    ipc.findDraft.mockResolvedValue({ body: '"/patient/p1/session"', version: 3, saved_at: '' });
    expect(await enter(me)).toBe('/patient/p1/session');
  });

  it('leads to Today when nobody knows where that was', async () => {
    ipc.findDraft.mockResolvedValue(null);
    expect(await enter(me)).toBe('/today');
    ipc.findDraft.mockRejectedValue(new Error('no'));
    expect(await enter(me)).toBe('/today');
  });

  it('never leads out of the app', async () => {
    ipc.findDraft.mockResolvedValue({ body: '"https://example.org/"', version: 1, saved_at: '' });
    expect(await enter(me)).toBe('/today');
  });
});
