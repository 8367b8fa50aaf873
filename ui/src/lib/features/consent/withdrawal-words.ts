import type { PhotoChoices, WithdrawalScope } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const SCOPES: Record<WithdrawalScope, () => string> = {
  whole: m.withdrawal_whole,
  record_photos: m.withdrawal_record_photos,
  teaching_photos: m.withdrawal_teaching_photos,
  marketing_photos: m.withdrawal_marketing_photos
};

export const withdrawalWord = (scope: WithdrawalScope): string => SCOPES[scope]();

/** What can be taken back: all of it, and each use of photos that the patient agreed to and still stands. */
export function withdrawalScopes(standing: PhotoChoices | null): { value: WithdrawalScope; label: string }[] {
  const stands: Record<WithdrawalScope, boolean> = {
    whole: standing !== null,
    record_photos: standing?.record === true,
    teaching_photos: standing?.teaching === true,
    marketing_photos: standing?.marketing === true
  };
  return (Object.keys(SCOPES) as WithdrawalScope[]).filter((scope) => stands[scope]).map((value) => ({ value, label: withdrawalWord(value) }));
}
