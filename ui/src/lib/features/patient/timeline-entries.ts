import type { TimelineEntry } from '#lib/design/Timeline.svelte';
import { attachmentName } from '#lib/features/attachments/attachment-words.ts';
import { REPLY_WORDS } from '#lib/features/consent/reply-words.ts';
import { outcomeWords, reactionWord } from '#lib/features/reaction/reaction-words.ts';
import { outcomeWord } from '#lib/features/stock/stock-words.ts';
import { formatDate, formatDayMonth } from '#lib/format/date.ts';
import { formatDepth } from '#lib/format/number.ts';
import type { AlertKind, DocumentKind, DocumentStep, HistoryChange, Outcome, TaskKind, TimelineItem, Told } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldLabel } from './field-words.ts';
import { historyWords } from './history-words.ts';
import { courseStep } from './course-words.ts';
import { patientPath } from './paths.ts';

const OUTCOMES: Record<Outcome, () => string> = {
  clear: m.status_clear,
  info: m.status_clear,
  caution: m.status_caution,
  defer: m.status_defer,
  absolute: m.status_stop
};

const DOCUMENTS: Record<DocumentKind, () => string> = {
  aftercare: m.document_aftercare,
  consent: m.document_consent,
  consent_to_read: m.document_consent_to_read,
  session_record: m.document_session_record,
  rule_set: m.rules_paper,
  precare: m.document_precare,
  reaction_report: m.document_reaction_report,
  recall_list: m.document_recall_list,
  makers_reply: m.document_makers_reply,
  needle_register: m.document_needle_register,
  leaflet: m.document_leaflet,
  not_today: m.document_not_today,
  letter: m.document_letter,
  blank_forms: m.document_blank_forms,
  course_summary: m.document_course_summary,
  call_list: m.document_call_list,
  breach_report: m.document_breach_report
};

const STEPS: Record<DocumentStep, (words: { document: string }) => string> = {
  printed: m.timeline_printed,
  saved: m.timeline_saved,
  handed_over: m.timeline_handed_over,
  declined: m.timeline_declined
};

const ALERTS: Record<AlertKind, () => string> = {
  needle_fear: m.alert_needle_fear,
  faints: m.alert_faints,
  cold_sores: m.alert_cold_sores,
  keloid: m.alert_keloid,
  other: () => ''
};

const TASKS: Record<TaskKind, () => string> = {
  review_incident: m.needs_incident,
  check_reaction: m.needs_check_reaction,
  tell_patient: m.needs_tell_patient,
  answer_call: m.task_answer_call,
  call_back: m.task_call_back,
  to_do: m.task_to_do
};

const HISTORY: Record<HistoryChange, (words: { line: string }) => string> = {
  recorded: m.timeline_history_recorded,
  corrected: m.timeline_history_corrected,
  voided: m.timeline_history_voided
};

const REACTIONS: Record<HistoryChange, (words: { kind: string }) => string> = {
  recorded: m.timeline_reaction_recorded,
  corrected: m.timeline_reaction_corrected,
  voided: m.timeline_reaction_voided
};

/** The most of a text that stands in one line of the timeline. */
const EXCERPT = 160;

export const documentWord = (kind: DocumentKind): string => DOCUMENTS[kind]();
export const alertWord = (kind: AlertKind): string => ALERTS[kind]();
export const taskWord = (kind: TaskKind): string => TASKS[kind]();

/** The patient's history in words. What was found or done, by whom; the newest first, as the store gives it. */
export function timelineEntries(items: readonly TimelineItem[], patient: string, today: string): TimelineEntry[] {
  return items.map((item) => ({
    id: `${item.event}-${item.told.what}`,
    when: item.on === today ? m.timeline_today() : formatDayMonth(item.on),
    year: Number(item.on.slice(0, 4)),
    aside: item.by === '' ? undefined : m.timeline_by({ name: item.by }),
    mark: 'other' as const,
    ...words(item, item.told, patient)
  }));
}

type Words = Pick<TimelineEntry, 'title'> & Partial<Pick<TimelineEntry, 'aside' | 'text' | 'mark' | 'href'>>;

function words(item: TimelineItem, told: Told, patient: string): Words {
  const signed = item.by === '' ? undefined : m.timeline_signed_by({ name: item.by });
  switch (told.what) {
    case 'session':
      return { title: m.timeline_session({ number: told.number }), aside: signed, text: treated(told), mark: 'session', href: patientPath.signedSession(patient, item.id) };
    case 'session_open':
      return { title: m.timeline_session_open({ number: told.number }), aside: undefined, text: treated(told), mark: 'session', href: patientPath.session(patient) };
    case 'session_note':
      return { title: m.timeline_session_note(), aside: signed, text: excerpt(told.text), href: patientPath.signedSession(patient, item.id) };
    case 'screening': {
      const word = OUTCOMES[told.outcome]();
      const cared = told.outcome !== 'clear' && told.outcome !== 'info';
      return { title: told.settled ? m.timeline_screening_settled({ word }) : m.timeline_screening({ word }), mark: cared ? 'care' : 'other' };
    }
    case 'consent':
      // The name is the practitioner's, who countersigned what the patient signed.
      return { title: m.timeline_consent({ revision: told.revision }), aside: item.by === '' ? undefined : m.timeline_countersigned_by({ name: item.by }) };
    case 'consent_withdrawn':
      return { title: m.timeline_consent_withdrawn(), mark: 'care' };
    case 'addendum_signed':
      return { title: m.timeline_addendum({ count: told.lines }) };
    case 'consent_reply':
      return { title: REPLY_WORDS[told.reply].entry(), mark: 'care', href: patientPath.consent(patient) };
    case 'consultation':
      return { title: m.timeline_consultation() };
    case 'course_changed':
      return { title: m.timeline_course({ step: courseStep(told.step) }), text: told.reason, mark: told.step.step === 'closed_early' ? 'care' : 'other' };
    case 'note':
      return { title: m.timeline_note(), aside: signed, text: excerpt(told.text), href: patientPath.notes(patient) };
    case 'note_amended':
      return { title: m.timeline_note_amended(), aside: signed, text: `${excerpt(told.text)} (${told.reason})`, href: patientPath.notes(patient) };
    case 'recall_call':
      return { title: m.timeline_recall_call({ about: told.about }), text: [outcomeWord(told.outcome), told.note].filter(Boolean).join(' · ') };
    case 'task_opened':
      return { title: taskWord(told.kind), text: [told.text, m.timeline_due({ date: formatDate(told.due_on) })].filter(Boolean).join(' · ') };
    case 'task_done':
      return { title: m.timeline_task_done({ task: taskWord(told.kind) }), text: told.outcome || undefined };
    case 'task_reopened':
      return { title: m.timeline_task_reopened({ task: taskWord(told.kind) }) };
    case 'history':
      return { title: HISTORY[told.change]({ line: historyWords(told.item) }), mark: told.item.kind === 'allergy' && told.change !== 'voided' ? 'care' : 'other', href: patientPath.history(patient) };
    case 'reaction':
      return { title: REACTIONS[told.change]({ kind: reactionWord(told.kind) }), text: m.reaction_grade_short({ grade: told.grade }), mark: told.change === 'voided' ? 'other' : 'care', href: patientPath.reactions(patient) };
    case 'reaction_followed_up':
      return { title: m.timeline_reaction_followed_up({ kind: reactionWord(told.kind) }), text: [outcomeWords(told.outcome), excerpt(told.text)].join(' · '), href: patientPath.reactions(patient) };
    case 'registered':
      return { title: m.timeline_registered() };
    case 'imported':
      return { title: m.timeline_imported() };
    case 'merged':
      return { title: m.timeline_merged({ number: told.record_number }), text: told.reason, href: patientPath.details(patient) };
    case 'unmerged':
      return { title: m.timeline_unmerged({ number: told.record_number }), text: told.reason };
    case 'corrected':
      return { title: m.timeline_corrected(), text: told.fields.map(fieldLabel).join(', '), href: patientPath.details(patient) };
    case 'archived':
      return { title: m.timeline_archived(), text: told.reason, mark: 'care' };
    case 'unarchived':
      return { title: m.timeline_unarchived(), text: told.reason };
    case 'legal_hold_placed':
      return { title: m.timeline_legal_hold_placed(), text: told.reason, mark: 'care' };
    case 'legal_hold_lifted':
      return { title: m.timeline_legal_hold_lifted(), text: told.reason };
    case 'alert_pinned':
      return { title: m.timeline_alert_pinned(), text: [alertWord(told.kind), told.text].filter(Boolean).join(': '), mark: 'care' };
    case 'alert_unpinned':
      return { title: m.timeline_alert_unpinned(), text: [alertWord(told.kind), told.text].filter(Boolean).join(': ') };
    case 'arrived':
      return { title: m.timeline_arrived(), aside: undefined };
    case 'document_made':
      return { title: documentWord(told.kind), aside: told.number, href: patientPath.document(patient, item.id) };
    case 'disclosed':
      return { title: STEPS[told.step]({ document: documentWord(told.kind) }), text: told.number, href: patientPath.document(patient, item.id) };
    case 'attached':
      return { title: m.timeline_attached({ name: attachmentName(told.label) }), href: patientPath.attachments(patient) };
    case 'attachment_corrected':
      return { title: m.timeline_attachment_corrected({ name: attachmentName(told.label) }), href: patientPath.attachments(patient) };
    case 'attachment_saved':
      return { title: m.timeline_attachment_saved({ name: attachmentName(told.label) }), href: patientPath.attachments(patient) };
    case 'photos_exported':
      return { title: m.timeline_photos_exported({ count: told.count }), text: told.recipient || undefined, href: patientPath.photos(patient) };
    case 'record_exported':
      return { title: m.timeline_record_exported({ count: told.files }), text: told.protected ? m.timeline_record_protected() : undefined };
    case 'newer':
      return { title: m.timeline_newer(), aside: told.kind.replaceAll('_', ' '), text: m.timeline_newer_text() };
  }
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}

function treated(told: { zones: number; deepest_mm: number | null; incidents?: number }): string | undefined {
  const zones =
    told.zones === 0
      ? undefined
      : told.deepest_mm === null
        ? m.timeline_zones({ zones: told.zones })
        : m.timeline_zones_to({ zones: told.zones, depth: formatDepth(told.deepest_mm) });
  const incidents = told.incidents ? m.timeline_incidents({ count: told.incidents }) : undefined;
  return [zones, incidents].filter((words) => words !== undefined).join(' · ') || undefined;
}
