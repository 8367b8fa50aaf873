import { daysBetween, formatDate } from '#lib/format/date.ts';
import type { Due, DueRow } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

export const DUES: readonly Due[] = ['now', 'late', 'lapsed', 'maintenance'];

const NAMES: Record<Due, () => string> = {
  now: m.due_kind_now,
  late: m.due_kind_late,
  lapsed: m.due_kind_lapsed,
  maintenance: m.due_kind_maintenance,
};

export function dueName(due: Due): string {
  return NAMES[due]();
}

/** How the window stands today. Late is plain text: a fact about a diary, not about safety (PRACTICE 54). */
export function dueWords(row: Pick<DueRow, 'due' | 'due_from' | 'due_to'>, today: string): string {
  if (row.due === 'late') {
    const days = daysBetween(row.due_to, today);
    return days === 1 ? m.due_late_one() : m.due_late({ days });
  }
  if (row.due === 'now' && daysBetween(today, row.due_from) > 0) return m.due_opens({ date: formatDate(row.due_from) });
  return dueName(row.due);
}
