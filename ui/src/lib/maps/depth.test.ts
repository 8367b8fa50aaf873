import { describe, expect, it } from 'vitest';
import { DEPTH_SCALE_UM, depthColour, depthInGrid, depthInText, toMicrometres } from './depth.ts';

describe('depth on screen', () => {
  it('gives each figure of the scale its own colour, deeper always further along', () => {
    expect(DEPTH_SCALE_UM.map(depthColour)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('gives finer device steps the nearest colour and never one outside the scale', () => {
    expect(depthColour(1600)).toBe(6);
    expect(depthColour(50)).toBe(1);
    expect(depthColour(3000)).toBe(8);
  });

  it('reads millimetres without rounding dust', () => {
    expect(toMicrometres(0.1 + 0.2)).toBe(300);
    expect(toMicrometres(1.15)).toBe(1150);
  });

  it('prints two figures in the grid and as few as possible in text, with the clinic\'s own decimal mark', () => {
    expect(depthInGrid(1500, 'en-GB')).toBe('1.50');
    expect(depthInText(1500, 'en-GB')).toBe('1.5');
    expect(depthInText(1000, 'en-GB')).toBe('1.0');
    expect(depthInText(750, 'de-DE')).toBe('0,75');
  });
});
