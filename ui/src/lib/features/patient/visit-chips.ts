import { REPLY_WORDS } from '#lib/features/consent/reply-words.ts';
import type { Status } from '#lib/design/status.ts';
import { formatDateWithWeekday, formatTime } from '#lib/format/date.ts';
import type { ConsentStep, ScreeningStep, SessionStep, SessionStop, SheetStep } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

export interface Chip {
  status?: Status;
  text: string;
}

/**
 * A visit in chips: what is done and what is missing. Never an answer, never a reason: anybody near the screen may
 * read them, and a private question must not show through (PRACTICE 27, 66).
 */
export function visitChips(
  visit: { consultation_held: boolean; screening: ScreeningStep; consent: ConsentStep; session: SessionStep },
  zone: string
): Chip[] {
  if (visit.session.step === 'signed') return [signedChip(visit.session.signed_at, zone), sheetChip(visit.session.sheet)];
  if (visit.session.step === 'open' && visit.session.stop !== null) return [stopChip(visit.session.stop)];
  const stops = visit.screening.step === 'signed' && (visit.screening.outcome === 'defer' || visit.screening.outcome === 'absolute');
  // Nothing else is missing for a visit that cannot happen.
  if (stops) return [screeningChip(visit.screening)];
  return [...(visit.consultation_held ? [] : [{ text: m.chip_consultation_to_do() }]), screeningChip(visit.screening), consentChip(visit.consent)];
}

export function screeningChip(screening: ScreeningStep): Chip {
  if (screening.step === 'to_do') return { text: m.chip_screening_to_do() };
  if (screening.step === 'done') return { status: 'clear', text: m.chip_screening_done() };
  if (screening.step === 'ask_the_nurse') return { text: m.chip_ask_the_nurse() };
  switch (screening.outcome) {
    case 'clear':
    case 'info':
      return screening.opens_today ? { status: 'clear', text: m.chip_screening() } : { text: m.chip_screening_by_other() };
    case 'caution':
      return { status: 'caution', text: screening.settled ? m.chip_screening_settled() : m.chip_reason_needed() };
    case 'defer':
      return {
        status: 'defer',
        text: screening.eligible_from ? m.chip_defer_until({ date: formatDateWithWeekday(screening.eligible_from) }) : m.chip_not_today()
      };
    case 'absolute':
      return { status: 'stop', text: m.chip_not_today() };
  }
}

/** A gate shut under an open session, or something is wrong in it. Never why. */
export function stopChip(stop: SessionStop): Chip {
  const words: Record<SessionStop, () => string> = {
    screening: m.session_stop_chip_screening,
    consent: m.session_stop_chip_consent,
    emergency: m.session_stop_chip_emergency
  };
  return { status: 'stop', text: words[stop]() };
}

export function consentChip(consent: ConsentStep): Chip {
  switch (consent.step) {
    case 'covers':
      return { status: 'clear', text: m.chip_consent_covers() };
    case 'needs_lines':
      return { status: 'caution', text: m.chip_consent_needs_lines({ count: consent.lines }) };
    case 'ended':
      return { status: 'caution', text: m.chip_consent_ended() };
    case 'withdrawn':
      return { status: 'stop', text: m.chip_consent_withdrawn() };
    case 'none':
      return { status: 'caution', text: m.chip_consent_none() };
    case 'replied':
      return { status: 'caution', text: REPLY_WORDS[consent.reply].chip({ date: formatDateWithWeekday(consent.on) }) };
  }
}

const signedChip = (at: string, zone: string): Chip => ({ status: 'clear', text: m.chip_signed_at({ time: formatTime(at, zone) }) });

function sheetChip(sheet: SheetStep): Chip {
  return sheet === 'closed' ? { status: 'clear', text: m.chip_sheet_closed() } : { text: sheet === 'made' ? m.chip_sheet_to_hand_over() : m.chip_sheet_to_do() };
}
