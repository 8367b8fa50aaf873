// The session that is open on screen: its draft and what the rules say of it. Saving is the draft store's.
import type { Guard, SessionCheck, SessionDraft, SessionState } from '#lib/ipc/bindings.ts';
import type { MapFlag } from '#lib/maps/map-flag.ts';
import type { ZoneId, ZoneKey } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import type { Act } from './record.ts';
import type { Judge, Saver, SessionPage } from './session-port.ts';

/** A pause this short between keys asks the rules again. */
const JUDGE_AFTER_MS = 120;

const NOTHING_JUDGED: SessionCheck = { guards: [], numbing: [], cream_before: null, before_numbing: [], before_needling: [], missing: [] };

export class OpenSession {
  draft = $state.raw<SessionDraft>() as SessionDraft;
  /** Null until the rules answered for the first time; nothing counts as complete before. */
  state = $state.raw<SessionState | null>(null);
  /** The rules could not be asked; the last answer is stale and nothing can be signed. */
  checkFailed = $state(false);

  readonly page: SessionPage;
  readonly #saver: Saver;
  readonly #judgeDraft: Judge;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(page: SessionPage, draft: SessionDraft, saver: Saver, judge: Judge) {
    this.page = page;
    this.draft = draft;
    this.#saver = saver;
    this.#judgeDraft = judge;
    void this.judge();
  }

  get check(): SessionCheck {
    return this.state?.check ?? NOTHING_JUDGED;
  }

  /** Who acts, now. */
  act(): Act {
    return { by: this.page.me, at: new Date().toISOString() };
  }

  change(make: (draft: SessionDraft) => SessionDraft): void {
    const next = make(this.draft);
    if (next === this.draft) return;
    this.draft = next;
    this.#saver.value = next;
    this.#saver.changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.judge(), JUDGE_AFTER_MS);
  }

  set<K extends keyof SessionDraft>(key: K, value: SessionDraft[K]): void {
    this.change((draft) => ({ ...draft, [key]: value }));
  }

  /** Asks the rules about the draft as it is now; an answer that was overtaken by a newer question is dropped. */
  async judge(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const state = await this.#judgeDraft(this.draft);
      if (asked === this.#asked) {
        this.state = state;
        this.checkFailed = false;
      }
    } catch {
      if (asked === this.#asked) this.checkFailed = true;
    }
  }

  /** After signing: the store took the draft away with the signature, and nothing may bring it back. */
  end(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#saver.close();
  }

  /** Before leaving: nothing is asked any more, and what was typed is saved. */
  close(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#saver.flush();
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
