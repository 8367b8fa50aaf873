import type { PhotoView } from '#lib/ipc/bindings.ts';

export type Side = 'left' | 'right' | 'none';

/** The patient's own side. */
export const sideOf = (view: PhotoView): Side => (view.startsWith('left') ? 'left' : view.startsWith('right') ? 'right' : 'none');

/** Right is never compared with left (PRACTICE 61); the shell refuses it as well. */
export const mayCompare = (one: PhotoView, other: PhotoView): boolean => {
  const sides = [sideOf(one), sideOf(other)];
  return !(sides.includes('left') && sides.includes('right'));
};

const INTIMATE: readonly PhotoView[] = ['decolletage', 'abdomen', 'back', 'buttocks', 'left_thigh', 'right_thigh'];

/** Covered until asked for, with a chaperone offered (PRACTICE 63). */
export const isIntimate = (view: PhotoView | ''): boolean => view !== '' && INTIMATE.includes(view);
