import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionDraft, SessionState } from '#lib/ipc/bindings.ts';
import { OpenSession } from './open-session.svelte.ts';
import type { Saver, SessionPage } from './session-port.ts';

const PAGE = { me: 'imogen' } as SessionPage;
const DRAFT = { notes: '' } as SessionDraft;

function state(missing: number): SessionState {
  const gaps = Array.from({ length: missing }, () => ({ code: 'sharps', place: 'finish', zone: null, index: null }) as const);
  return { check: { guards: [], numbing: [], before_numbing: [], before_needling: [], missing: gaps } } as unknown as SessionState;
}

function opened(judge = vi.fn(() => Promise.resolve(state(0)))) {
  const saver: Saver = { value: DRAFT, changed: vi.fn(), flush: vi.fn(() => Promise.resolve()), close: vi.fn(() => Promise.resolve()) };
  return { saver, judge, session: new OpenSession(PAGE, DRAFT, saver, judge) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an open session', () => {
  it('hands every change to the draft store at once, and asks the rules after a short pause', async () => {
    const { saver, judge, session } = opened();
    session.set('notes', 'a');
    session.set('notes', 'ab');
    expect(saver.value.notes).toBe('ab');
    expect(saver.changed).toHaveBeenCalledTimes(2);
    expect(judge, 'once on opening').toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(judge, 'two keys, one question').toHaveBeenCalledTimes(2);
  });

  it('drops an answer that a newer question has overtaken', async () => {
    const answers: ((state: SessionState) => void)[] = [];
    const { session } = opened(vi.fn(() => new Promise<SessionState>((answer) => answers.push(answer))));
    session.set('notes', 'a');
    await vi.advanceTimersByTimeAsync(200);
    answers[1]?.(state(1));
    answers[0]?.(state(0));
    await vi.advanceTimersByTimeAsync(0);
    expect(session.check.missing, 'the first answer knew less').toHaveLength(1);
  });

  it('says that the rules could not be asked, so that nothing stale is signed', async () => {
    const { session } = opened(vi.fn(() => Promise.reject(new Error('shell'))));
    await vi.advanceTimersByTimeAsync(0);
    expect(session.checkFailed).toBe(true);
    expect(session.state, 'unanswered is not complete').toBeNull();
  });

  it('saves before it is left', async () => {
    const { saver, session } = opened();
    await session.close();
    expect(saver.flush).toHaveBeenCalled();
  });
});
