import { backToDoor } from '#lib/features/door/passage.ts';
import { ipc } from '#lib/ipc/client.ts';
import { flushDrafts, unsavedDrafts } from '#lib/ipc/draft.svelte.ts';
import { ZOOM_STEPS, type Me, type Preferences } from '#lib/ipc/bindings.ts';

export interface Crumb {
  label: string;
  href?: string | undefined;
}

/** What the frame around every place shows and knows. Lives in memory only, and the lock ends it. */
class FrameState {
  me: Me | null = $state(null);
  /** Where am I: place, patient, task. */
  crumbs: Crumb[] = $state([]);
  /** All navigation and other names are hidden, and the keyboard map is dead. */
  patientView = $state(false);
  findOpen = $state(false);
  newPatientOpen = $state(false);
  keysOpen = $state(false);
  /** Something typed could not be saved: the lock asks first. */
  lockWaits = $state(false);
  /** What the name field of a new patient begins with, from the find box. */
  newPatientName = $state('');
  /** Names on Today shown or hidden by hand, until the lock; null while nobody said. */
  namesShown: boolean | null = $state(null);
  /** Fingers were used: targets grow. */
  touched = $state(false);

  /** Where Esc leads: the crumb above. */
  get parent(): string | null {
    return this.crumbs.slice(0, -1).findLast((crumb) => crumb.href !== undefined)?.href ?? null;
  }

  get touch(): boolean {
    const wish = this.me?.preferences.touch ?? 'auto';
    return wish === 'on' || (wish === 'auto' && this.touched);
  }

  /** Asks again who is signed in and where. Into the same object, because open screens hold it. */
  async learn(): Promise<void> {
    const me = await ipc.getMe();
    if (this.me) Object.assign(this.me, me);
  }

  async setPreferences(preferences: Preferences): Promise<void> {
    if (this.me) this.me.preferences = preferences;
    await ipc.setPreferences(preferences);
  }

  /** One size up or down, as far as sizes go; 0 is the usual one. Says which it is now, in per cent. */
  async zoom(by: -1 | 0 | 1): Promise<number> {
    const preferences = whoAmI().preferences;
    const here = ZOOM_STEPS.findIndex((step) => step === preferences.zoom);
    const zoom = by === 0 ? ZOOM_STEPS[0] : (ZOOM_STEPS[here + by] ?? preferences.zoom);
    if (zoom !== preferences.zoom) await this.setPreferences({ ...preferences, zoom });
    return zoom;
  }

  /** Drafts are flushed first; signatures are never drafts and are gone. */
  async lock(): Promise<void> {
    await flushDrafts();
    // The last resort of a full disk: the reserve is there so that nothing typed is lost to a lock.
    if (unsavedDrafts().length > 0) {
      await ipc.releaseReserve().catch(() => false);
      await flushDrafts();
    }
    this.lockWaits = unsavedDrafts().length > 0;
    if (!this.lockWaits) await this.lockAnyway();
  }

  async lockAnyway(): Promise<void> {
    // On a full disk the last write may be refused; the store is locked all the same, and so is the screen.
    await ipc.lock().catch(() => null);
    this.leave();
  }

  /** Nothing of anybody stays on screen, nor in memory. */
  leave(): void {
    this.me = null;
    backToDoor();
  }
}

export const frame = new FrameState();

/** The signed-in person and the clinic. Only screens behind the lock call this. */
export function whoAmI(): Me {
  if (frame.me === null) throw new Error('a screen behind the lock was shown while locked');
  return frame.me;
}

/** Whether this person reads what was found and done, or only who somebody is and how to reach them (PRACTICE 66). */
export const readsRecord = (me: Me): boolean => me.person.roles.some((role) => role !== 'reception');
