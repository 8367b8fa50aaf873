import { onDestroy, tick, untrack } from 'svelte';
import type { SaveState } from '#lib/design/saved.ts';
import { setTypedTexts } from '#lib/design/typed-texts.ts';
import type { DraftInput } from './bindings.ts';
import { ipc, type Ipc } from './client.ts';
import { failureOf } from './failure.ts';
import { failureMessage } from './messages.ts';

/** Everything typed reaches the store this soon, also while typing goes on. Well under the promised second. */
const SAVE_EVERY_MS = 700;
/** A save that failed is tried again this often, also when nobody types: space may come back by itself. */
const TRY_AGAIN_MS = 5_000;

interface Stored {
  value: unknown;
  /** The field that had the focus, by its `data-field`. */
  focus: string | null;
  /** What was typed where it is no value yet ("abc" in a number's field), by path: it comes back as it was typed. */
  typed?: Record<string, string>;
}

/** The store's side of a draft; a test hands in its own. */
export type DraftStore = Pick<Ipc, 'findDraft' | 'saveDraft' | 'discardDraft'>;

/**
 * What is being typed in one form. Saved as it changes, restored with the field that had the focus.
 * A failed save keeps typing possible and is tried again at the next change; it never throws.
 */
export class Draft<T> {
  value: T = $state() as T;
  /** False until the store was asked; a form shows itself only after that, so that restoring never overwrites typing. */
  ready = $state(false);
  /** Something was there from before. */
  restored = $state(false);
  save: SaveState = $state({ kind: 'idle' });

  /** Typed and not a value yet. */
  typed: Record<string, string> = $state({});
  /** Forms on screen that show this draft. */
  shownIn = 0;

  #focus: string | null = null;
  #written = '';
  #version = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #inFlight: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    readonly kind: string,
    readonly subject: string,
    initial: T,
    private readonly store: DraftStore = ipc
  ) {
    this.value = initial;
  }

  /** Reads what is stored. `adopt` may bring an older shape into today's, or refuse it with null. */
  async restore(adopt: (stored: unknown) => T | null = (stored) => stored as T): Promise<void> {
    try {
      const found = await this.store.findDraft(this.kind, this.subject);
      this.#version = found?.version ?? 0;
      const stored = found === null ? null : (JSON.parse(found.body) as Stored);
      const adopted = stored === null ? null : adopt(stored.value);
      if (adopted !== null) {
        this.value = adopted;
        this.typed = stored?.typed ?? {};
        this.#focus = stored?.focus ?? null;
        this.restored = true;
      }
    } catch (error) {
      this.save = failed(error);
    }
    this.#written = this.#body();
    this.ready = true;
  }

  /** Call when anything may have changed; cheap when nothing did. */
  changed(): void {
    if (!this.ready || this.#closed || this.#body() === this.#written) return;
    if (this.save.kind !== 'failed') this.save = { kind: 'saving' };
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
    }, SAVE_EVERY_MS);
  }

  /** Saves what is not saved yet, after whatever is being saved now. */
  flush(): Promise<void> {
    this.#stopTimers();
    this.#inFlight = this.#inFlight.then(() => this.#write());
    return this.#inFlight;
  }

  /** What a save would write now, for a copy outside the store. */
  input(): DraftInput {
    return { kind: this.kind, subject: this.subject, body: this.#body(), version: this.#version };
  }

  /** Throws the draft away because the person said so, or because what was typed has been recorded. */
  async discard(patient: string | null = null): Promise<void> {
    await this.close();
    await this.store.discardDraft(this.kind, this.subject, patient);
  }

  /** What was typed has been recorded and the form stays open: the store forgets this draft, the next change begins a new one. */
  async renew(patient: string | null = null): Promise<void> {
    this.#stopTimers();
    await this.#inFlight;
    await this.store.discardDraft(this.kind, this.subject, patient);
    this.#version = 0;
    this.typed = {};
    this.#written = this.#body();
    this.restored = false;
    this.save = { kind: 'idle' };
  }

  /** Stops saving: what was typed has become a record, and the store took the draft away with it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimers();
    await this.#inFlight;
    this.save = { kind: 'idle' };
  }

  /** For `{@attach draft.form}`: remembers the field in focus and, once restored, goes back to it. */
  form = (node: HTMLElement): (() => void) => {
    const onFocus = (event: FocusEvent) => {
      const field = event.target instanceof Element ? event.target.closest('[data-field]') : null;
      this.#focus = field?.getAttribute('data-field') ?? this.#focus;
      this.changed();
    };
    node.addEventListener('focusin', onFocus);
    if (this.restored && this.#focus !== null) {
      const wanted = this.#focus;
      void tick().then(() => fieldOf(node, wanted)?.focus());
    }
    return () => node.removeEventListener('focusin', onFocus);
  };

  #stopTimers(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    this.#timer = this.#retry = undefined;
  }

  #body(): string {
    const typed = Object.keys(this.typed).length > 0 ? { typed: this.typed } : {};
    return JSON.stringify({ value: this.value, focus: this.#focus, ...typed } satisfies Stored);
  }

  async #write(): Promise<void> {
    const body = this.#body();
    if (this.#closed || body === this.#written) return;
    try {
      const saved = await this.store.saveDraft({ kind: this.kind, subject: this.subject, body, version: this.#version });
      this.#version = saved.version;
      this.#written = body;
      this.save = { kind: 'saved', at: new Date(saved.saved_at) };
    } catch (error) {
      this.save = failed(error);
      // A conflict does not go away by itself; everything else may.
      if (failureOf(error).code !== 'conflict') this.#retry ??= setTimeout(() => void this.flush(), TRY_AGAIN_MS);
    }
  }
}

function failed(error: unknown): SaveState {
  return { kind: 'failed', why: failureMessage(error).title, full: failureOf(error).code === 'storage_full' };
}

/** The control of a field, by the path it carries. */
export function fieldOf(form: ParentNode, path: string): HTMLElement | undefined {
  return [...form.querySelectorAll<HTMLElement>('[data-field]')].find((field) => field.dataset.field === path);
}

/** The drafts on screen now: what the lock flushes and the saved mark speaks of. */
export const openDrafts: { list: Draft<unknown>[] } = $state({ list: [] });

/** Those that the store did not take: still tried, also after their screen is gone. */
export const unsavedDrafts = (): Draft<unknown>[] => openDrafts.list.filter((draft) => draft.save.kind === 'failed');

export async function flushDrafts(): Promise<void> {
  await Promise.all(openDrafts.list.map((draft) => draft.flush()));
}

/**
 * A draft for the life of a component: restored, watched, flushed on leaving. One that could not be saved outlives its
 * component, is tried again, and comes back with everything typed when its form is opened again.
 */
export function useDraft<T>(
  kind: string,
  subject: string,
  initial: T,
  adopt?: (stored: unknown) => T | null
): Draft<T> {
  const left = unsavedDrafts().find((open) => open.kind === kind && open.subject === subject) as Draft<T> | undefined;
  const draft = left ?? new Draft<T>(kind, subject, initial);
  if (left) draft.restored = true;
  else {
    openDrafts.list.push(draft as Draft<unknown>);
    void draft.restore(adopt);
  }
  draft.shownIn += 1;
  setTypedTexts({
    of: (path) => draft.typed[path],
    keep: (path, text) => {
      if (text === undefined) delete draft.typed[path];
      else draft.typed[path] = text;
    }
  });
  $effect(() => {
    JSON.stringify([draft.value, draft.typed]);
    // What saving writes (its own state) must not wake what watches the value.
    untrack(() => draft.changed());
  });
  onDestroy(() => void leave(draft as Draft<unknown>));
  return draft;
}

async function leave(draft: Draft<unknown>): Promise<void> {
  draft.shownIn -= 1;
  await draft.flush();
  while (draft.save.kind === 'failed' && draft.shownIn === 0 && openDrafts.list.includes(draft)) {
    await new Promise((again) => setTimeout(again, TRY_AGAIN_MS));
  }
  const at = openDrafts.list.indexOf(draft);
  if (draft.shownIn === 0 && at >= 0) openDrafts.list.splice(at, 1);
}
