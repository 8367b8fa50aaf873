import { m } from '#lib/paraglide/messages.js';

/**
 * The status words. Every one is a shape, a word and a colour, in that order of trust; the worst of several wins.
 * `undecided` never reads as clear; `info` is something to read, not to settle.
 */
export const STATUSES = ['clear', 'info', 'caution', 'off_label', 'defer', 'stop', 'undecided'] as const;
export type Status = (typeof STATUSES)[number];

const WORDS: Record<Status, () => string> = {
  clear: m.status_clear,
  info: m.status_info,
  caution: m.status_caution,
  off_label: m.status_off_label,
  defer: m.status_defer,
  stop: m.status_stop,
  undecided: m.status_undecided
};

export function statusWord(status: Status): string {
  return WORDS[status]();
}

/** The colour family a status is drawn in. Off-label shares caution's colour and differs by shape and word. */
export function statusTone(status: Status): 'clear' | 'caution' | 'defer' | 'stop' | 'plain' {
  switch (status) {
    case 'clear':
      return 'clear';
    case 'caution':
    case 'off_label':
      return 'caution';
    case 'defer':
      return 'defer';
    case 'stop':
      return 'stop';
    case 'info':
    case 'undecided':
      return 'plain';
  }
}
