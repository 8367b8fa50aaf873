// Outlines written as text: absolute `M x y`, `L x y`, `C a b c d x y`, parted by spaces. Only one half of a body is drawn;
// the other is its mirror picture, so that the two sides can never differ.

/** Width of the plane every map is drawn on; a half is mirrored around its middle. */
export const PLANE_WIDTH = 400;

/** Numbers that each command takes; the last two are where the pen then stands. */
const NUMBERS: Readonly<Record<string, number>> = { M: 2, L: 2, C: 6 };

export interface Step {
  readonly command: string;
  readonly numbers: readonly number[];
}

export function readOutline(text: string): Step[] {
  const words = text.split(' ').filter((word) => word !== 'Z');
  const steps: Step[] = [];
  for (let at = 0; at < words.length; ) {
    const command = words[at] ?? '';
    const count = NUMBERS[command];
    if (count === undefined) throw new Error(`an outline with ${command}`);
    steps.push({ command, numbers: words.slice(at + 1, at + 1 + count).map(Number) });
    at += 1 + count;
  }
  return steps;
}

function written(steps: readonly Step[]): string {
  return steps.map(({ command, numbers }) => `${command} ${numbers.join(' ')}`).join(' ');
}

function mirrored(steps: readonly Step[]): Step[] {
  return steps.map(({ command, numbers }) => ({
    command,
    numbers: numbers.map((value, index) => (index % 2 === 0 ? PLANE_WIDTH - value : value)),
  }));
}

/** The same line walked from its end, without the `M` it begins with: it continues from where the pen stands. */
function walkedBack(steps: readonly Step[]): Step[] {
  return steps
    .map(({ command, numbers }, index): Step | null => {
      if (index === 0) return null;
      const handles = numbers.slice(0, -2);
      const end = steps[index - 1]?.numbers.slice(-2) ?? [];
      return { command, numbers: [...handles.slice(2), ...handles.slice(0, 2), ...end] };
    })
    .filter((step) => step !== null)
    .reverse();
}

/** The mirror picture of a line. */
export function otherSide(half: string): string {
  return written(mirrored(readOutline(half)));
}

/** A line and its mirror picture. */
export function bothSides(half: string): readonly [string, string] {
  return [half, otherSide(half)];
}

/** The ring made of a half, which begins and ends in the middle, and its mirror picture. */
export function wholeRing(half: string): string {
  const steps = readOutline(half);
  return `${written([...steps, ...walkedBack(mirrored(steps))])} Z`;
}
