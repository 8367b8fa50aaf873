import { error } from '@sveltejs/kit';

// Development builds only: every component in every state, both themes.
export function load(): void {
  if (!import.meta.env.DEV && !SAMPLE_DATA) error(404);
}
