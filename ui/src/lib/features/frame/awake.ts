import { ipc } from '#lib/ipc/client.ts';
import { frame } from './frame.svelte.ts';

/** The shell counts the idle time; it need not hear of every key. */
const TELL_EVERY_MS = 10_000;

/** Tells the shell that somebody is at the keyboard. Returns how to stop. */
export function staysAwake(): () => void {
  let last = 0;
  const tell = () => {
    const now = Date.now();
    if (frame.me === null || now - last < TELL_EVERY_MS) return;
    last = now;
    // A missed word only locks a little earlier.
    ipc.stayAwake().catch(() => undefined);
  };
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
  for (const event of events) addEventListener(event, tell, { passive: true });
  return () => {
    for (const event of events) removeEventListener(event, tell);
  };
}
