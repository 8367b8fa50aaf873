import { describe, expect, it, vi } from 'vitest';
import { unwrapped, whenLocked } from './client.ts';
import { CallFailed } from './failure.ts';

describe('a call to the shell', () => {
  it('gives the value, also when it is not wrapped', async () => {
    expect(await unwrapped(async () => ({ status: 'ok', data: 7 }))()).toBe(7);
    expect(await unwrapped(async () => ['Europe/London'])()).toEqual(['Europe/London']);
    expect(await unwrapped(async () => null)()).toBeNull();
  });

  it('throws a refusal as its code with data', async () => {
    const call = unwrapped(async () => ({ status: 'error', error: { code: 'not_found', entity: 'patient' } }));
    await expect(call()).rejects.toEqual(new CallFailed({ code: 'not_found', entity: 'patient' }));
  });

  it('keeps nothing of an unexpected error’s text, which may quote a patient', async () => {
    const call = unwrapped(async () => {
      throw new Error('invalid args: Marigold Featherstitch');
    });
    const failure = await call().catch((error: unknown) => error);
    expect(JSON.stringify(failure)).not.toContain('Marigold');
    expect(failure).toEqual(new CallFailed({ code: 'internal', incident: 'shell' }));
  });

  it('tells the unlock screen when the store is locked', async () => {
    const tell = vi.fn();
    whenLocked(tell);
    await unwrapped(async () => ({ status: 'error', error: { code: 'locked' } }))().catch(() => undefined);
    expect(tell).toHaveBeenCalledOnce();
  });
});
