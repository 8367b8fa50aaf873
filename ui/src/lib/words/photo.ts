import type { ComparisonForm, PhotoRefusal, PhotoScope, PhotoStage, PhotoView } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const VIEWS: Record<PhotoView, () => string> = {
  front: m.photo_view_front,
  left45: m.photo_view_left45,
  left90: m.photo_view_left90,
  right45: m.photo_view_right45,
  right90: m.photo_view_right90,
  scalp: m.photo_view_scalp,
  neck: m.photo_view_neck,
  decolletage: m.photo_view_decolletage,
  abdomen: m.photo_view_abdomen,
  left_flank: m.photo_view_left_flank,
  right_flank: m.photo_view_right_flank,
  back: m.photo_view_back,
  buttocks: m.photo_view_buttocks,
  left_thigh: m.photo_view_left_thigh,
  right_thigh: m.photo_view_right_thigh,
  left_arm: m.photo_view_left_arm,
  right_arm: m.photo_view_right_arm,
  left_hand: m.photo_view_left_hand,
  right_hand: m.photo_view_right_hand,
  left_knee: m.photo_view_left_knee,
  right_knee: m.photo_view_right_knee
};

const STAGES: Record<PhotoStage, () => string> = {
  before: m.photo_stage_before,
  after: m.photo_stage_after,
  month1: m.photo_stage_month1,
  month3: m.photo_stage_month3,
  month6: m.photo_stage_month6,
  other: m.photo_stage_other
};

const REFUSALS: Record<PhotoRefusal, () => string> = {
  empty: m.photo_refused_empty,
  not_a_photo: m.photo_refused_not_a_photo,
  heic: m.photo_refused_heic,
  truncated: m.photo_refused_truncated,
  damaged: m.photo_refused_damaged,
  too_large: m.photo_refused_too_large,
  too_many_pixels: m.photo_refused_too_many_pixels,
  unsupported: m.photo_refused_unsupported,
  unreadable: m.photo_refused_unreadable
};

const SCOPES: Record<PhotoScope, () => string> = {
  record: m.photo_scope_record,
  teaching: m.photo_scope_teaching,
  marketing: m.photo_scope_marketing
};

const FORMS: Record<ComparisonForm, () => string> = {
  png: m.photo_export_form_png,
  pdf: m.photo_export_form_pdf
};

const options = <T extends string>(words: Record<T, () => string>): { value: T; label: string }[] =>
  (Object.keys(words) as T[]).map((value) => ({ value, label: words[value]() }));

export const photoViews = () => options(VIEWS);
export const photoStages = () => options(STAGES);
export const photoScopes = () => options(SCOPES);
export const comparisonForms = () => options(FORMS);
export const photoViewWord = (view: PhotoView): string => VIEWS[view]();
export const photoStageWord = (stage: PhotoStage): string => STAGES[stage]();
export const photoRefusalWord = (refusal: PhotoRefusal): string => REFUSALS[refusal]();
export const photoScopeWord = (scope: PhotoScope): string => SCOPES[scope]();
