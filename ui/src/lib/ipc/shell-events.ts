import { events } from './bindings.ts';

/** Calls back when the shell locked the store by itself. Returns how to stop listening. */
export function onLocked(forget: () => void): () => void {
  // Sample data has no shell behind it.
  if (SAMPLE_DATA) return () => undefined;
  const stop = events.locked.listen(forget);
  return () => void stop.then((unlisten) => unlisten());
}
