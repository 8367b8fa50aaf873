import { civilDateIn, formatTime } from '#lib/format/date.ts';
import type { LossFacts, LossInput } from '#lib/ipc/bindings.ts';

export const blankLoss = (): LossInput => ({ what: '', how: null, lost_on: null, lost_time: '', noticed_on: null, noticed_time: '', state: null, way_in_with_it: null, note: '', found_on: null });

/** A recorded loss as it would be typed, its times on the clinic's clock. */
export function inputOfLoss(facts: LossFacts, zone: string): LossInput {
  const { what, how, lost_on, state, way_in_with_it, note, found_on } = facts;
  return {
    what,
    how,
    lost_on,
    lost_time: facts.lost_at === null ? '' : formatTime(facts.lost_at, zone),
    noticed_on: civilDateIn(zone, new Date(facts.noticed_at)),
    noticed_time: formatTime(facts.noticed_at, zone),
    state,
    way_in_with_it,
    note,
    found_on
  };
}
