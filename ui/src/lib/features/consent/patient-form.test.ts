import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { ConsentSection, ConsentText } from '#lib/ipc/bindings.ts';
import type { ConsentAnswers } from './parts.ts';
import { NO_ANSWERS } from './parts.ts';
import PatientForm from './PatientForm.svelte';

vi.mock('signature_pad', () => ({
  default: class {
    on() {}
    off() {}
    clear() {}
    addEventListener() {}
    toData() {
      return [];
    }
  },
}));

const line = (key: string) => ({ key, title: key, text: `${key} explained` });
const section = (key: string, kind: ConsentSection['kind']): ConsentSection => ({
  key,
  number: 1,
  kind,
  title: key,
  paragraphs: [`about ${key}`],
  statement: kind === 'tick' ? `I know ${key}` : null,
});

const TEXT: ConsentText = {
  template: 'microneedling',
  revision: 1,
  language: 'en',
  title: 'Consent to microneedling',
  introduction: 'Take your time.',
  sections: [section('what', 'read'), section('risks', 'risks'), section('truth', 'tick'), section('photos', 'photos')],
  risks: [line('infection'), line('scars')],
  depth_choice: null,
  photo_scopes: [line('record')],
  declaration: 'I want to go ahead.',
  practitioner_declaration: '',
};

const ALL: ConsentAnswers = { ticked: ['infection', 'scars', 'truth'], choices: { record: false } };

function shown(answers: ConsentAnswers = NO_ANSWERS) {
  const onsign = vi.fn();
  const onleave = vi.fn();
  const onanswers = vi.fn();
  render(PatientForm, {
    text: TEXT,
    patient: { name: 'Juniper Hemstitch', birthOn: '1994-05-09' },
    answers,
    now: 'Tue 24 Nov 2026, 11:34',
    onanswers,
    onsign,
    onleave,
  });
  return { onsign, onleave, onanswers, user: userEvent.setup() };
}

const press = (user: ReturnType<typeof userEvent.setup>, name: string) => user.click(screen.getByRole('button', { name }));

async function toTheEnd(user: ReturnType<typeof userEvent.setup>) {
  for (let part = 0; part < 4; part += 1) await press(user, 'Next');
}

describe('the consent in the patient\'s hands', () => {
  it('stays on a part until it is answered, and goes to what is open', async () => {
    const { user } = shown();
    await press(user, 'Next');
    await press(user, 'Next');
    expect(screen.getByRole('status').textContent).toBe('2 still open');
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: /infection/ }));
  });

  it('preselects nothing', async () => {
    const { user } = shown({ ...ALL, choices: {} });
    for (let part = 0; part < 3; part += 1) await press(user, 'Next');
    for (const radio of screen.getAllByRole('radio')) expect((radio as HTMLInputElement).checked).toBe(false);
  });

  it('keeps the name empty until the patient types it, and the signature shut until both are there', async () => {
    const { user, onsign } = shown(ALL);
    await toTheEnd(user);
    const name = screen.getByRole('textbox', { name: 'Type your full name' }) as HTMLInputElement;
    expect(name.value, 'the name is typed by the patient, never prefilled').toBe('');
    await press(user, 'Signature missing');
    expect(onsign).not.toHaveBeenCalled();

    await press(user, 'I cannot draw: type my name');
    await user.type(screen.getByRole('textbox', { name: 'Signature of the patient, typed' }), 'Juniper Hemstitch');
    await user.type(name, 'Juniper Hemstitch');
    await press(user, 'I sign and agree');
    expect(onsign).toHaveBeenCalledWith({ name: 'Juniper Hemstitch', signature: { way: 'typed', name: 'Juniper Hemstitch' } });
  });

  it('has its ways out on every part, each one tap', async () => {
    const { user, onleave } = shown();
    for (const name of ['I have a question', 'Not today', 'Take it home', 'I do not agree', 'Hand back to staff']) await press(user, name);
    expect(onleave.mock.calls.flat()).toEqual(['question', 'not_today', 'take_home', 'declined', 'hand_back']);
  });

  it('lets no shortcut of the program through', async () => {
    const { user } = shown();
    const reached = vi.fn();
    window.addEventListener('keydown', reached);
    await user.keyboard('{Control>}k{/Control}{Alt>}1{/Alt}{F6}');
    const commands = reached.mock.calls.filter(([event]) => !['Control', 'Alt'].includes((event as KeyboardEvent).key));
    window.removeEventListener('keydown', reached);
    expect(commands).toEqual([]);
  });

  it('makes the text larger in steps up to 24', async () => {
    const { user } = shown();
    for (let step = 0; step < 6; step += 1) await press(user, 'A+: larger text');
    expect(document.querySelector('[data-size]')?.getAttribute('data-size')).toBe('24');
  });
});
