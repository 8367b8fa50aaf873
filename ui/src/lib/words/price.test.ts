import { describe, expect, it } from 'vitest';
import { unusualPrice } from './price.ts';

const pounds = (from: number | null, to: number | null) => ({ currency: 'GBP', usual_price: { from, to } });

describe('a price with a slipped key', () => {
  it('is marked outside what is usual, and both ends are usual', () => {
    const clinic = pounds(150, 320);
    expect(unusualPrice(19.5, clinic)).toBe('Lower than usual (150 GBP and more). Please check');
    expect(unusualPrice(1950, clinic)).toBe('Higher than usual (up to 320 GBP). Please check');
    expect([150, 195, 320].map((price) => unusualPrice(price, clinic))).toEqual([undefined, undefined, undefined]);
  });

  it('is never marked where nobody said what is usual, or nothing is typed', () => {
    expect(unusualPrice(9_999, pounds(null, null))).toBeUndefined();
    expect(unusualPrice(9_999, pounds(150, null))).toBeUndefined();
    expect(unusualPrice(null, pounds(150, 320))).toBeUndefined();
  });
});
