import type { AttachmentKind, AttachmentLabel, PhotoRefusal } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import { photoRefusalWord } from '#lib/words/photo.ts';

const KINDS: Record<AttachmentKind, () => string> = {
  doctor_letter: m.attachment_kind_doctor_letter,
  referral: m.attachment_kind_referral,
  result: m.attachment_kind_result,
  paper_record: m.attachment_kind_paper_record,
  other: m.attachment_kind_other
};

export const attachmentKinds = (): { value: AttachmentKind; label: string }[] =>
  (Object.keys(KINDS) as AttachmentKind[]).map((value) => ({ value, label: KINDS[value]() }));

/** What it is, and its title if it has one. */
export const attachmentName = ({ kind, title }: Pick<AttachmentLabel, 'kind' | 'title'>): string => [KINDS[kind](), title].filter(Boolean).join(': ');

/** A photo that is none may still be a paper, so two reasons are said otherwise here. */
export function paperRefusalWord(reason: PhotoRefusal): string {
  if (reason === 'not_a_photo') return m.attachment_refused_kind();
  if (reason === 'truncated') return m.attachment_refused_truncated();
  return photoRefusalWord(reason);
}
