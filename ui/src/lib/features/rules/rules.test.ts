import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { frame } from '#lib/features/frame/frame.svelte.ts';
import type { ApprovalView, RuleBook, RuleView, SettingSpec, SettingView } from '#lib/ipc/bindings.ts';
import { CallFailed } from '#lib/ipc/failure.ts';
import { ME } from '#lib/ipc/fake/sample.ts';
import Rules from './Rules.svelte';
import { found } from './rule-words.ts';

const { ipc } = vi.hoisted(() => ({
  ipc: {
    getApproval: vi.fn(),
    getRuleBook: vi.fn(),
    findEmergencyCard: vi.fn(),
    findDraft: vi.fn(),
    getMe: vi.fn(),
    changeRuleSetting: vi.fn(),
    approve: vi.fn()
  }
}));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));
vi.mock('$app/navigation', () => ({ goto: vi.fn() }));

const rule = (id: RuleView['id'], more: Partial<RuleView>): RuleView => ({
  id,
  section: 'screening',
  question: `${id} asks`,
  outcome: 'defer',
  outcome_text: 'not yet',
  wait: null,
  source: 'Source: Founding document S12. Grade A.',
  grade: 'A',
  differ: null,
  setting: null,
  ...more
});

const setting = (spec: Partial<SettingSpec>, more: Partial<SettingView>): SettingView => ({
  spec: { key: 'isotretinoin_wait_months', rules: ['R01'], unit: 'months', default: 6, least: 0, most: 12, step: 1, ...spec },
  name: 'Wait after isotretinoin',
  note: null,
  unit: 'months',
  value: 6,
  value_text: '6 months',
  default_text: '6 months',
  least_text: '0 months',
  most_text: '12 months',
  last_change: null,
  ...more
});

const BOOK: RuleBook = {
  version: '2026.1',
  rules: [
    rule('R01', { question: 'Isotretinoin, ever?', setting: 'isotretinoin_wait_months', differ: 'Two panels of 2017 found too little evidence.' }),
    rule('R25', { question: 'What is your date of birth?', outcome: 'absolute', outcome_text: 'no session' }),
    rule('D05', { section: 'depth', question: "Over the clinic's ceiling.", outcome: 'block', outcome_text: 'cannot be done', setting: 'ceiling_micrometres' })
  ],
  settings: [
    setting({}, {}),
    setting(
      { key: 'ceiling_micrometres', rules: ['D05'], unit: 'micrometres', default: 2000, least: 0, most: 2500, step: 50 },
      { name: 'Deepest needle depth', unit: 'mm', value: 1500, value_text: '1.5 mm', default_text: '2 mm', least_text: '0 mm', most_text: '2.5 mm' }
    )
  ]
};

const APPROVED: ApprovalView = {
  rule_set_version: '2026.1',
  consent_revision: 1,
  sheet_revision: 1,
  is_current: true,
  approval: {
    rule_set_version: '2026.1',
    consent_revision: 1,
    sheet_revision: 1,
    lead: ME.person.id,
    lead_name: ME.person.name,
    registration_body: 'Register of Invented Nurses',
    registration_number: '00417',
    self_approval: true,
    approved_at: '2026-11-23T11:20:00Z'
  }
};

beforeEach(() => {
  vi.resetAllMocks();
  frame.me = structuredClone(ME);
  frame.me.person.roles = ['medical_lead', 'clinician'];
  ipc.findEmergencyCard.mockResolvedValue(null);
  ipc.findDraft.mockResolvedValue(null);
  ipc.getApproval.mockResolvedValue(APPROVED);
  ipc.getRuleBook.mockResolvedValue(BOOK);
  ipc.getMe.mockResolvedValue({ ...structuredClone(ME), person: { ...ME.person, roles: ['medical_lead', 'clinician'] } });
});

async function opened(name: string) {
  const user = userEvent.setup();
  render(Rules);
  await user.click(await screen.findByRole('button', { name }));
  return { user, dialog: within(await screen.findByRole('dialog')) };
}

describe('the rules as policy', () => {
  it('each says its question, its value and range, its source and what sources differ on', async () => {
    render(Rules);
    const row = (await screen.findByText('Isotretinoin, ever?')).closest('li');
    expect(row?.textContent).toContain('Wait after isotretinoin: 6 months');
    expect(row?.textContent).toContain('Came as 6 months; may be 0 months to 12 months.');
    expect(row?.textContent).toContain('Founding document S12. Grade A.');
    expect(row?.textContent).toContain('What sources say: Two panels of 2017');
  });

  it('are found by word, and narrowed to what the clinic changed', () => {
    const ids = (query: string, narrowing: 'all' | 'settable' | 'changed') => found(BOOK, query, narrowing).map((one) => one.id);
    expect(ids('panels evidence', 'all')).toEqual(['R01']);
    expect(ids('', 'settable')).toEqual(['R01', 'D05']);
    expect(ids('', 'changed'), 'the ceiling stands at 1.5 mm').toEqual(['D05']);
  });

  it('can be read by everybody and changed by the medical lead alone', async () => {
    if (frame.me) frame.me.person.roles = ['clinician'];
    render(Rules);
    expect(await screen.findByText(/medical lead changes them/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Change/ })).toBeNull();
  });
});

describe('changing a setting', () => {
  it('waits for another value and for a reason', async () => {
    const { user, dialog } = await opened('Change: Wait after isotretinoin, R01');
    expect(dialog.getByRole('button', { name: 'Set: choose another value' }).getAttribute('aria-disabled')).toBe('true');
    await user.clear(dialog.getByLabelText('New value'));
    await user.type(dialog.getByLabelText('New value'), '3');
    expect(dialog.getByRole('button', { name: 'Set: say why' })).toBeTruthy();
    await user.type(dialog.getByLabelText('Reason'), 'Both panels read');
    await user.click(dialog.getByRole('button', { name: 'Set' }));
    expect(ipc.changeRuleSetting).toHaveBeenCalledWith({ key: 'isotretinoin_wait_months', value: 3, reason: 'Both panels read', source: '' });
    expect(screen.queryByRole('dialog'), 'it closes once the value is set').toBeNull();
  });

  it('types a depth in millimetres, and asks for the source of a raised ceiling', async () => {
    const { user, dialog } = await opened('Change: Deepest needle depth, D05');
    const field = dialog.getByLabelText('New value');
    await user.clear(field);
    await user.type(field, '1.25');
    expect(dialog.queryByLabelText('Source')).toBeNull();
    await user.clear(field);
    await user.type(field, '2.3');
    await user.type(dialog.getByLabelText('Reason'), 'New device');
    expect(dialog.getByRole('button', { name: 'Set: name the source' })).toBeTruthy();
    await user.type(dialog.getByLabelText('Source'), 'Instructions for use, page 4');
    await user.click(dialog.getByRole('button', { name: 'Set' }));
    expect(ipc.changeRuleSetting.mock.calls[0]?.[0].value).toBe(2300);
  });

  it('leaves a price empty for the founding document, and hands the new one to every open screen', async () => {
    const usual = setting(
      { key: 'usual_price_to', rules: ['C12'], unit: 'money', default: null, least: 0, most: 10_000_000 },
      { name: 'Usual price of a visit, to', value: 320, value_text: '320 a visit', default_text: '800 US dollars; in another currency none' }
    );
    ipc.getRuleBook.mockResolvedValue({ ...BOOK, rules: [rule('C12', { section: 'course', setting: 'usual_price_to' })], settings: [usual] });
    ipc.getMe.mockResolvedValue({ ...structuredClone(ME), clinic: { ...ME.clinic, usual_price: { from: null, to: null } } });
    const { user, dialog } = await opened('Change: Usual price of a visit, to, C12');
    expect(dialog.getByText(/Empty: 800 US dollars/)).toBeTruthy();
    await user.clear(dialog.getByLabelText('New value'));
    await user.type(dialog.getByLabelText('Reason'), 'We no longer compare');
    await user.click(dialog.getByRole('button', { name: 'Set' }));
    expect(ipc.changeRuleSetting).toHaveBeenCalledWith({ key: 'usual_price_to', value: null, reason: 'We no longer compare', source: '' });
    expect(frame.me?.clinic.usual_price.to).toBeNull();
  });

  it('says whether it approves the rules or leaves them waiting', async () => {
    const { dialog } = await opened('Change: Wait after isotretinoin, R01');
    expect(dialog.getByText(/your change approves them/)).toBeTruthy();
  });

  it('shows a refusal at its field and stays open', async () => {
    ipc.changeRuleSetting.mockRejectedValue(
      new CallFailed({ code: 'invalid', issues: [{ path: 'change.value', code: 'out_of_range', params: { min: '0', max: '2' } }] })
    );
    const { user, dialog } = await opened('Change: Deepest needle depth, D05');
    await user.clear(dialog.getByLabelText('New value'));
    await user.type(dialog.getByLabelText('New value'), '1.8');
    await user.type(dialog.getByLabelText('Reason'), 'because');
    await user.click(dialog.getByRole('button', { name: 'Set' }));
    expect(await dialog.findByText('Between 0 and 2')).toBeTruthy();
  });
});
