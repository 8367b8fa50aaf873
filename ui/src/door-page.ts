import { render } from 'svelte/server';
import Door from '#lib/features/door/Door.svelte';
import { NAME } from '#lib/features/door/asleep.ts';
import type { Opening } from '#lib/ipc/bindings.ts';

// Two people: how the chosen one looks, and how everybody else does.
const opening: Opening = {
  start: {
    state: 'locked',
    people: ['chosen', 'other'].map((id) => ({ id, name: NAME })),
    clocks: [],
    locked_after_idle: false,
    drafts_kept: false
  },
  paints_bench_mark: false
};

/** The unlock screen for people yet to be named. Run while the page is built, never in the window. */
export const page: string = render(Door, { props: { opening, onopen: () => undefined } }).body;
