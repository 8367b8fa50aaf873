import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|css|html)$/.test(path))
  .map((path) => ({ path, text: readFileSync(`src/${path}`, 'utf8') }));

test('no style asks for a property that nobody defines: the browser drops the whole line without a word', () => {
  // Set in a style sheet, in a style attribute, or by Svelte's `style:--name`.
  const defined = new Set(sources.flatMap(({ text }) => [...text.matchAll(/(--[a-z0-9-]+)\s*[:=]/g)].map(([, name]) => name)));
  const asked = sources.flatMap(({ path, text }) => [...text.matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => ({ path, name })));
  expect(asked.length).toBeGreaterThan(500);
  expect(asked.filter(({ name }) => !defined.has(name))).toEqual([]);
});
