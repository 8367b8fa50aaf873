import { describe, expect, it } from 'vitest';
import { FACE_ZONES } from './face.ts';
import type { Direction } from './neighbours.ts';
import { neighbour } from './neighbours.ts';
import type { ZoneKey } from './zones.ts';
import { zoneKey } from './zones.ts';

const DIRECTIONS: readonly Direction[] = ['up', 'down', 'left', 'right'];

describe('moving over the face by arrow key', () => {
  it('goes where the eye expects', () => {
    const steps: [ZoneKey, Direction, ZoneKey][] = [
      ['forehead:none', 'down', 'glabella:none'],
      ['nose:none', 'down', 'perioral:none'],
      ['perioral:none', 'down', 'chin:none'],
      ['chin:none', 'down', 'neck:none'],
      ['cheeks:right', 'right', 'perioral:none'],
      ['nose:none', 'right', 'periorbital:left'],
    ];
    for (const [from, direction, to] of steps) {
      expect(neighbour(FACE_ZONES, from, direction), `${direction} from ${from}`).toBe(to);
    }
  });

  it('treats the two sides alike: the mirrored key leads to the mirrored zone', () => {
    const mirror = (key: ZoneKey): ZoneKey =>
      key.replace(/right|left/, (side) => (side === 'right' ? 'left' : 'right')) as ZoneKey;
    for (const zone of FACE_ZONES.filter((zone) => zone.side !== 'none')) {
      const key = zoneKey(zone);
      const out = neighbour(FACE_ZONES, key, 'left');
      const back = neighbour(FACE_ZONES, mirror(key), 'right');
      expect(back, `right of ${mirror(key)} mirrors left of ${key}`).toBe(out && mirror(out));
    }
  });

  it('reaches every zone from the forehead, so no zone needs a mouse', () => {
    const reached = new Set<ZoneKey>(['forehead:none']);
    const queue: ZoneKey[] = ['forehead:none'];
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      for (const direction of DIRECTIONS) {
        const next = neighbour(FACE_ZONES, key, direction);
        if (next && !reached.has(next)) {
          reached.add(next);
          queue.push(next);
        }
      }
    }
    expect([...reached].sort()).toEqual(FACE_ZONES.map(zoneKey).sort());
  });
});
