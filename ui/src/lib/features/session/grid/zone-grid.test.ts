import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { SessionDraft } from '#lib/ipc/bindings.ts';
import { gridRows } from '../record.ts';
import type { GridContext } from './grid.ts';
import { GridControl } from './grid-control.svelte.ts';
import type { GridRow } from './grid-row.ts';
import { EMPTY_PLAN } from './grid-row.ts';
import ZoneGrid from './ZoneGrid.svelte';

const context: GridContext = {
  dial: { stepUm: 250, lowestUm: 250, topUm: 2000 },
  last: new Map([['cheeks:left', { ...EMPTY_PLAN, indication: 'acne_scars', depthUm: 1500, passes: 4 }]]),
  defaults: { ...EMPTY_PLAN, indication: 'acne_scars' },
  startUm: () => 500,
};

function shown(letterKeys = true) {
  const changed = vi.fn<(rows: readonly GridRow[]) => void>();
  const control = new GridControl(gridRows({ zones: [] as unknown } as SessionDraft), {
    context: () => context,
    locale: () => 'en-GB',
    onrows: changed,
  });
  render(ZoneGrid, { control, flags: new Map(), lastDay: '27 Oct', locale: 'en-GB', fitzpatrick: 5, letterKeys });
  const grid = screen.getByRole('grid');
  grid.focus();
  return { control, grid, changed, user: userEvent.setup() };
}

const selectedRow = () => screen.getAllByRole('row').find((row) => row.getAttribute('aria-selected') === 'true');

describe('the zone grid on screen', () => {
  it('is one tab stop and names its selected row to a screen reader', async () => {
    const { grid, user } = shown();
    expect(grid.getAttribute('aria-activedescendant')).toBe(selectedRow()?.id);
    await user.keyboard('{ArrowUp}{Enter}');
    expect(grid.getAttribute('aria-activedescendant')).toBe(selectedRow()?.id);
    expect(selectedRow()?.textContent).toContain('Glabella');
    expect(document.activeElement, 'focus stays in the grid').toBe(grid);
  });

  it('says each change aloud', async () => {
    const { user } = shown();
    await user.keyboard('{ArrowUp}');
    expect(screen.getByRole('status').textContent).toBe('Forehead, 0.5 millimetres');
    await user.keyboard('e2');
    expect(screen.getByRole('status').textContent).toBe('Forehead, Even redness');
    await user.keyboard('{ArrowUp}');
    expect(screen.getByRole('status').textContent, 'a refusal says what to do').toContain('Press Enter to correct it');
  });

  it('hands on every change of a row and nothing else', async () => {
    const { user, changed } = shown();
    await user.keyboard('{Enter}{Enter}{Shift>}{Enter}{/Shift}');
    expect(changed, 'moving changes nothing').not.toHaveBeenCalled();
    await user.keyboard('3');
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('leaves letters alone when single-letter keys are off', async () => {
    const { control, user } = shown(false);
    await user.keyboard('{ArrowUp}x');
    expect(control.current?.notTreated).toBe(false);
  });

  it('names redness so that it can be seen on darker skin', async () => {
    const { user } = shown();
    await user.keyboard('{ArrowUp}');
    const endpoint = screen.getByRole('combobox', { name: 'Endpoint: Forehead' });
    expect(endpoint.textContent).toContain('Even redness, or darkening, warmth, swelling');
  });

  it.each([
    ['abc', 'is not a number'],
    ['1e3', 'is not a number'],
    ['0', 'more than zero'],
    ['-1', 'more than zero'],
    ['2,25', 'The top depth here is 2.0 mm'],
  ])('refuses %s as a depth in its field, with a message that names the field, and keeps what was typed', async (typed, reason) => {
    const { control, changed, user } = shown();
    const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Depth in mm: Forehead' });
    await user.type(field(), `${typed}{Enter}`);
    expect(changed, 'nothing of it reaches the record').not.toHaveBeenCalled();
    expect(field().value).toBe(typed);
    expect(document.activeElement, 'Enter does not walk away from it').toBe(field());
    expect(field().getAttribute('aria-invalid')).toBe('true');
    const told = document.getElementById(field().getAttribute('aria-describedby') ?? '')?.textContent ?? '';
    expect(told).toContain('Depth, Forehead:');
    expect(told).toContain(reason);
    expect(screen.getByRole('status').textContent, 'and says it aloud').toBe(told);
    await user.clear(field());
    await user.type(field(), '0.75{Enter}');
    expect(control.state.rows.find((row) => row.key === 'forehead:none')?.depthUm).toBe(750);
    expect(document.querySelector('[aria-invalid]')).toBeNull();
  });

  it('keeps a refused depth in sight when another zone is chosen, and gives it up with Escape', async () => {
    const { control, user } = shown();
    const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Depth in mm: Forehead' });
    await user.type(field(), 'abc');
    await user.click(screen.getByRole('rowheader', { name: 'Chin' }));
    expect(screen.getByText(/Depth, Forehead: “abc” is not a number/)).toBeTruthy();
    await user.click(screen.getByRole('rowheader', { name: 'Forehead' }));
    expect(field().value).toBe('abc');
    field().focus();
    await user.keyboard('{Escape}');
    expect(field().value).toBe('');
    expect(control.mistyped.size).toBe(0);
  });

  it('copies the last plan by its button as by its key', async () => {
    const { control, user } = shown();
    await user.click(screen.getByRole('button', { name: /Copy last/ }));
    expect(control.state.rows.find((row) => row.key === 'cheeks:left')).toMatchObject({ depthUm: 1500, copied: true });
  });
});
