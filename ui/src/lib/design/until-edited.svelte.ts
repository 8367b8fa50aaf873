import { untrack } from 'svelte';

/**
 * What the store said about a value, until that value is edited: an old refusal under a corrected field is a lie. Called
 * while a component is made.
 */
export function untilEdited<T>(said: () => T, value: () => unknown): { readonly current: T | undefined } {
  let overtaken = $state.raw<T>();
  let before = untrack(() => JSON.stringify(value()));
  $effect.pre(() => {
    const now = JSON.stringify(value());
    if (now === before) return;
    before = now;
    untrack(() => (overtaken = said()));
  });
  return {
    get current() {
      const current = said();
      return current === overtaken ? undefined : current;
    }
  };
}
