import { describe, expect, it } from 'vitest';
import { isMeant, movedPart, newPart, partBetween } from './cover.ts';

describe('covering a part of a picture', () => {
  it('reads two corners in any order and stays inside', () => {
    expect(partBetween({ x: 0.8, y: 0.9 }, { x: 0.2, y: -1 })).toEqual({ left: 0.2, top: 0, width: expect.closeTo(0.6), height: 0.9 });
  });

  it('takes a click for no part', () => {
    expect(isMeant(partBetween({ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.5 }))).toBe(false);
    expect(isMeant(newPart())).toBe(true);
  });

  it('moves by arrow keys and sizes with Shift, never past an edge', () => {
    let part = newPart();
    for (let press = 0; press < 100; press += 1) part = movedPart(part, 'ArrowRight', false) ?? part;
    expect(part.left + part.width).toBeCloseTo(1);
    for (let press = 0; press < 100; press += 1) part = movedPart(part, 'ArrowDown', true) ?? part;
    expect(part.top + part.height).toBeCloseTo(1);
    expect(movedPart(part, 'x', false)).toBeNull();
  });
});
