// The session that is open on screen: its draft, what the rules say of it, and the saving of each change.
import type { SaveState } from '#lib/design/saved.ts';
import type { Guard, SessionCheck, SessionDraft } from '#lib/ipc/bindings.ts';
import { failureMessage } from '#lib/ipc/messages.ts';
import type { MapFlag } from '#lib/maps/map-flag.ts';
import type { ZoneId, ZoneKey } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import type { Act } from './record.ts';
import type { SessionPage, SessionPort } from './session-port.ts';

/** Every change is in the store well within the promised second, also while typing goes on. */
const SAVE_EVERY_MS = 600;
/** A pause this short between keys asks the rules again. */
const CHECK_AFTER_MS = 120;

export class OpenSession {
  draft = $state.raw<SessionDraft>() as SessionDraft;
  check = $state.raw<SessionCheck>() as SessionCheck;
  save = $state.raw<SaveState>({ kind: 'idle' });
  /** The rules could not be asked; the last answer is stale and nothing can be signed. */
  checkFailed = $state(false);

  readonly page: SessionPage;
  readonly #port: SessionPort;
  #dirty = false;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #asked = 0;

  constructor(page: SessionPage, port: SessionPort) {
    this.page = page;
    this.#port = port;
    this.draft = page.draft;
    this.check = page.check;
  }

  /** Who acts, now. */
  act(): Act {
    return { by: this.page.me, at: new Date().toISOString() };
  }

  change(make: (draft: SessionDraft) => SessionDraft): void {
    const next = make(this.draft);
    if (next === this.draft) return;
    this.draft = next;
    this.#dirty = true;
    if (this.save.kind !== 'failed') this.save = { kind: 'saving' };
    this.#saveTimer ??= setTimeout(() => {
      this.#saveTimer = undefined;
      void this.flush();
    }, SAVE_EVERY_MS);
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.#judge(), CHECK_AFTER_MS);
  }

  set<K extends keyof SessionDraft>(key: K, value: SessionDraft[K]): void {
    this.change((draft) => ({ ...draft, [key]: value }));
  }

  /** Saves what is not saved yet, after whatever is being saved now. A failed save is tried again at the next change. */
  flush(): Promise<void> {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    this.#saving = this.#saving.then(() => this.#write());
    return this.#saving;
  }

  close(): void {
    clearTimeout(this.#checkTimer);
    void this.flush();
  }

  async #write(): Promise<void> {
    if (!this.#dirty) return;
    this.#dirty = false;
    try {
      await this.#port.save(this.draft);
      this.save = { kind: 'saved', at: new Date() };
    } catch (error) {
      this.#dirty = true;
      this.save = { kind: 'failed', why: failureMessage(error).title };
    }
  }

  async #judge(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const check = await this.#port.check(this.draft);
      if (asked === this.#asked) {
        this.check = check;
        this.checkFailed = false;
      }
    } catch {
      if (asked === this.#asked) this.checkFailed = true;
    }
  }

  /** What is missing of the whole session now, asked afresh. */
  async judgeNow(): Promise<SessionCheck> {
    clearTimeout(this.#checkTimer);
    await this.#judge();
    return this.check;
  }
}

/** One card speaks for an uncleared use everywhere, so it puts no mark on the map; a settled off-label depth is quiet too. A caution keeps its triangle. */
function flagOf(guard: Guard): MapFlag | null {
  if (guard.flag === 'indication_not_cleared') return null;
  if (guard.verdict === 'block') return guard.settled ? null : 'stop';
  if (guard.verdict === 'off_label') return guard.settled ? null : 'off_label';
  return 'caution';
}

const WORSE: Record<MapFlag, number> = { caution: 1, off_label: 2, stop: 3 };

export function mapFlags(guards: readonly Guard[]): Map<ZoneKey, MapFlag> {
  const flags = new Map<ZoneKey, MapFlag>();
  for (const guard of guards) {
    const flag = flagOf(guard);
    if (!flag) continue;
    for (const [zone, side] of guard.zones) {
      const key = zoneKey({ zone: zone as ZoneId, side });
      const known = flags.get(key);
      if (!known || WORSE[flag] > WORSE[known]) flags.set(key, flag);
    }
  }
  return flags;
}
