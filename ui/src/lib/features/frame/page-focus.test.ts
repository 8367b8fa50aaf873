import { afterEach, describe, expect, it, vi } from 'vitest';
import { focusPage } from './page-focus.ts';

const frameNow = () => new Promise<void>((done) => requestAnimationFrame(() => done()));

function page(html: string): HTMLElement {
  document.body.insertAdjacentHTML('beforeend', `<button id="find">Find</button><main id="work" tabindex="-1">${html}</main>`);
  return document.querySelector<HTMLElement>('#work') ?? document.body;
}

afterEach(() => {
  document.querySelector('#work')?.remove();
  document.querySelector('#find')?.remove();
});

describe('after a change of page', () => {
  it('the keyboard stands on the heading, as soon as the page has one', async () => {
    const work = page('');
    focusPage();
    expect(document.activeElement, 'never nowhere').toBe(work);
    work.innerHTML = '<h1>Today</h1>';
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Today'));
  });

  it('a field that the page chose keeps the focus', async () => {
    const work = page('<h1>Consultation</h1><input>');
    focusPage();
    work.querySelector('input')?.focus();
    await frameNow();
    await frameNow();
    expect(document.activeElement?.tagName).toBe('INPUT');
  });

  it('a dialog that closes on the way does not keep it in the frame', async () => {
    page('<h1>Marigold Featherstitch</h1>');
    focusPage();
    document.querySelector<HTMLElement>('#find')?.focus();
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
  });
});
