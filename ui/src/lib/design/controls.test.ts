import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import Button from './Button.svelte';
import DateInput from './DateInput.svelte';
import NumberInput from './NumberInput.svelte';
import StatusChip from './StatusChip.svelte';
import { STATUSES, statusWord } from './status.ts';
import TextInput from './TextInput.svelte';
import ThreeWay from './ThreeWay.svelte';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

describe('a button that cannot be used', () => {
  it('says why, can be read, and does nothing', async () => {
    const onclick = vi.fn();
    render(Button, { kind: 'primary', off: 'Sign screening: 18 answers to go', onclick, children: words('Sign') });
    const button = screen.getByRole('button', { name: 'Sign screening: 18 answers to go' });
    await userEvent.click(button);
    expect(onclick, 'an off button signed something').not.toHaveBeenCalled();
    expect(button.hasAttribute('disabled'), 'a disabled button cannot be reached to read its reason').toBe(false);
  });

  it('that is busy takes no second click', async () => {
    const onclick = vi.fn();
    render(Button, { busy: 'Signing…', onclick, children: words('Sign') });
    await userEvent.click(screen.getByRole('button'));
    expect(onclick, 'a session would be signed twice').not.toHaveBeenCalled();
  });
});

describe('a date field', () => {
  it('may be picked, and a birth date is always typed', async () => {
    const { unmount } = render(DateInput, { label: 'Planned for', value: '2026-07-14', earliest: '2026-07-10' });
    await userEvent.click(screen.getByRole('button', { name: 'Pick a day: Planned for' }));
    // jsdom lays nothing out, so what floats stays invisible and out of the keyboard's reach there.
    await fireEvent.click(await screen.findByLabelText('Wednesday, 22 July 2026'));
    expect((screen.getByLabelText('Planned for') as HTMLInputElement).value).toBe('22 Jul 2026');
    await waitFor(() => expect(screen.queryByLabelText('Wednesday, 22 July 2026'), 'it closes by itself').toBeNull());
    unmount();
    render(DateInput, { label: 'Date of birth', birth: true, today: '2026-11-24', value: null });
    expect(screen.queryByRole('button', { name: /Pick a day/ })).toBeNull();
  });

  it('echoes a birth date in words with the age, so that a slip is seen', async () => {
    render(DateInput, { label: 'Date of birth', birth: true, today: '2026-11-24', value: null });
    await userEvent.type(screen.getByLabelText('Date of birth'), '14 3 1989');
    expect(screen.getByText('14 March 1989, 37 years old')).toBeTruthy();
  });

  it('complains on leaving, never while typing, and the words are tied to the field', async () => {
    render(DateInput, { label: 'Date of birth', birth: true, today: '2026-11-24', value: null });
    const input = screen.getByLabelText('Date of birth');
    await userEvent.type(input, '31 2 1990');
    expect(input.getAttribute('aria-invalid'), 'still typing').toBeNull();
    await userEvent.tab();
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = input.getAttribute('aria-describedby') ?? '';
    const text = described.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ');
    expect(text).toContain('February 1990 has 28 days');
  });

  it.each([
    ['25 11 2026', 'This day has not come yet'],
    ['31 12 1899', 'The first possible day is 1 Jan 1900'],
    ['14 3 89', 'all four digits']
  ])('a birth date of %s is refused with its reason', async (typed, reason) => {
    render(DateInput, { label: 'Date of birth', birth: true, today: '2026-11-24', value: null });
    await userEvent.type(screen.getByLabelText('Date of birth'), typed);
    await userEvent.tab();
    expect(screen.getAllByText(reason, { exact: false }).length).toBeGreaterThan(0);
    expect(screen.getByLabelText('Date of birth').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a number field', () => {
  it('keeps what was typed when it is no number', async () => {
    render(NumberInput, { label: 'Depth', unit: 'mm', min: 0.25, max: 2, value: null });
    const input = screen.getByLabelText<HTMLInputElement>('Depth');
    await userEvent.type(input, 'deep');
    await userEvent.tab();
    expect(input.value, 'typed text may never vanish').toBe('deep');
    expect(screen.getByText('Type a number', { exact: false })).toBeTruthy();
  });

  it('takes a comma and refuses what lies outside', async () => {
    render(NumberInput, { label: 'Depth', unit: 'mm', min: 0.25, max: 2, value: null });
    const input = screen.getByLabelText<HTMLInputElement>('Depth');
    await userEvent.type(input, '2,25');
    await userEvent.tab();
    expect(input.value).toBe('2,25');
    expect(screen.getByText('The most is 2')).toBeTruthy();
  });
});

describe('a field refused by the store', () => {
  it('shows the issue of its own path only', () => {
    const issues = [{ path: 'family', code: 'no_letters' as const, params: {} }];
    render(TextInput, { label: 'Family name', path: 'family', issues, value: '🌼' });
    render(TextInput, { label: 'Given name', path: 'given', issues, value: '' });
    expect(screen.getByLabelText('Family name').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Given name').getAttribute('aria-invalid')).toBeNull();
  });
});

describe('an answer of three', () => {
  it('starts with none given and changes by keyboard', async () => {
    const onchange = vi.fn();
    render(ThreeWay, { label: 'Pregnant?', value: null, onchange });
    expect(screen.getAllByRole('radio').some((radio) => (radio as HTMLInputElement).checked), 'no answer is ever preselected').toBe(false);
    await userEvent.tab();
    await userEvent.keyboard(' ');
    expect(onchange).toHaveBeenCalledTimes(1);
  });
});

describe('status is never colour alone', () => {
  it.each(STATUSES)('%s has a shape and a word', (status) => {
    const { container } = render(StatusChip, { status });
    expect(container.querySelector('svg'), 'no shape').toBeTruthy();
    expect(container.textContent, 'no word').toContain(statusWord(status));
  });
});

describe('what the store refused', () => {
  const issues = [{ path: 'email', code: 'wrong_form', params: { expected: 'name@example.org' } }] as const;

  it('stands under its field until the field is edited, and no longer', async () => {
    render(TextInput, { label: 'Email', path: 'email', issues: [...issues], value: 'barnaby' });
    expect(screen.getByText('Write it like this: name@example.org')).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Email'), '@selvedge.example');
    expect(screen.queryByText('Write it like this: name@example.org'), 'a corrected field with its old error').toBeNull();
  });

  it('of one line among several stands under the field of all of them', () => {
    const line = { path: 'allergies.1', code: 'hidden_character', params: {} } as const;
    render(TextInput, { label: 'Allergies', path: 'allergies', issues: [line], value: 'x' });
    expect(screen.getByText('invisible character', { exact: false })).toBeTruthy();
  });
});

describe('a text that is too long', () => {
  it('says so on leaving the field, by the limit of the store', async () => {
    render(TextInput, { label: 'Clinic name', value: 'x'.repeat(5000) });
    screen.getByLabelText('Clinic name').focus();
    expect(screen.queryByText('Too long', { exact: false })).toBeNull();
    await userEvent.tab();
    expect(screen.getByText('Too long: 200 characters at most')).toBeTruthy();
  });
});
