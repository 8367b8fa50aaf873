import { ipc } from '#lib/ipc/client.ts';
import type { Me } from '#lib/ipc/bindings.ts';
import { frame } from './frame.svelte.ts';

/** The draft that remembers where a person was: closing, locking or a power cut brings back the same screen. */
const PLACE = 'place';
let placeVersion = 0;

/** Takes the unlocked person in and says where to go: where they were, else Today. */
export async function enter(me: Me): Promise<string> {
  frame.me = me;
  try {
    const place = await ipc.findDraft(PLACE, me.person.id);
    const path: unknown = place === null ? null : JSON.parse(place.body);
    placeVersion = place?.version ?? 0;
    if (typeof path === 'string' && path.startsWith('/') && path !== '/') return path;
  } catch {
    // Not knowing where they were is no reason to keep them out.
  }
  return '/today';
}

/** Remembers the screen a person is on. A failure loses only this convenience. */
export async function rememberPlace(person: string, path: string): Promise<void> {
  try {
    const saved = await ipc.saveDraft({ kind: PLACE, subject: person, body: JSON.stringify(path), version: placeVersion });
    placeVersion = saved.version;
  } catch {
    // The drafts themselves say when saving fails.
  }
}
