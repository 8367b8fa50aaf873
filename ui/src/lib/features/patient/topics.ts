import type { Topic } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the timeline can be narrowed to, in the order of a visit. */
export const TOPICS: readonly { topic: Topic; label: () => string }[] = [
  { topic: 'sessions', label: m.topic_sessions },
  { topic: 'screenings', label: m.topic_screenings },
  { topic: 'consents', label: m.topic_consents },
  { topic: 'notes', label: m.topic_notes },
  { topic: 'tasks', label: m.topic_tasks },
  { topic: 'history', label: m.topic_history },
  { topic: 'reactions', label: m.topic_reactions },
  { topic: 'details', label: m.topic_details },
  { topic: 'arrivals', label: m.topic_arrivals },
  { topic: 'documents', label: m.topic_documents },
  { topic: 'disclosures', label: m.topic_disclosures }
];
