import type { ConsentNeed } from '#lib/ipc/bindings.ts';
import type { Status } from '#lib/design/status.ts';
import { formatDate } from '#lib/format/date.ts';
import { m } from '#lib/paraglide/messages.js';

/** Why a consent needs somebody's eye: the shape and the words. */
export function needWords(need: ConsentNeed): { status: Status; text: string } {
  switch (need.state) {
    case 'withdrawn':
      return { status: 'stop', text: m.consent_need_withdrawn({ date: formatDate(need.on) }) };
    case 'ended':
      return { status: 'stop', text: m.consent_need_ended({ date: formatDate(need.on) }) };
    case 'ending':
      return { status: 'caution', text: m.consent_need_ending({ date: formatDate(need.on) }) };
    case 'missing':
      return { status: 'caution', text: m.consent_need_missing({ date: formatDate(need.since) }) };
  }
}
