import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Opening } from '#lib/ipc/bindings.ts';
import { NAME, plainStart, showAsleep, sleepUntilTouched } from './asleep.ts';

const people = [
  { id: 'a1', name: 'Imogen Testwell' },
  { id: 'a2', name: 'Flora Demo' },
  { id: 'a3', name: '{name} $& <b>Odd</b>' }
];

const locked = (more: object = {}): Opening => ({
  start: { state: 'locked', people, clocks: [], locked_after_idle: false, drafts_kept: false, ...more },
  paints_bench_mark: false
});

/** As `door-page.ts` renders it, with what does not matter here left out. */
function built(): HTMLTemplateElement {
  const template = document.createElement('template');
  const choice = (id: string) =>
    `<label class="${id}"><input type="radio" name="s1" value="${id}"><span aria-hidden="true">N</span><span>${NAME}</span></label>`;
  template.innerHTML =
    `<form><fieldset>${choice('chosen')}${choice('other')}</fieldset>` +
    `<label for="s2">Passphrase for ${NAME}</label><input id="s2" type="password">` +
    '<button type="submit">Unlock</button></form>';
  return template;
}

let place: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = '<div class="door-root"></div>';
  place = document.querySelector('.door-root') as HTMLElement;
});

describe('the door while nobody has touched it', () => {
  it('names everybody who may unlock, the first one chosen, and waits for the passphrase', () => {
    showAsleep(built(), place, people);
    const names = screen.getAllByRole('radio').map((radio) => radio.parentElement?.textContent);
    expect(names).toEqual(['ITImogen Testwell', 'FDFlora Demo', 'NB{name} $& <b>Odd</b>']);
    expect([...place.querySelectorAll('input[type=radio]')].map((radio) => radio.getAttribute('value'))).toEqual(['a1', 'a2', 'a3']);
    expect([...place.querySelectorAll('fieldset label')].map((label) => label.className)).toEqual(['chosen', 'other', 'other']);
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase for Imogen Testwell'));
  });

  it('shows one person alone where there is one', () => {
    showAsleep(built(), place, people.slice(0, 1));
    expect(screen.getAllByRole('radio')).toHaveLength(1);
  });

  it('is only for a clinic that is locked with nothing running behind the lock', () => {
    expect(plainStart(locked())).not.toBeNull();
    const clock = { on_at: '2026-11-03T10:00:00Z', off_by: '2026-11-03T10:40:00Z' };
    for (const more of [{ clocks: [clock] }, { locked_after_idle: true }, { drafts_kept: true }, { people: [] }]) {
      expect(plainStart(locked(more)), JSON.stringify(more)).toBeNull();
    }
    expect(plainStart({ start: { state: 'damaged' }, paints_bench_mark: false })).toBeNull();
    expect(plainStart(null)).toBeNull();
  });

  it('wakes at the first key, once, and keeps what is typed meanwhile', async () => {
    const wake = vi.fn(() => Promise.resolve());
    showAsleep(built(), place, people);
    sleepUntilTouched(place, wake);
    expect(wake).not.toHaveBeenCalled();
    await userEvent.keyboard('thimble');
    expect(wake).toHaveBeenCalledOnce();
    expect(screen.getByLabelText<HTMLInputElement>(/Passphrase/).value).toBe('thimble');
  });

  it('chooses again, once it is awake, who was chosen too early', async () => {
    let awake = () => undefined as void;
    showAsleep(built(), place, people);
    sleepUntilTouched(place, () => new Promise<void>((done) => (awake = done)));
    const [first, second] = screen.getAllByRole<HTMLInputElement>('radio');
    await userEvent.click(second as HTMLElement);
    // Waking, the framework shows what it knows: the first one.
    (first as HTMLInputElement).checked = true;
    awake();
    await waitFor(() => expect(second?.checked).toBe(true));
  });

  it('presses again, once it is awake, what was pressed too early', async () => {
    let awake = () => undefined as void;
    showAsleep(built(), place, people);
    sleepUntilTouched(place, () => new Promise<void>((done) => (awake = done)));
    const submitted = vi.fn((event: Event) => event.preventDefault());
    place.querySelector('form')?.addEventListener('submit', submitted);
    await fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
    expect(submitted, 'a form without its program would leave the page').not.toHaveBeenCalled();
    awake();
    await waitFor(() => expect(submitted).toHaveBeenCalledOnce());
  });
});
