import { describe, expect, it } from 'vitest';
import { formatDepth, parseNumber } from './number.ts';

describe('a typed number', () => {
  it('takes a comma or a point', () => {
    expect(parseNumber('1,5')).toBe(1.5);
    expect(parseNumber(' 1.5 ')).toBe(1.5);
  });

  it.each(['', 'abc', '1.5mm', '1,5,0', '1 5', '--1', '1e3', 'Infinity', '٢'])('"%s" is refused, never read as zero', (text) =>
    expect(parseNumber(text)).toBeNull()
  );

  it('a depth prints its exact number, always with a decimal', () => {
    expect(formatDepth(1)).toBe('1.0');
    expect(formatDepth(0.75)).toBe('0.75');
    expect(formatDepth(1.05)).toBe('1.05');
  });
});
