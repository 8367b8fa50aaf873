import { expect, it } from 'vitest';
import { isSooner } from './consent-flow.svelte.ts';

it('a consent is signed too soon until the very hour of the time to think', () => {
  const given = '2026-11-23T10:00:00Z';
  expect(isSooner(given, '2026-11-24T09:59:59Z', 24)).toBe(true);
  expect(isSooner(given, '2026-11-24T10:00:00Z', 24)).toBe(false);
  expect(isSooner(given, given, 0), 'the clinic asks for none').toBe(false);
  expect(isSooner(null, given, 24), 'lines added later are not a new form').toBe(false);
});
