import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Draft, type DraftStore } from './draft.svelte.ts';
import { CallFailed } from './failure.ts';
import type { DraftInput, DraftView } from './bindings.ts';

class MemoryStore implements DraftStore {
  saved: DraftInput[] = [];
  held: DraftView | null = null;
  full = false;

  async findDraft(): Promise<DraftView | null> {
    return this.held;
  }
  async saveDraft(input: DraftInput): Promise<{ version: number; saved_at: string }> {
    if (this.full) throw new CallFailed({ code: 'storage_full' });
    this.saved.push(input);
    return { version: input.version + 1, saved_at: '2026-11-24T10:58:12Z' };
  }
  async discardDraft(): Promise<null> {
    this.held = null;
    return null;
  }
}

const SECOND = 1000;

async function opened(store: MemoryStore): Promise<Draft<{ name: string }>> {
  const draft = new Draft('patient', 'p1', { name: '' }, store);
  await draft.restore();
  return draft;
}

function type(draft: Draft<{ name: string }>, name: string): void {
  draft.value = { name };
  flushSync();
  draft.changed();
}

const valueOf = (input: DraftInput | undefined): unknown => (JSON.parse(input?.body ?? '{}') as { value: unknown }).value;

describe('what is typed is in the store within a second', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('after the last key', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    type(draft, 'Marigold');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(valueOf(store.saved.at(-1))).toEqual({ name: 'Marigold' });
    expect(draft.save.kind).toBe('saved');
  });

  it('also while typing never stops', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    for (let key = 0; key < 30; key += 1) {
      type(draft, 'x'.repeat(key + 1));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(store.saved.length, 'three seconds of typing without a pause must not wait for one').toBeGreaterThanOrEqual(3);
  });

  it('each save names the version before it, so that two windows cannot overwrite each other', async () => {
    const store = new MemoryStore();
    store.held = { body: '{"value":{"name":"M"},"focus":"given"}', version: 7, saved_at: '' };
    const draft = await opened(store);
    expect(draft.value).toEqual({ name: 'M' });
    type(draft, 'Ma');
    await vi.advanceTimersByTimeAsync(SECOND);
    type(draft, 'Mar');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(store.saved.map((input) => input.version)).toEqual([7, 8]);
  });

  it('nothing is written where nothing changed', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    draft.changed();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(store.saved).toEqual([]);
  });

  it('a failed save says why, keeps what was typed and is tried again', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    store.full = true;
    type(draft, 'Marigold');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(draft.save).toEqual({ kind: 'failed', why: 'The disk is full', full: true });
    expect(draft.value.name).toBe('Marigold');

    store.full = false;
    type(draft, 'Marigold F');
    expect(draft.save.kind, 'the warning stays until a save went well').toBe('failed');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(draft.save.kind).toBe('saved');
    expect(valueOf(store.saved.at(-1))).toEqual({ name: 'Marigold F' });
  });

  it('is tried again by itself, also when nobody types', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    store.full = true;
    type(draft, 'Marigold');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(draft.save.kind).toBe('failed');
    store.full = false;
    await vi.advanceTimersByTimeAsync(6 * SECOND);
    expect(draft.save.kind).toBe('saved');
    expect(valueOf(store.saved.at(-1))).toEqual({ name: 'Marigold' });
  });

  it('gives what was typed for a copy, whether it was saved or not', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    store.full = true;
    type(draft, 'Marigold');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(draft.input()).toMatchObject({ kind: 'patient', subject: 'p1' });
    expect(valueOf(draft.input())).toEqual({ name: 'Marigold' });
  });

  it('leaving saves at once', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    type(draft, 'Marigold');
    await draft.flush();
    expect(store.saved).toHaveLength(1);
  });

  it('the field in focus comes back with it', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    const form = document.createElement('form');
    form.innerHTML = '<input data-field="given"><input data-field="family">';
    document.body.append(form);
    draft.form(form);
    form.querySelector<HTMLElement>('[data-field="family"]')?.focus();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(JSON.parse(store.saved.at(-1)?.body ?? '{}')).toMatchObject({ focus: 'family' });

    store.held = { body: store.saved.at(-1)?.body ?? '', version: 1, saved_at: '' };
    (document.activeElement as HTMLElement | null)?.blur();
    const again = await opened(store);
    again.form(form);
    await vi.advanceTimersByTimeAsync(0);
    expect(document.activeElement?.getAttribute('data-field')).toBe('family');
    form.remove();
  });

  it('after it was recorded a new draft begins, never the old one again', async () => {
    const store = new MemoryStore();
    store.held = { body: '{"value":{"name":"M"},"focus":null}', version: 7, saved_at: '' };
    const draft = await opened(store);
    await draft.renew();
    expect(store.held, 'an old draft would come back as if it were not recorded').toBeNull();
    type(draft, 'Ma');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(store.saved.map((input) => input.version)).toEqual([0]);
  });

  it('a discarded draft writes nothing more', async () => {
    const store = new MemoryStore();
    const draft = await opened(store);
    type(draft, 'Marigold');
    await draft.discard();
    type(draft, 'Marigold F');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(store.saved).toEqual([]);
  });
});
