import { initialsOf } from '#lib/design/initials.ts';
import type { Opening, Start } from '#lib/ipc/bindings.ts';

type Locked = Extract<Start, { state: 'locked' }>;
type Person = Locked['people'][number];

/** Stands in the built page (`door-page.ts`) where a person's name will. */
export const NAME = '{name}';

/** What a person does first. The pointer's way across the window is nobody asking for anything. */
const TOUCHES = ['keydown', 'pointerdown', 'input'] as const;

/** The start that the page was built for: a clinic that is locked, and nothing running behind the lock. */
export function plainStart(opening: Opening | null): Locked | null {
  const start = opening?.start;
  const isPlain =
    start?.state === 'locked' &&
    start.people.length > 0 &&
    start.clocks.length === 0 &&
    !start.locked_after_idle &&
    !start.drafts_kept;
  return isPlain ? start : null;
}

function fillIn(within: Node, name: string): void {
  const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.data.includes(NAME)) text.data = text.data.replaceAll(NAME, () => name);
  }
}

/** The choice's picture, and what it stands for. */
function introduce(choice: Element, person: Person): void {
  const picture = choice.querySelector('[aria-hidden]');
  if (picture) picture.textContent = initialsOf(person.name);
  choice.querySelector('input')?.setAttribute('value', person.id);
}

/** Puts the built page in its place, with the people of this clinic in it. */
export function showAsleep(built: HTMLTemplateElement, place: Element, people: readonly Person[]): void {
  const page = document.importNode(built.content, true);
  // Built with two people: how the chosen one looks, and how everybody else does.
  const [chosen, other] = page.querySelectorAll('fieldset label');
  const [first, ...others] = people;
  if (!chosen || !other || !first) return;
  const choices = others.map((person) => {
    const choice = other.cloneNode(true) as Element;
    fillIn(choice, person.name);
    introduce(choice, person);
    return choice;
  });
  fillIn(page, first.name);
  introduce(chosen, first);
  other.replaceWith(...choices);
  place.append(page);
  place.querySelector<HTMLElement>('input[type="password"]')?.focus();
}

/**
 * Wakes the door at the first touch. What was chosen or pressed before it is awake is chosen and pressed again afterwards:
 * a field keeps what is typed in it by itself.
 */
export function sleepUntilTouched(place: Element, wake: () => Promise<unknown>): void {
  const touched = new AbortController();
  const { signal } = touched;
  let waking: Promise<void> | undefined;
  let chosen: HTMLElement | null = null;
  let pressed: HTMLElement | null = null;
  const rouse = () => (waking ??= wake().then(() => {
    touched.abort();
    chosen?.click();
    pressed?.click();
  }));
  for (const kind of TOUCHES) window.addEventListener(kind, () => void rouse(), { signal, capture: true });
  place.addEventListener('change', (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'radio') chosen = event.target;
  }, { signal });
  // Return in a field presses the button of its form, too.
  place.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button');
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = button;
    void rouse();
  }, { signal, capture: true });
}
