import { describe, expect, it } from 'vitest';
import { FAILURE_CODES, failureMessage, failureWords, ISSUE_CODES, issueMessage } from './messages.ts';
import { CallFailed, type Failure } from './failure.ts';

/** The data each code may carry, so that every sentence is really built. */
const DATA = {
  issues: [],
  gaps: [],
  entity: 'patient',
  current_version: 2,
  needs: ['owner', 'medical_lead', 'clinician', 'reception', 'read_only'],
  wait_seconds: 30,
  group: 3,
  reason: 'none',
  missing: '𝄞',
  incident: 'store',
  folder: '/home/m/Dropbox',
  by: 'Dropbox',
  what: 'synced',
  trouble: 'older',
  scope: 'teaching',
  refusal: 'heic',
  on: '2026-10-23',
  problem: 'no_place'
};

/** A trouble of its own for the codes that have several kinds of it. */
const TROUBLE: Partial<Record<Failure['code'], string>> = { file: 'bad_rows', not_merged: 'open_draft' };

const failure = (code: Failure['code']): Failure => ({ code, ...DATA, trouble: TROUBLE[code] ?? DATA.trouble }) as unknown as Failure;

describe('every code the shell can send has words', () => {
  it.each(FAILURE_CODES)('%s says what happened, without blame or shouting', (code) => {
    const words = failureWords(failure(code));
    const text = `${words.title} ${words.advice ?? ''}`;
    expect(words.title.length, 'an empty message leaves the person alone with the trouble').toBeGreaterThan(5);
    expect(text, 'no exclamation marks, no blame').not.toMatch(/!|you forgot|illegal|fatal/i);
    expect(text, 'data was not filled in').not.toMatch(/[{}]|undefined/);
  });

  it.each(ISSUE_CODES)('%s says how to fix the field', (code) => {
    const text = issueMessage({ path: 'family', code, params: { min: '1', max: '9', expected: 'GBP' } });
    expect(text.length, 'a field marked wrong without a reason cannot be put right').toBeGreaterThan(5);
    expect(text).not.toMatch(/[!{}]|undefined/);
  });

  it('anything unexpected still reads as trouble of ours, with a way on', () => {
    expect(failureMessage(new TypeError('x')).title).toBe(failureWords(failure('internal')).title);
    expect(failureMessage(new CallFailed({ code: 'storage_full' })).advice).toContain('stays on screen');
  });
});
