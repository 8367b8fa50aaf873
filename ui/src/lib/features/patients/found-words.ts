import type { Matched } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** A search shows this many at most; whoever is looked for may be beyond them. */
const MOST_HITS = 20;

/** What a search came to, in a sentence that is also spoken. */
export function foundWords(count: number, matched: Matched): string {
  if (count === 0) return m.find_count_none();
  if (matched === 'typo') return count === 1 ? m.find_near_one() : m.find_near({ count });
  if (count >= MOST_HITS) return m.find_count_most({ count });
  return count === 1 ? m.find_count_one() : m.find_count({ count });
}
