import type { CivilDate } from '#lib/format/date.ts';
import type { FilingInput, PhotoFiling, PhotoStage, PhotoView } from '#lib/ipc/bindings.ts';
import { isIntimate } from './sides.ts';

/** The form as it is typed; nothing in it is chosen beforehand but the camera's own day. */
export interface FilingForm {
  view: PhotoView | '';
  stage: PhotoStage | '';
  session: string;
  taken_on: CivilDate | null;
  mirrored: boolean;
  chaperone: 'accepted' | 'declined' | '';
  chaperone_name: string;
}

export const blankFiling = (takenAt: string | null): FilingForm => ({
  view: '',
  stage: '',
  session: '',
  taken_on: takenAt?.slice(0, 10) ?? null,
  mirrored: false,
  chaperone: '',
  chaperone_name: ''
});

export const filingForm = (filing: PhotoFiling): FilingForm => ({
  view: filing.view,
  stage: filing.stage,
  session: filing.session ?? '',
  taken_on: filing.taken_on,
  mirrored: filing.mirrored,
  chaperone: filing.chaperone?.answer ?? '',
  chaperone_name: filing.chaperone?.answer === 'accepted' ? filing.chaperone.name : ''
});

function chaperoneOf(form: FilingForm): FilingInput['chaperone'] {
  if (!isIntimate(form.view) || form.chaperone === '') return null;
  return form.chaperone === 'declined' ? { answer: 'declined' } : { answer: 'accepted', name: form.chaperone_name };
}

export const filingInput = (patient: string, form: FilingForm): FilingInput => ({
  patient,
  view: form.view || null,
  stage: form.stage || null,
  session: form.session || null,
  taken_on: form.taken_on,
  mirrored: form.mirrored,
  chaperone: chaperoneOf(form)
});
