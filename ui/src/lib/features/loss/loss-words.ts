import { civilDateIn, formatDateWithWeekday, formatTime } from '#lib/format/date.ts';
import type { DataKind, LossHow, LossState, LossStep, OutsideKind, WayInWithIt } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

export const HOW: Record<LossHow, () => string> = { stolen: m.loss_how_stolen, lost: m.loss_how_lost };

export const STATES: Record<LossState, () => string> = {
  switched_off: m.loss_state_switched_off,
  locked: m.loss_state_locked,
  open: m.loss_state_open,
  unknown: m.loss_state_unknown
};

export const WAY_IN: Record<WayInWithIt, () => string> = { no: m.loss_way_in_no, yes: m.loss_way_in_yes, unknown: m.loss_way_in_unknown };

export const KINDS: Record<DataKind, () => string> = {
  health_answers: m.loss_kind_health_answers,
  medical_history: m.loss_kind_medical_history,
  consultations: m.loss_kind_consultations,
  consents: m.loss_kind_consents,
  sessions: m.loss_kind_sessions,
  photos: m.loss_kind_photos,
  photos_in_tray: m.loss_kind_photos_in_tray,
  attachments: m.loss_kind_attachments,
  reactions: m.loss_kind_reactions,
  notes: m.loss_kind_notes,
  papers: m.loss_kind_papers
};

export const OUTSIDE: Record<OutsideKind, () => string> = {
  papers_printed: m.loss_outside_papers_printed,
  papers_saved: m.loss_outside_papers_saved,
  attachments_saved: m.loss_outside_attachments_saved,
  photos_exported: m.loss_outside_photos_exported,
  records_exported: m.loss_outside_records_exported,
  clinic_exported: m.loss_outside_clinic_exported,
  recall_lists_exported: m.loss_outside_recall_lists_exported,
  audit_saved: m.loss_outside_audit_saved
};

/** What is to do, and where it is done. The code has a button of its own: it is made here. */
export const STEPS: Record<LossStep, { words: () => string; does: () => string; href: string | null }> = {
  recovery_code: { words: m.loss_step_recovery_code, does: m.loss_do_recovery_code, href: null },
  passphrases: { words: m.loss_step_passphrases, does: m.loss_do_people, href: '/settings/people' },
  data_key: { words: m.loss_step_data_key, does: m.loss_do_people, href: '/settings/people' },
  backup_places: { words: m.loss_step_backup_places, does: m.loss_do_backup, href: '/settings/backup' },
  backup: { words: m.loss_step_backup, does: m.loss_do_backup, href: '/settings/backup' }
};

/** The choices of a field, in the order of their words. */
export const choices = <T extends string>(words: Record<T, () => string>): { value: T; label: string }[] =>
  (Object.keys(words) as T[]).map((value) => ({ value, label: words[value]() }));

/** "Mon 26 Oct 2026, 08:00", on the clinic's clock: a weekday catches a wrong date. */
export const moment = (instant: string, zone: string): string =>
  m.backup_at({ date: formatDateWithWeekday(civilDateIn(zone, new Date(instant))), time: formatTime(instant, zone) });

/** The page of the draft report. */
export const reportPath = (document: string): string => `/settings/loss/paper/${document}`;
