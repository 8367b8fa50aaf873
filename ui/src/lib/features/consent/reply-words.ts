// What a patient said instead of signing, in the words of the strip, the timeline and the staff's notice.
import type { Reply } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

interface ReplyWords {
  /** On the strip and on Today: what happened and when, never why. */
  readonly chip: (input: { date: string }) => string;
  /** As an entry of the timeline. */
  readonly entry: () => string;
  /** Above the plan, when the consent is taken up again. */
  readonly notice: (input: { moment: string }) => string;
}

export const REPLY_WORDS: Record<Reply, ReplyWords> = {
  not_today: { chip: m.chip_consent_not_today, entry: m.timeline_consent_not_today, notice: m.consent_reply_not_today },
  taken_home: { chip: m.chip_consent_taken_home, entry: m.timeline_consent_taken_home, notice: m.consent_reply_taken_home },
  declined: { chip: m.chip_consent_declined, entry: m.timeline_consent_declined, notice: m.consent_reply_declined }
};
