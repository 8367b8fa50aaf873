import type { Status } from './status.ts';

/** A short word that something went well or not. Never the only place where it is said. */
export interface Toast {
  id: number;
  status: Status;
  text: string;
  /** What it is about, where only the newest word on it counts. */
  about: string | undefined;
}

const SHOWN_FOR_MS = 6000;

let next = 0;
export const toasts = $state<Toast[]>([]);

export function showToast(status: Status, text: string, about?: string): void {
  const id = next++;
  const older = toasts.find((toast) => about !== undefined && toast.about === about);
  if (older) dismissToast(older.id);
  toasts.push({ id, status, text, about });
  setTimeout(() => dismissToast(id), SHOWN_FOR_MS);
}

export function dismissToast(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id);
  if (index >= 0) toasts.splice(index, 1);
}
