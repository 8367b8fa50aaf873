// What a signed consent does not cover, as the lines a patient reads and signs before numbing.
import type { Uncovered } from '#lib/ipc/bindings.ts';
import { zoneName } from '#lib/maps/zone-name.ts';
import type { ZoneId } from '#lib/maps/zones.ts';
import { m } from '#lib/paraglide/messages.js';
import { concernWord } from '#lib/words/concern.ts';
import { deviceWord } from '#lib/words/device.ts';
import { productName } from '../session/numbing/numbing-words.ts';

/** `practitioner` is the name of whoever treats today. */
export function uncoveredLine(line: Uncovered, practitioner: string): string {
  switch (line.what) {
    case 'area':
      return m.uncovered_area({ zone: zoneName(`${line.zone as ZoneId}:none`) });
    case 'concern':
      return m.uncovered_concern({ concern: concernWord(line.concern) });
    case 'device':
      return m.uncovered_device({ device: deviceWord(line.device) });
    case 'depth_above_label':
      return m.uncovered_depth();
    case 'numbing':
      return m.uncovered_numbing({ product: productName(line.product) });
    case 'practitioner':
      return m.uncovered_practitioner({ name: practitioner });
  }
}
