// Turns a key press into what the grid understands. Digits are read by position, so that a keyboard whose digit row needs Shift still works.

export type GridKey =
  | { readonly kind: 'depth'; readonly way: 1 | -1 }
  | { readonly kind: 'move'; readonly way: 1 | -1 }
  | { readonly kind: 'edge'; readonly to: 'first' | 'last' }
  | { readonly kind: 'digit'; readonly digit: number; readonly shift: boolean }
  | { readonly kind: 'letter'; readonly letter: GridLetter; readonly shift: boolean }
  | { readonly kind: 'erase' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

export type GridLetter = 'v' | 'h' | 'd' | 's' | 'e' | 'p' | 'c' | 'x';

const LETTERS: ReadonlySet<string> = new Set(['v', 'h', 'd', 's', 'e', 'p', 'c', 'x']);
const DIGIT_CODE = /^(?:Digit|Numpad)([0-9])$/;

/** The parts of a KeyboardEvent that count here. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

function withCommand(press: KeyPress): GridKey | null {
  const letter = press.key.toLowerCase();
  if (letter === 'y' || (letter === 'z' && press.shiftKey)) return { kind: 'redo' };
  return letter === 'z' ? { kind: 'undo' } : null;
}

/** Null when the key is none of the grid's: the page or the frame may use it. */
export function gridKey(press: KeyPress, singleLetters: boolean): GridKey | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return withCommand(press);
  switch (press.key) {
    case 'ArrowUp':
      return { kind: 'depth', way: 1 };
    case 'ArrowDown':
      return { kind: 'depth', way: -1 };
    case 'Enter':
      return { kind: 'move', way: press.shiftKey ? -1 : 1 };
    case 'Home':
      return { kind: 'edge', to: 'first' };
    case 'End':
      return { kind: 'edge', to: 'last' };
    case 'Backspace':
    case 'Delete':
      return { kind: 'erase' };
    case 'Escape':
      return { kind: 'leave' };
  }
  const digit = DIGIT_CODE.exec(press.code)?.[1];
  if (digit !== undefined) return { kind: 'digit', digit: Number(digit), shift: press.shiftKey };
  const letter = press.key.toLowerCase();
  if (singleLetters && LETTERS.has(letter)) {
    return { kind: 'letter', letter: letter as GridLetter, shift: press.shiftKey };
  }
  return null;
}
