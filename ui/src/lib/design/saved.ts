/** What the saved mark says. `why` is already in words. */
export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  /** `full`: the disk has no room; there is a reserve for that. */
  | { kind: 'failed'; why: string; full: boolean }
  | { kind: 'signed' };
