import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/lib/design/tokens.css', 'utf8');

type Theme = Record<string, string>;
const light: Theme = {};
const dark: Theme = {};
for (const [, name, inLight, inDark] of css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)) {
  if (name === undefined || inLight === undefined || inDark === undefined) continue;
  light[name] = inLight;
  dark[name] = inDark;
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(theme: Theme, front: string, back: string): number {
  const [a, b] = [theme[front], theme[back]];
  if (a === undefined || b === undefined) throw new Error(`no such token: ${front} or ${back}`);
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const TEXT = 4.5;
const STRONG_TEXT = 7;
const CONTROL = 3;

const PAIRS: [front: string, back: string, floor: number][] = [
  ['ink', 'bg', STRONG_TEXT],
  ['ink', 'surface', STRONG_TEXT],
  ['ink', 'sunken', STRONG_TEXT],
  ['ink', 'accent-soft', STRONG_TEXT],
  ['ink-2', 'surface', TEXT],
  ['ink-2', 'bg', TEXT],
  ['ink-2', 'sunken', TEXT],
  ['ink-2', 'accent-soft', TEXT],
  ['ink-3', 'surface', TEXT],
  ['ink-3', 'bg', TEXT],
  ['ink-3', 'sunken', TEXT],
  ['surface', 'ink', STRONG_TEXT],
  ['on-accent', 'accent', TEXT],
  ['on-accent', 'accent-hover', TEXT],
  ['accent', 'surface', TEXT],
  ['accent', 'bg', TEXT],
  ['accent', 'accent-soft', TEXT],
  ['line-strong', 'surface', CONTROL],
  ['line-strong', 'bg', CONTROL],
  ['focus', 'surface', CONTROL],
  ['focus', 'bg', CONTROL],
  ['focus', 'accent-soft', CONTROL],
  ['on-stop', 'stop', TEXT],
  ...['clear', 'caution', 'defer', 'stop'].flatMap((status): [string, string, number][] => [
    [status, `${status}-bg`, TEXT],
    [status, 'surface', TEXT],
    ['ink', `${status}-bg`, TEXT],
    [`${status}-line`, 'surface', CONTROL]
  ]),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((step): [string, string, number] => [`dt${step}`, `d${step}`, TEXT])
];

describe('every colour pair in use keeps its contrast floor', () => {
  for (const [front, back, floor] of PAIRS) {
    it(`${front} on ${back} is at least ${floor} in light and dark`, () => {
      expect(contrast(light, front, back), 'a person with low vision could not read it in the light theme').toBeGreaterThanOrEqual(floor);
      expect(contrast(dark, front, back), 'a person with low vision could not read it in the dark theme').toBeGreaterThanOrEqual(floor);
    });
  }
});

describe('depth is one hue that only gets further from the paper', () => {
  it('deeper is darker on light and lighter on dark', () => {
    const steps = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => `d${step}`);
    const lightOnes = steps.map((name) => luminance(light[name] ?? ''));
    const darkOnes = steps.map((name) => luminance(dark[name] ?? ''));
    expect(lightOnes, 'a deeper zone must never look shallower').toEqual([...lightOnes].sort((a, b) => b - a));
    expect(darkOnes, 'a deeper zone must never look shallower').toEqual([...darkOnes].sort((a, b) => a - b));
  });
});
