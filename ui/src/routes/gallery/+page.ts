import { error } from '@sveltejs/kit';

// Development builds only: every component in every state, both themes.
export function load(): void {
  if (!import.meta.env.DEV && import.meta.env.VITE_FAKE_IPC !== '1') error(404);
}
