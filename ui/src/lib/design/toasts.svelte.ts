import type { Status } from './status.ts';

/** A short word that something went well or not. Never the only place where it is said. */
export interface Toast {
  id: number;
  status: Status;
  text: string;
}

const SHOWN_FOR_MS = 6000;

let next = 0;
export const toasts = $state<Toast[]>([]);

export function showToast(status: Status, text: string): void {
  const id = next++;
  toasts.push({ id, status, text });
  setTimeout(() => dismissToast(id), SHOWN_FOR_MS);
}

export function dismissToast(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id);
  if (index >= 0) toasts.splice(index, 1);
}
