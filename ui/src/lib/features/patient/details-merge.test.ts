import { describe, expect, it } from 'vitest';
import { blankPatient } from '#lib/features/patients/patient-input.ts';
import { rebase, settle, type DetailsDraft } from './details-merge.ts';

const was = { ...blankPatient(), phone: '1', email: 'a@b', pronouns: 'she/her' };
const typed = (changes: Partial<typeof was>): DetailsDraft => ({ version: 1, was, input: { ...was, ...changes }, conflicts: [] });
const theirs = (changes: Partial<typeof was>) => ({ version: 2, input: { ...was, ...changes } });

describe('typing over a record that somebody else corrected meanwhile', () => {
  it('takes over what only they changed and keeps what only I changed', () => {
    const merged = rebase(typed({ phone: '2' }), theirs({ pronouns: 'they/them' }));
    expect(merged.conflicts, 'different fields disagree about nothing').toEqual([]);
    expect(merged.input).toMatchObject({ phone: '2', pronouns: 'they/them' });
    expect(merged.version).toBe(2);
  });

  it('names what both changed, with both values at hand', () => {
    const merged = rebase(typed({ phone: '2' }), theirs({ phone: '3' }));
    expect(merged.conflicts).toEqual(['phone']);
    expect([merged.input.phone, merged.was.phone], 'mine is typed, theirs stands there').toEqual(['2', '3']);
    expect(settle(merged, 'phone', 'theirs').input.phone).toBe('3');
    expect(settle(merged, 'phone', 'mine')).toMatchObject({ input: { phone: '2' }, conflicts: [] });
  });

  it('forgets no open conflict when a third version comes', () => {
    const second = rebase(typed({ phone: '2' }), theirs({ phone: '3' }));
    const third = rebase(second, { version: 3, input: { ...was, phone: '3', email: 'c@d' } });
    expect(third.conflicts).toEqual(['phone']);
    expect(third.input).toMatchObject({ phone: '2', email: 'c@d' });
  });

  it('sees no conflict where both typed the same', () => {
    expect(rebase(typed({ phone: '3' }), theirs({ phone: '3' })).conflicts).toEqual([]);
  });
});
