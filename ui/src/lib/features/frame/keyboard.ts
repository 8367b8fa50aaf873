/** Places and their keys: Alt 1, 2, 3, 5, on macOS Command. */
const PLACE_KEYS: Record<string, string> = { '1': '/today', '2': '/patients', '3': '/stock', '4': '/reports', '5': '/settings' };

export type KeyAction =
  | { do: 'go'; href: string }
  | { do: 'find' }
  | { do: 'new_patient' }
  | { do: 'primary' }
  | { do: 'print' }
  | { do: 'lock' }
  | { do: 'keys' }
  | { do: 'back' }
  | { do: 'zoom'; by: -1 | 0 | 1 }
  | { do: 'next_panel'; backwards: boolean };

export interface Pressed {
  key: string;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
  /** The focus is where letters are typed. */
  typing: boolean;
}

/** What a key means anywhere in the frame. Null where it is nobody's: a screen or the field itself has it. */
export function keyAction(pressed: Pressed): KeyAction | null {
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  const place = PLACE_KEYS[key];
  if (pressed.alt && !pressed.ctrl && place) return { do: 'go', href: place };
  if (pressed.ctrl && !pressed.alt) {
    switch (key) {
      case 'k':
        return { do: 'find' };
      case 'n':
        return { do: 'new_patient' };
      case 'l':
        return { do: 'lock' };
      case 'p':
        return { do: 'print' };
      case 'Enter':
        return { do: 'primary' };
      // Plus without Shift is the equals key of many keyboards.
      case '+':
      case '=':
        return { do: 'zoom', by: 1 };
      case '-':
        return { do: 'zoom', by: -1 };
      case '0':
        return { do: 'zoom', by: 0 };
    }
    return null;
  }
  if (pressed.alt) return null;
  if (key === 'F6') return { do: 'next_panel', backwards: pressed.shift };
  if (key === 'Escape') return { do: 'back' };
  if (key === '?' && !pressed.typing) return { do: 'keys' };
  return null;
}

/** True where a letter is text and never a command. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}

/** Focuses the next panel of the page, wrapping around; returns false where there is none. */
export function focusNextPanel(root: ParentNode, active: Element | null, backwards: boolean): boolean {
  const panels = [...root.querySelectorAll<HTMLElement>('[data-panel]')].filter((panel) => panel.closest('[inert]') === null);
  if (panels.length === 0) return false;
  const here = panels.findIndex((panel) => active !== null && panel.contains(active));
  const step = backwards ? -1 : 1;
  const from = here < 0 && backwards ? 0 : here;
  panels[(from + step + panels.length) % panels.length]?.focus();
  return true;
}
