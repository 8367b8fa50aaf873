import { dev } from '$app/env';
import type { Handle } from '@sveltejs/kit/hooks';

const APP_START = /<script>(?<body>\s*\{[\s\S]*?import\([\s\S]*?\}\s*)<\/script>/;
const APP_ELEMENT = 'document.currentScript.parentElement';
const APP_LINKS = /\s*<link href="[^"]*\/_app\/[^"]*" rel="(?:modulepreload|stylesheet)">/g;

/**
 * The one page the shell serves shows the door first (src/door.ts). So the app's own start is wrapped to wait for the door,
 * and nothing of the app is fetched before. Runs while the page is built, never in the window.
 */
function behindTheDoor(html: string): string {
  const start = APP_START.exec(html)?.groups?.body;
  if (start === undefined || !start.includes(APP_ELEMENT)) {
    throw new Error('SvelteKit starts the app in a new way: hooks.server.ts must learn it');
  }
  const waiting = start.replace(APP_ELEMENT, "document.querySelector('.app-root')");
  return html
    .replace(APP_START, () => `<script>addEventListener('needlebook:open', () => ${waiting}, { once: true });</script>`)
    .replace(APP_LINKS, '')
    .replace('<!--door-->', (place) => dev ? '<script type="module" src="/src/door.ts"></script>' : place);
}

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, { transformPageChunk: ({ html }) => behindTheDoor(html) });
