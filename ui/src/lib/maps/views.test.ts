import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FACE_ZONES } from './face.ts';
import { wholeRing } from './outline.ts';
import type { Point } from './ring.ts';
import { distanceToEdge, holds, ringsOf } from './ring.ts';
import { BODY_VIEWS, BODY_ZONES, MAP_VIEWS, viewOf, viewsHolding } from './views.ts';
import { ZONE_IDS } from './zone-name.ts';
import { zoneKey } from './zones.ts';

const PRINTED = '../crates/documents/content';
const printedFace = JSON.parse(readFileSync(`${PRINTED}/facezones.json`, 'utf8')) as {
  zones: { zone: string; side: string; outline: string }[];
};

interface Drawn {
  readonly name: string;
  readonly rings: Point[][];
}

const MAPS: { id: string; zones: Drawn[] }[] = [
  {
    id: 'face',
    zones: printedFace.zones.map(({ zone, side, outline }) => ({ name: `${zone}:${side}`, rings: ringsOf(outline) })),
  },
  ...BODY_VIEWS.map((view) => ({
    id: view.id,
    zones: view.zones.map((zone) => ({ name: zoneKey(zone), rings: ringsOf(zone.outline) })),
  })),
];

/** Points of the plane, a few units apart: less than the narrowest zone. */
function* lattice(): Generator<Point> {
  for (let x = 52; x < 350; x += 4) for (let y = 8; y < 500; y += 4) yield [x, y];
}

/** Outlines are written to a tenth of a unit: nearer to an edge than this, both neighbours may claim a point. */
const ROUNDED = 0.3;

function claims(zone: Drawn, point: Point): boolean {
  return holds(zone.rings, point) && distanceToEdge(zone.rings, point) > ROUNDED;
}

describe('the maps of the body', () => {
  it('draw every zone of the body exactly once', () => {
    const drawn = MAP_VIEWS.flatMap((view) => view.zones.map(zoneKey));
    expect(new Set(drawn).size).toBe(drawn.length);
    expect([...new Set(MAP_VIEWS.flatMap((view) => view.zones.map((zone) => zone.zone)))].sort()).toEqual([...ZONE_IDS].sort());
    for (const view of MAP_VIEWS) {
      for (const { zone, side } of view.zones) {
        if (side !== 'none') expect(drawn).toContain(zoneKey({ zone, side: side === 'right' ? 'left' : 'right' }));
      }
    }
  });

  it.each(MAPS)('never draw two zones over each other: $id', ({ zones }) => {
    for (const point of lattice()) {
      const here = zones.filter((zone) => claims(zone, point)).map((zone) => zone.name);
      expect(here.length, `${here.join(' and ')} at ${point.join(', ')}`).toBeLessThan(2);
    }
  });

  it.each(BODY_VIEWS)('keep every zone on the skin: $id', (view) => {
    const skin = view.skin.map((ring) => ringsOf(ring));
    for (const zone of view.zones) {
      for (const point of ringsOf(zone.outline).flat()) {
        const on = skin.some((rings) => holds(rings, point) || distanceToEdge(rings, point) < 0.6);
        expect(on, `${zoneKey(zone)} at ${point.join(', ')}`).toBe(true);
      }
    }
  });

  it('draw no line twice, not even one down the middle', () => {
    for (const { id, skin, ears, under, cloth, lines, fine } of BODY_VIEWS) {
      for (const drawn of [skin, ears, under, cloth, lines, fine]) expect(new Set(drawn).size, id).toBe(drawn.length);
    }
  });

  it('write each depth inside its own zone', () => {
    for (const zone of BODY_VIEWS.flatMap((view) => view.zones)) {
      expect(holds(ringsOf(zone.outline), [zone.text.x, zone.text.y - zone.text.size / 3]), zoneKey(zone)).toBe(true);
    }
  });

  it('show the patient’s own side: left is on the left only from behind', () => {
    for (const view of BODY_VIEWS) {
      for (const zone of view.zones.filter((zone) => zone.side !== 'none')) {
        const onTheLeftOfThePage = zone.text.x < 200;
        expect(zone.side === 'left', zoneKey(zone)).toBe(onTheLeftOfThePage === view.behind);
      }
    }
  });

  it('are the same on paper as on screen', () => {
    expect(readFileSync('src/lib/maps/bodymaps.json', 'utf8')).toBe(readFileSync(`${PRINTED}/bodymaps.json`, 'utf8'));
    expect(printedFace.zones.map(({ zone, side }) => `${zone}:${side}`).sort()).toEqual(FACE_ZONES.map(zoneKey).sort());
  });

  it('are found by the zones they hold', () => {
    expect(viewOf('buttocks:left')).toBe('back');
    expect(viewOf('thighs:none')).toBeNull();
    expect(viewsHolding(['hands:left', 'chin:none', 'arms:left'])).toEqual(['face', 'arms']);
    expect(BODY_ZONES).not.toContain('neck:none');
  });
});

describe('an outline drawn from one half', () => {
  it('is closed by its mirror picture, walked back', () => {
    expect(wholeRing('M 200 0 C 150 1 120 2 110 10 L 200 40')).toBe(
      'M 200 0 C 150 1 120 2 110 10 L 200 40 L 290 10 C 280 2 250 1 200 0 Z',
    );
  });
});
