import { describe, expect, it } from 'vitest';
import { drawnSignature, narrowed } from './strokes.ts';

const START = Date.parse('2026-11-24T11:34:00Z');
const point = (x: number, y: number, ms: number, pressure = 0.5) => ({ x, y, time: START + ms, pressure });

describe('a drawn signature', () => {
  it('is nothing until a line was drawn: a tap is not a signature', () => {
    expect(drawnSignature([])).toBeNull();
    expect(drawnSignature([{ points: [point(10, 10, 0), point(12, 10, 40)] }])).toBeNull();
  });

  it('keeps every stroke with its own time and pressure, counted from the first point', () => {
    const signed = drawnSignature([
      { points: [point(0, 0, 0), point(40, 0, 120, 1.4)] },
      { points: [point(5, 5, 900), point(60, 30, 1000)] },
    ]);
    expect(signed).toEqual({
      way: 'drawn',
      strokes: [
        [
          { x: 0, y: 0, t: 0, pressure: 0.5 },
          { x: 40, y: 0, t: 120, pressure: 1 },
        ],
        [
          { x: 5, y: 5, t: 900, pressure: 0.5 },
          { x: 60, y: 30, t: 1000, pressure: 0.5 },
        ],
      ],
    });
  });
});

describe('a window that changes under the pen', () => {
  const drawn = [{ points: [point(0, 0, 0), point(200, 40, 120)] }];

  it('keeps the drawing whole, smaller where it must be', () => {
    expect(narrowed(drawn, 400, 200)[0]?.points.map(({ x, y, time }) => [x, y, time - START])).toEqual([
      [0, 0, 0],
      [100, 20, 120],
    ]);
  });

  it('never blows it up', () => {
    expect(narrowed(drawn, 400, 800)).toEqual(drawn);
  });
});
