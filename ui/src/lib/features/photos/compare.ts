/** What both pictures show of themselves: the same part at the same size, always. */
export interface Look {
  zoom: number;
  /** How far the middle is moved, as a share of the frame. */
  x: number;
  y: number;
}

export const WHOLE: Look = { zoom: 1, x: 0, y: 0 };
const MOST = 6;
const STEP = 1.25;
const PAN = 0.08;

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** Never so far that nothing of the picture is left in the frame. */
const kept = (look: Look): Look => {
  if (look.zoom === 1) return WHOLE;
  const room = (look.zoom - 1) / 2;
  return { zoom: look.zoom, x: within(look.x, -room, room), y: within(look.y, -room, room) };
};

export const zoomed = (look: Look, nearer: boolean): Look =>
  kept({ ...look, zoom: within(nearer ? look.zoom * STEP : look.zoom / STEP, 1, MOST) });

export const panned = (look: Look, x: number, y: number): Look => kept({ ...look, x: look.x + x, y: look.y + y });

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };

/** Plus and minus zoom, zero shows all again, Shift and an arrow move; null for any other key. */
export function looked(look: Look, key: string, shift: boolean): Look | null {
  if (key === '+' || key === '=') return zoomed(look, true);
  if (key === '-') return zoomed(look, false);
  if (key === '0') return WHOLE;
  const arrow = ARROWS[key];
  return arrow && shift ? panned(look, arrow[0], arrow[1]) : null;
}

export const transformOf = (look: Look, mirrored: boolean): string =>
  `translate(${look.x * 100}%, ${look.y * 100}%) scale(${look.zoom})${mirrored ? ' scaleX(-1)' : ''}`;
