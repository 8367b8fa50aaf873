import type { TimelineEntry } from '#lib/design/Timeline.svelte';
import { REPLY_WORDS } from '#lib/features/consent/reply-words.ts';
import { formatDayMonth } from '#lib/format/date.ts';
import { formatDepth } from '#lib/format/number.ts';
import type { DocumentKind, Outcome, TimelineItem } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
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
  precare: m.document_precare
};

export const documentWord = (kind: DocumentKind): string => DOCUMENTS[kind]();

/** The patient's history in words. What was found or done, by whom; the newest first, as the store gives it. */
export function timelineEntries(items: readonly TimelineItem[], patient: string, today: string): TimelineEntry[] {
  // Pages have a list of their own; here they would only repeat the session or the consent above them.
  return items.filter((item) => item.kind !== 'document').map((item) => ({
    id: `${item.kind}-${item.id}`,
    when: item.on === today ? m.timeline_today() : formatDayMonth(item.on),
    year: Number(item.on.slice(0, 4)),
    ...words(item, patient)
  }));
}

function words(item: TimelineItem, patient: string): Pick<TimelineEntry, 'title' | 'aside' | 'text' | 'mark' | 'href'> {
  const by = item.by === '' ? undefined : m.timeline_by({ name: item.by });
  switch (item.kind) {
    case 'session':
      return { title: m.timeline_session({ number: item.number ?? 0 }), aside: item.by === '' ? undefined : m.timeline_signed_by({ name: item.by }), text: treated(item), mark: 'session', href: patientPath.signedSession(patient, item.id) };
    case 'session_open':
      return { title: m.timeline_session_open({ number: item.number ?? 0 }), text: treated(item), mark: 'session', href: patientPath.session(patient) };
    case 'screening': {
      const word = item.outcome ? OUTCOMES[item.outcome]() : m.status_undecided();
      const cared = item.outcome !== 'clear' && item.outcome !== 'info';
      return {
        title: item.settled ? m.timeline_screening_settled({ word }) : m.timeline_screening({ word }),
        aside: by,
        mark: cared ? 'care' : 'other'
      };
    }
    case 'consent':
      return {
        title: item.withdrawn ? m.timeline_consent_withdrawn({ revision: item.number ?? 0 }) : m.timeline_consent({ revision: item.number ?? 0 }),
        // The name is the practitioner's, who countersigned what the patient signed.
        aside: item.by === '' ? undefined : m.timeline_countersigned_by({ name: item.by }),
        mark: item.withdrawn ? 'care' : 'other'
      };
    case 'consent_reply':
      return { title: item.reply ? REPLY_WORDS[item.reply].entry() : m.timeline_consent_replied(), aside: by, mark: 'care', href: patientPath.consent(patient) };
    case 'newer':
      return { title: m.timeline_newer(), aside: item.newer_kind?.replaceAll('_', ' '), text: m.timeline_newer_text(), mark: 'other' };
    case 'document':
      return { title: item.document ? documentWord(item.document) : m.timeline_document(), aside: by, mark: 'other' };
    case 'consultation':
      return { title: m.timeline_consultation(), aside: by, mark: 'other' };
  }
}

function treated(item: TimelineItem): string | undefined {
  const zones = !item.zones
    ? undefined
    : item.deepest_mm === null
      ? m.timeline_zones({ zones: item.zones })
      : m.timeline_zones_to({ zones: item.zones, depth: formatDepth(item.deepest_mm) });
  const incidents = item.incidents > 0 ? m.timeline_incidents({ count: item.incidents }) : undefined;
  return [zones, incidents].filter((words) => words !== undefined).join(' · ') || undefined;
}
