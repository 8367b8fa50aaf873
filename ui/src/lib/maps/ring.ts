// Rings as points, to ask what lies inside an outline.
import { readOutline } from './outline.ts';

export type Point = readonly [x: number, y: number];

/** Straight pieces that a curve is cut into: at the maps' size no piece strays from it by a tenth of a unit. */
const PIECES = 16;

function onCurve(from: Point, numbers: readonly number[], t: number): Point {
  const [ax = 0, ay = 0, bx = 0, by = 0, x = 0, y = 0] = numbers;
  const [u, v, w, z] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  return [u * from[0] + v * ax + w * bx + z * x, u * from[1] + v * ay + w * by + z * y];
}

/** The rings of an outline, each as the points along it. */
export function ringsOf(outline: string): Point[][] {
  const rings: Point[][] = [];
  for (const { command, numbers } of readOutline(outline)) {
    const [x = 0, y = 0] = numbers.slice(-2);
    const ring = rings.at(-1);
    const from = ring?.at(-1);
    if (command === 'M' || !ring || !from) rings.push([[x, y]]);
    else if (command === 'C') for (let piece = 1; piece <= PIECES; piece += 1) ring.push(onCurve(from, numbers, piece / PIECES));
    else ring.push([x, y]);
  }
  return rings;
}

function edge(ring: readonly Point[], index: number): readonly [Point, Point] {
  const from = ring[index] ?? [0, 0];
  return [from, ring[index + 1] ?? ring[0] ?? from];
}

/** Whether a point lies inside; a ring inside a ring is a hole. */
export function holds(rings: readonly Point[][], [x, y]: Point): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let index = 0; index < ring.length; index += 1) {
      const [[ax, ay], [bx, by]] = edge(ring, index);
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  }
  return inside;
}

export function distanceToEdge(rings: readonly Point[][], [x, y]: Point): number {
  const distances = rings.flatMap((ring) => ring.map((_, index) => edge(ring, index))).map(([[ax, ay], [bx, by]]) => {
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
    return Math.hypot(x - ax - t * dx, y - ay - t * dy);
  });
  return Math.min(...distances);
}
