import { hydrate, mount, unmount } from 'svelte';
import '#lib/design/tokens.css';
import '#lib/design/first-paint.css';
import '#lib/design/global.css';
import '#lib/design/control.css';
import Door from '#lib/features/door/Door.svelte';
import { takeOpening } from '#lib/features/door/opening.ts';
import { afterAppShown, openApp } from '#lib/features/door/passage.ts';

// Everything that stands before the lock is in this one small bundle, so that the window is there at once. The rest of the
// app is fetched only when somebody is let in, and is gone from memory again when the lock loads this page anew.
const target = document.querySelector('.door-root');
if (target) {
  const options = { target, props: { opening: takeOpening(), onopen: openApp } };
  // What stands there asleep (src/door-asleep.ts) is woken, not drawn anew: what was typed and chosen meanwhile stays.
  const door = target.hasChildNodes() ? hydrate(Door, options) : mount(Door, options);
  afterAppShown(() => {
    void unmount(door);
    target.remove();
    document.querySelector('.first-paint')?.remove();
  });
}
