import type { Opening } from '#lib/ipc/bindings.ts';

const place = (): HTMLElement | null => document.getElementById('opening');

/** What the shell wrote into this page (`src-tauri/src/opening_page.rs`). Nothing where the page does not come from it. */
export function readOpening(): Opening | null {
  const element = place();
  return element && (JSON.parse(element.textContent) as Opening);
}

/** As {@link readOpening}, once: it holds names, and a second look must ask anew. */
export function takeOpening(): Opening | null {
  const opening = readOpening();
  place()?.remove();
  return opening;
}
