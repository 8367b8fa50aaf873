import type { PicturePart } from '#lib/ipc/bindings.ts';

/** A part of the upright picture, each value from 0 to 1 of its width or height. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

const share = (value: number): number => Math.round(value * 10_000);

/** As the shell takes it: in ten-thousandths. */
export const partSent = (part: Part): PicturePart => ({
  left: share(part.left),
  top: share(part.top),
  width: share(part.width),
  height: share(part.height)
});

/** One press of an arrow key: a fiftieth of the picture. */
const STEP = 0.02;
const LEAST = 0.02;

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** A new part in the middle, large enough to see. */
export const newPart = (): Part => ({ left: 0.4, top: 0.4, width: 0.2, height: 0.2 });

/** A part between two corners, in any order. */
export function partBetween(a: { x: number; y: number }, b: { x: number; y: number }): Part {
  const left = within(Math.min(a.x, b.x), 0, 1);
  const top = within(Math.min(a.y, b.y), 0, 1);
  return { left, top, width: within(Math.max(a.x, b.x), 0, 1) - left, height: within(Math.max(a.y, b.y), 0, 1) - top };
}

/** Too small to have been meant: a click, not a drag. */
export const isMeant = (part: Part): boolean => part.width >= LEAST && part.height >= LEAST;

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP]
};

/** An arrow key moves a part, with Shift its lower right corner; null for any other key. */
export function movedPart(part: Part, key: string, sizes: boolean): Part | null {
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const [x, y] = arrow;
  if (sizes) {
    return { ...part, width: within(part.width + x, LEAST, 1 - part.left), height: within(part.height + y, LEAST, 1 - part.top) };
  }
  return { ...part, left: within(part.left + x, 0, 1 - part.width), top: within(part.top + y, 0, 1 - part.height) };
}
