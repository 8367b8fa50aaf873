import type { Opening } from '#lib/ipc/bindings.ts';

/**
 * What the shell wrote into this page (`src-tauri/src/opening_page.rs`), once: it holds names, and a second look must ask
 * anew. Nothing where the page does not come from the shell.
 */
export function takeOpening(): Opening | null {
  const element = document.getElementById('opening');
  if (!element) return null;
  element.remove();
  return JSON.parse(element.textContent) as Opening;
}
