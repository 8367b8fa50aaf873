import { onDestroy } from 'svelte';

/** How often a clock on screen looks at the time. Minutes are shown, so this is only how late one may appear. */
const TICK_MS = 5000;

/**
 * The current instant, renewed while the component lives. Read from the system clock each time,
 * so that a computer that slept shows the true time at once.
 */
export function ticking(): { readonly ms: number } {
  let ms = $state(Date.now());
  const timer = setInterval(() => (ms = Date.now()), TICK_MS);
  onDestroy(() => clearInterval(timer));
  return {
    get ms() {
      return ms;
    }
  };
}
