// Something is wrong: what is stamped at once, and what is written down afterwards.
import type { Incident, IncidentKind, LogLine, SessionDraft } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Act } from './record.ts';

export const EMERGENCY_KINDS: readonly { kind: IncidentKind; word: () => string }[] = [
  { kind: 'faint', word: m.wrong_faint },
  { kind: 'allergy', word: m.wrong_allergy },
  { kind: 'numbing_toxicity', word: m.wrong_numbing_toxicity },
  { kind: 'needle_stick', word: m.wrong_needle_stick },
  { kind: 'eye', word: m.wrong_eye },
  { kind: 'other', word: m.wrong_other },
];

export const LOG_LINES: readonly { line: LogLine; word: () => string }[] = [
  { line: 'position', word: m.wrong_position },
  { line: 'pulse', word: m.wrong_pulse },
  { line: 'blood_pressure', word: m.wrong_blood_pressure },
  { line: 'recovery', word: m.wrong_recovery },
  { line: 'help_called', word: m.wrong_help_called },
  { line: 'fit_to_leave', word: m.wrong_fit_to_leave },
  { line: 'escort', word: m.wrong_escort },
];

/** Every emergency of a draft with its place in the list; forbidden facts are told elsewhere. */
export function emergencies(draft: SessionDraft): { incident: Incident; index: number }[] {
  return draft.incidents.map((incident, index) => ({ incident, index })).filter(({ incident }) => incident.kind !== 'forbidden');
}

/** The one that goes on now. */
export function goingOn(draft: SessionDraft): { incident: Incident; index: number } | null {
  return emergencies(draft).find(({ incident }) => incident.over === null) ?? null;
}

/** Stops every running clock and keeps the moment. While one goes on, a second press changes nothing. */
export function raiseAlarm(draft: SessionDraft, act: Act): SessionDraft {
  if (goingOn(draft)) return draft;
  return {
    ...draft,
    numbing: draft.numbing.map((area) => (area.on_at !== null && area.off_at === null ? { ...area, off_at: act.at } : area)),
    incidents: [...draft.incidents, { kind: 'unsaid', about: null, what: '', log: [], over: null, ...act }],
  };
}

/** A line of the log keeps the time at which it was first written; an emptied line goes. */
export function withLine(incident: Incident, line: LogLine, text: string, act: Act): Incident {
  const before = incident.log.find((one) => one.line === line);
  const rest = incident.log.filter((one) => one.line !== line);
  if (text === '') return { ...incident, log: rest };
  const entry = before ? { ...before, text } : { line, text, ...act };
  return { ...incident, log: [...rest, entry].sort((a, b) => a.at.localeCompare(b.at)) };
}
