import type { HistoryInput, HistoryItem } from '#lib/ipc/bindings.ts';

export const blankLine = (): HistoryInput => ({ kind: 'allergy', name: '', dose: '', since: '', until: '', reaction: '', severity: null, by: '', note: '' });

/** A recorded line as it would be typed. */
export function inputOfLine(item: HistoryItem): HistoryInput {
  const blank = { ...blankLine(), kind: item.kind, note: item.note };
  switch (item.kind) {
    case 'allergy':
      return { ...blank, name: item.substance, reaction: item.reaction, severity: item.severity };
    case 'medicine':
      return { ...blank, name: item.name, dose: item.dose, since: item.since ?? '', until: item.stopped ?? '' };
    case 'condition':
      return { ...blank, name: item.name, since: item.since ?? '', until: item.ended ?? '' };
    case 'procedure':
      return { ...blank, name: item.name, since: item.on ?? '', by: item.by };
  }
}
