import { describe, expect, it } from 'vitest';
import { looked, panned, transformOf, WHOLE, zoomed } from './compare.ts';

describe('looking at two photos at once', () => {
  it('zooms between the whole and six times, and never loses the picture', () => {
    let look = WHOLE;
    for (let press = 0; press < 20; press += 1) look = zoomed(look, true);
    expect(look.zoom).toBe(6);
    look = panned(look, 99, -99);
    expect(look).toEqual({ zoom: 6, x: 2.5, y: -2.5 });
    expect(zoomed({ ...look, zoom: 1.2 }, false)).toEqual(WHOLE);
  });

  it('is led by keys alone', () => {
    expect(looked(WHOLE, '+', false)?.zoom).toBe(1.25);
    expect(looked({ zoom: 2, x: 0, y: 0 }, 'ArrowLeft', true)?.x).toBeCloseTo(0.08);
    expect(looked(WHOLE, 'ArrowLeft', false)).toBeNull();
    expect(looked({ zoom: 3, x: 1, y: 1 }, '0', false)).toEqual(WHOLE);
  });

  it('flips a mirrored picture inside the same look', () => {
    expect(transformOf(WHOLE, true)).toContain('scaleX(-1)');
    expect(transformOf(WHOLE, false)).not.toContain('scaleX');
  });
});
