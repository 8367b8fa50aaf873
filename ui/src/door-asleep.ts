import { plainStart, showAsleep, sleepUntilTouched } from '#lib/features/door/asleep.ts';
import { readOpening } from '#lib/features/door/opening.ts';

// Stands in the page itself and runs before its first paint. The unlock screen was rendered when the program was built; here
// it only gets its names. The door (src/door.ts) is fetched when somebody touches the window, or at once when there is more
// to show than a locked clinic.
const DOOR = '/door.js';
const wake = (): Promise<unknown> => import(/* @vite-ignore */ DOOR);

const opening = readOpening();
const place = document.querySelector('.door-root');
const built = document.querySelector<HTMLTemplateElement>('template.door-built');
const start = plainStart(opening);

let shown: Promise<unknown> = Promise.resolve();
if (start && place && built) {
  showAsleep(built, place, start.people);
  sleepUntilTouched(place, wake);
} else {
  shown = wake();
}

// The mark that start-up measurements look for, once the unlock screen stands.
if (opening?.paints_bench_mark && opening.start.state === 'locked') {
  void shown.then(() => {
    const mark = document.createElement('div');
    mark.className = 'bench-mark';
    mark.ariaHidden = 'true';
    document.body.append(mark);
  });
}
