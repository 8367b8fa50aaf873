/** What the saved mark says. `why` is already in words. */
export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  | { kind: 'failed'; why: string }
  | { kind: 'signed' };
