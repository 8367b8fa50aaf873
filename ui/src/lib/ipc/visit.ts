// The calls of the task screens: screening, consent, session, sheet. Text that the shell passes through is read here.
import type { ScreeningWords } from '#lib/features/screening/screening-words.ts';
import { ipc } from './client.ts';

/** Bytes cross as base64 text. */
function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export const visit = {
  ...ipc,
  getScreeningWords: async () => JSON.parse(await ipc.getScreeningWords()) as ScreeningWords,
  getDocumentBytes: async (id: string) => bytesOf(await ipc.getDocumentBytes(id)),
};
