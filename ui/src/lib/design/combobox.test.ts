import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import Combobox from './Combobox.svelte';

const options = [
  { value: 'l1', label: 'TT-2511-02', note: '9 left' },
  { value: 'l2', label: 'TT-2609-14', note: '40 left' }
];

describe('a list to choose from', () => {
  it('text that was not chosen goes when the list closes', async () => {
    render(Combobox, { label: 'Lot', options, value: 'l1' });
    const input = screen.getByLabelText<HTMLInputElement>('Lot');
    await userEvent.click(input);
    await userEvent.type(input, 'zzz');
    await userEvent.tab();
    await waitFor(() => expect(input.value, 'a lot that is not chosen may not stand in the field').toBe('TT-2511-02'));
  });

  it('where free text is allowed, what was typed becomes the value', async () => {
    render(Combobox, { label: 'Reason', options, value: '', free: true });
    const input = screen.getByLabelText<HTMLInputElement>('Reason');
    await userEvent.click(input);
    await userEvent.type(input, 'Deep scars');
    await userEvent.tab();
    await waitFor(() => expect(input.value).toBe('Deep scars'));
  });

  it('says how many are left to choose from', async () => {
    render(Combobox, { label: 'Lot', options, value: '' });
    const input = screen.getByLabelText('Lot');
    await userEvent.click(input);
    await userEvent.type(input, '2609');
    await waitFor(() => expect(document.querySelector('[aria-live="polite"]')?.textContent).toBe('1 to choose from'));
  });
});
