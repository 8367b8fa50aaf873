import { describe, expect, it } from 'vitest';
import { isIntimate, mayCompare, sideOf } from './sides.ts';

describe('the two sides of a patient', () => {
  it('knows the side by the view', () => {
    expect(sideOf('left45')).toBe('left');
    expect(sideOf('right_thigh')).toBe('right');
    expect(sideOf('front')).toBe('none');
  });

  it('never compares right with left, whichever comes first', () => {
    expect(mayCompare('left45', 'right45')).toBe(false);
    expect(mayCompare('right_hand', 'left90')).toBe(false);
    expect(mayCompare('left45', 'left90')).toBe(true);
    expect(mayCompare('front', 'right45')).toBe(true);
  });

  it('covers intimate places', () => {
    expect(isIntimate('abdomen')).toBe(true);
    expect(isIntimate('front')).toBe(false);
    expect(isIntimate('')).toBe(false);
  });
});
