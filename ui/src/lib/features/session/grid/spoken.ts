// What the grid says aloud after each key, for those who do not see it change.
import { depthInText } from '#lib/maps/depth.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import { m } from '#lib/paraglide/messages.js';
import { endpointName, patternName } from '../words.ts';
import type { Notice, Refusal } from './grid.ts';

const REFUSALS: Record<Exclude<Refusal, 'top'>, () => string> = {
  done: m.grid_refused_done,
  preset_has_nothing: m.grid_refused_preset,
  lowest: m.grid_refused_lowest,
  no_depth: m.grid_refused_no_depth,
  not_positive: m.grid_refused_not_positive,
  nothing_to_copy: m.grid_refused_nothing_to_copy,
  nothing_to_undo: m.grid_refused_nothing_to_undo,
  out_of_range: m.grid_refused_out_of_range,
};

const MANY: Record<'endpoint' | 'pain' | 'copied' | 'preset', (data: { count: number }) => string> = {
  endpoint: m.grid_many_endpoint,
  pain: m.grid_many_pain,
  copied: m.grid_many_copied,
  preset: m.grid_many_preset,
};

/** `topUm` is the depth at which the dial stops here. */
export function spoken(notice: Notice, topUm: number, locale: string): string {
  const mm = (um: number) => m.depth_spoken({ depth: depthInText(um, locale) });
  switch (notice.kind) {
    case 'depth':
      return m.grid_said({ zone: zoneName(notice.key), value: mm(notice.depthUm) });
    case 'passes':
      return m.grid_said({ zone: zoneName(notice.key), value: m.grid_passes({ count: notice.passes }) });
    case 'patterns': {
      const names = notice.patterns.map(patternName).join(', ');
      return m.grid_said({ zone: zoneName(notice.key), value: names || m.grid_no_pattern() });
    }
    case 'endpoint':
      return m.grid_said({ zone: zoneName(notice.key), value: endpointName(notice.endpoint) });
    case 'pain':
      return m.grid_said({ zone: zoneName(notice.key), value: m.grid_pain({ pain: notice.pain }) });
    case 'many':
      return MANY[notice.field]({ count: notice.count });
    case 'not_treated':
      return m.grid_said({ zone: zoneName(notice.key), value: m.map_not_treated() });
    case 'treated':
      return m.grid_said({ zone: zoneName(notice.key), value: m.grid_added() });
    case 'opened':
      return m.grid_opened({ zone: zoneName(notice.key) });
    case 'moved':
      return zoneName(notice.key);
    case 'undone':
      return m.grid_undone();
    case 'redone':
      return m.grid_redone();
    case 'refused':
      if (notice.why !== 'top') return REFUSALS[notice.why]();
      return m.grid_refused_top({ wanted: depthInText(notice.wantedUm ?? topUm, locale), top: depthInText(topUm, locale) });
  }
}
