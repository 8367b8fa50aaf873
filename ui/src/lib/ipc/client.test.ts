import { describe, expect, it, vi } from 'vitest';
import { guarded, whenLocked } from './client.ts';
import { CallFailed } from './failure.ts';

describe('a call to the shell', () => {
  it('gives the value', async () => {
    expect(await guarded(async () => ['Europe/London'])()).toEqual(['Europe/London']);
    expect(await guarded(async () => null)()).toBeNull();
  });

  it('throws a refusal as its code with data', async () => {
    const call = guarded(() => Promise.reject({ code: 'not_found', entity: 'patient' }));
    await expect(call()).rejects.toEqual(new CallFailed({ code: 'not_found', entity: 'patient' }));
  });

  it('keeps nothing of an unexpected error’s text, which may quote a patient', async () => {
    const call = guarded(async () => {
      throw new Error('invalid args: Marigold Featherstitch');
    });
    const failure = await call().catch((error: unknown) => error);
    expect(JSON.stringify(failure)).not.toContain('Marigold');
    expect(failure).toEqual(new CallFailed({ code: 'internal', incident: 'shell' }));
  });

  it('tells the unlock screen when the store is locked', async () => {
    const tell = vi.fn();
    whenLocked(tell);
    await guarded(() => Promise.reject({ code: 'locked' }))().catch(() => undefined);
    expect(tell).toHaveBeenCalledOnce();
  });
});
