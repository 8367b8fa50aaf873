// A mark on a zone: told apart by shape first, then by its word, then by colour.
import { m } from '#lib/paraglide/messages.js';

export type MapFlag = 'caution' | 'off_label' | 'stop';

const WORDS: Record<MapFlag, () => string> = {
  caution: m.status_caution,
  off_label: m.status_off_label,
  stop: m.status_stop,
};

export function flagWord(flag: MapFlag): string {
  return WORDS[flag]();
}
