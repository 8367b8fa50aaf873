// The session's own words for coded values.
import type { Pattern } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Endpoint } from './grid/grid-row.ts';

const PATTERN_NAMES: Record<Pattern, () => string> = {
  vertical: m.pattern_vertical,
  horizontal: m.pattern_horizontal,
  diagonal: m.pattern_diagonal,
  stamp: m.pattern_stamp,
};

export function patternName(pattern: Pattern): string {
  return PATTERN_NAMES[pattern]();
}

const ENDPOINTS: Record<Endpoint, () => string> = {
  0: m.endpoint_0,
  1: m.endpoint_1,
  2: m.endpoint_2,
  3: m.endpoint_3,
  4: m.endpoint_4,
};

export const ENDPOINT_VALUES: readonly Endpoint[] = [0, 1, 2, 3, 4];

/** Redness does not show alike on every skin, so on types IV to VI the first two endpoints name other signs too. */
const DARKER_FROM = 4;

export function endpointName(endpoint: Endpoint): string {
  return ENDPOINTS[endpoint]();
}

export function endpointHelp(endpoint: Endpoint, fitzpatrick: number | null): string {
  const name = endpointName(endpoint);
  const mayNotRedden = fitzpatrick !== null && fitzpatrick >= DARKER_FROM && (endpoint === 1 || endpoint === 2);
  return mayNotRedden ? m.endpoint_on_darker_skin({ endpoint: name }) : name;
}
