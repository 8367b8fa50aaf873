/**
 * The passage between the two pages that share the window: the door (set-up aside, all that stands before the lock) and the
 * app behind it. `hooks.server.ts` holds the app's own start back until OPEN is heard.
 */
const OPEN = 'needlebook:open';
const SHOWN = 'needlebook:shown';

/** Lets the app start, at this path. */
export function openApp(path: string): void {
  history.replaceState(null, '', path);
  window.dispatchEvent(new Event(OPEN));
}

/** Calls back once the app's first screen stands. */
export function afterAppShown(leave: () => void): void {
  window.addEventListener(SHOWN, leave, { once: true });
}

/** The app's first screen stands. */
export function appShown(): void {
  window.dispatchEvent(new Event(SHOWN));
}

/** Back to the door. The page is loaded anew: whatever it held of anybody leaves memory with it. */
export function backToDoor(): void {
  location.replace('/');
}
