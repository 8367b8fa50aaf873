import { describe, expect, it } from 'vitest';
import { keyAction, type Pressed } from './keyboard.ts';

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrl: false,
  alt: false,
  shift: false,
  typing: false,
  ...more
});

describe('the keyboard map of the frame', () => {
  it('finds, adds, locks, prints and does the primary thing from anywhere, also while typing', () => {
    const ctrl = { ctrl: true, typing: true };
    expect(keyAction(press('k', ctrl))).toEqual({ do: 'find' });
    expect(keyAction(press('N', ctrl))).toEqual({ do: 'new_patient' });
    expect(keyAction(press('l', ctrl))).toEqual({ do: 'lock' });
    expect(keyAction(press('p', ctrl))).toEqual({ do: 'print' });
    expect(keyAction(press('Enter', ctrl))).toEqual({ do: 'primary' });
  });

  it('makes everything larger, smaller and as it was, with the keys that people know', () => {
    for (const key of ['+', '=']) expect(keyAction(press(key, { ctrl: true, typing: true }))).toEqual({ do: 'zoom', by: 1 });
    expect(keyAction(press('-', { ctrl: true }))).toEqual({ do: 'zoom', by: -1 });
    expect(keyAction(press('0', { ctrl: true }))).toEqual({ do: 'zoom', by: 0 });
    expect(keyAction(press('-')), 'a minus alone is somebody else’s').toBeNull();
  });

  it('goes to the three places by number', () => {
    expect(keyAction(press('1', { alt: true }))).toEqual({ do: 'go', href: '/today' });
    expect(keyAction(press('2', { alt: true }))).toEqual({ do: 'go', href: '/patients' });
    expect(keyAction(press('5', { alt: true }))).toEqual({ do: 'go', href: '/settings' });
    expect(keyAction(press('3', { alt: true }))).toEqual({ do: 'go', href: '/stock' });
  });

  it('never takes a question mark out of a sentence', () => {
    expect(keyAction(press('?', { shift: true }))).toEqual({ do: 'keys' });
    expect(keyAction(press('?', { shift: true, typing: true })), 'a person writing a question loses a letter').toBeNull();
  });

  it('leaves single letters to the screens', () => {
    for (const letter of ['y', 'n', 'd', 'c', 'x', 'e', 'p', 'v']) expect(keyAction(press(letter))).toBeNull();
  });
});
