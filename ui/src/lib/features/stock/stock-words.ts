import type { Status } from '#lib/design/status.ts';
import type { CallOutcome, LabelTrouble, LotState, MovementReason, RecallMatch } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const REASONS: Record<MovementReason, () => string> = {
  received: m.movement_received,
  used_in_session: m.movement_used,
  wasted: m.movement_wasted,
  counted: m.movement_counted
};

const MATCHES: Record<RecallMatch, () => string> = {
  lot: m.recall_matched_lot,
  unit_serial: m.recall_matched_unit,
  device_serial: m.recall_matched_serial,
  product: m.recall_matched_product,
  days: m.recall_matched_days
};

const OUTCOMES: Record<CallOutcome, () => string> = {
  reached: m.call_reached,
  left_message: m.call_left_message,
  no_answer: m.call_no_answer,
  wrong_number: m.call_wrong_number,
  written: m.call_written
};

const TROUBLES: Record<LabelTrouble, () => string> = {
  not_a_label: m.label_not_a_label,
  cut_off: m.label_cut_off,
  wrong_character: m.label_wrong_character,
  check_digit: m.label_check_digit,
  no_such_date: m.label_no_such_date,
  run_together: m.label_run_together,
  said_twice: m.label_said_twice
};

/** How a lot stands: a word and a shape each. */
const STATES: Record<LotState, { status: Status; word: () => string }> = {
  quarantined: { status: 'stop', word: m.lot_state_quarantined },
  used_up: { status: 'undecided', word: m.lot_state_used_up },
  expired: { status: 'stop', word: m.lot_state_expired },
  expires_soon: { status: 'caution', word: m.lot_state_expires_soon },
  low: { status: 'caution', word: m.lot_state_low },
  in_use: { status: 'clear', word: m.lot_state_in_use }
};

export const CALL_OUTCOMES = Object.keys(OUTCOMES) as CallOutcome[];
export const movementWord = (reason: MovementReason): string => REASONS[reason]();
export const matchWord = (match: RecallMatch): string => MATCHES[match]();
export const outcomeWord = (outcome: CallOutcome): string => OUTCOMES[outcome]();
export const labelTrouble = (trouble: LabelTrouble): string => TROUBLES[trouble]();
export const lotState = (state: LotState): { status: Status; word: string } => ({ status: STATES[state].status, word: STATES[state].word() });
