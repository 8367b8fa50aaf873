import type { AllergySeverity, HistoryItem, HistoryKind } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatPartialDate } from './partial-date.ts';

export const KIND_WORDS: Record<HistoryKind, () => string> = {
  condition: m.history_condition,
  medicine: m.history_medicine,
  allergy: m.history_allergy,
  procedure: m.history_procedure
};

export const SEVERITY_WORDS: Record<AllergySeverity, () => string> = {
  mild: m.severity_mild,
  moderate: m.severity_moderate,
  severe: m.severity_severe
};

/** "Warfarin 5 mg": what it is called, in one line. */
export function historyName(item: HistoryItem): string {
  switch (item.kind) {
    case 'allergy':
      return item.substance;
    case 'medicine':
      return [item.name, item.dose].filter(Boolean).join(' ');
    case 'condition':
    case 'procedure':
      return item.name;
  }
}

/** "Allergy: wool". */
export const historyWords = (item: HistoryItem): string => `${KIND_WORDS[item.kind]()}: ${historyName(item)}`;

/** What is known beside the name: since when, what happened, who did it. */
export function historyFacts(item: HistoryItem): string {
  const span = (since: string | null, until: string | null, ended: (words: { date: string }) => string) =>
    [since && m.history_since({ date: formatPartialDate(since) }), until && ended({ date: formatPartialDate(until) })];
  const facts = (): (string | null)[] => {
    switch (item.kind) {
      case 'allergy':
        return [item.reaction, item.severity && SEVERITY_WORDS[item.severity]()];
      case 'medicine':
        return span(item.since, item.stopped, m.history_stopped);
      case 'condition':
        return span(item.since, item.ended, m.history_ended);
      case 'procedure':
        return [item.on && formatPartialDate(item.on), item.by];
    }
  };
  return [...facts(), item.note].filter(Boolean).join(' · ');
}
