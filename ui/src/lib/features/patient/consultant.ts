import { m } from '#lib/paraglide/messages.js';

/** A consultant's role, said plainly where they are no board-certified dermatologist or plastic surgeon. */
export function roleLine(consultant: { consultant_role: string; board_certified: boolean }): string {
  return consultant.board_certified
    ? m.consultant_board_certified({ role: consultant.consultant_role })
    : m.consultant_not_board_certified({ role: consultant.consultant_role });
}
