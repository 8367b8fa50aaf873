// The shapes that cross from the shell, as the screens use them. Dates are "YYYY-MM-DD", instants are ISO text in UTC.

export type Role = 'owner' | 'medical_lead' | 'clinician' | 'reception' | 'read_only';
export type Paper = 'a4' | 'letter';
export type DateOrder = 'day_month' | 'month_day';
export type Concern =
  | 'fine_lines'
  | 'wrinkles'
  | 'acne_scars'
  | 'deep_acne_scars'
  | 'surgical_burn_scars'
  | 'stretch_marks'
  | 'pores'
  | 'texture_tone'
  | 'hyperpigmentation'
  | 'hair';
export type DeviceProfileId =
  | 'skinpen_precision'
  | 'exceed'
  | 'skinstylus'
  | 'pro_pen_k243800'
  | 'dermapen_4'
  | 'generic_pen'
  | 'roller';

export interface OpeningHours {
  day: number;
  opens: string;
  closes: string;
}

export interface ClinicInput {
  name: string;
  address: string;
  phone: string;
  emergency_line: string;
  zone: string;
  paper: Paper;
  language: 'en';
  date_order: DateOrder;
  currency: string;
  opening_hours: OpeningHours[];
  advice_line: string;
  out_of_hours_line: string;
  logo_png: string | null;
  large_print: boolean;
}

export interface PersonInput {
  name: string;
  title: string;
  certification: string;
  registration_body: string;
  registration_number: string;
  board_certified: boolean;
  roles: Role[];
}

export interface PatientInput {
  given: string;
  family: string;
  preferred: string;
  pronouns: string;
  birth_on: string | null;
  birth_source: 'said' | 'id_seen';
  phone: string;
  email: string;
  address: string;
  fitzpatrick: number | null;
  allergies: string[];
  notes: string;
}

export interface ConsultationInput {
  held_on: string | null;
  consultant: string;
  consultant_role: string;
  board_certified: boolean;
  concern: Concern | null;
  hopes: string;
  planned_sessions: number;
}

export interface ApprovalInput {
  lead_name: string;
  registration_body: string;
  registration_number: string;
}

/** What the window finds when it opens: decides the first screen. */
export type Start =
  | { state: 'first_run' }
  | { state: 'missing' }
  | { state: 'damaged' }
  | { state: 'newer' }
  | { state: 'locked'; people: UnlockName[]; clocks: RoomClock[]; locked_after_idle: boolean }
  | { state: 'unlocked' };

export interface UnlockName {
  id: string;
  name: string;
}

/** A numbing clock as it may be shown while locked: never a name. */
export interface RoomClock {
  on_at: string;
  off_by: string;
}

export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  touch: 'auto' | 'on' | 'off';
  single_keys: boolean;
  discreet_today: boolean;
  /** 1 to 30. */
  lock_after_minutes: number;
}

export interface Me {
  person: PersonInput & { id: string };
  clinic: { name: string; zone: string; date_order: DateOrder; emergency_line: string; currency: string };
  preferences: Preferences;
  is_demo: boolean;
  /** The clinic's own date. */
  today: string;
  /** This computer's zone is not the clinic's. */
  zone_differs: string | null;
  /** An older copy of the store was put back since it was last locked. */
  put_back: boolean;
}

/** What the rules said of a screening, worst last. */
export type Outcome = 'clear' | 'info' | 'caution' | 'defer' | 'absolute';

export interface CourseView {
  concern: Concern;
  done: number;
  planned: number;
  open: boolean;
  due_from: string | null;
  due_to: string | null;
}

export type ScreeningStep =
  | { step: 'to_do' }
  | { step: 'signed'; outcome: Outcome; settled: boolean; eligible_from: string | null; opens_today: boolean };
export type ConsentStep = 'none' | 'covers' | 'needs_lines' | 'ended' | 'withdrawn';
export type SessionStep =
  | { step: 'none' }
  | { step: 'open'; id: string; number: number; numbing_on_at: string | null; off_by: string | null }
  | { step: 'signed'; id: string; number: number; signed_at: string; sheet: SheetStep };
export type SheetStep = 'none' | 'made' | 'closed';

export interface TodayRow {
  patient_id: string;
  name: string;
  similar_name: boolean;
  arrived_at: string;
  left_at: string | null;
  consultation_held: boolean;
  course: CourseView | null;
  screening: ScreeningStep;
  consent: ConsentStep;
  session: SessionStep;
}

export interface DueBack {
  patient_id: string;
  name: string;
  due_from: string;
  due_to: string;
}

export interface NeedsYou {
  kind: 'unsigned_session' | 'sheet_not_handed_over' | 'review_incident' | 'tell_patient' | 'not_approved';
  patient_id: string | null;
  name: string | null;
  since_on: string;
}

export interface TodayView {
  today: string;
  rows: TodayRow[];
  due_back: DueBack[];
  needs_you: NeedsYou[];
}

export interface PatientHit {
  id: string;
  record_number: string;
  given: string;
  family: string;
  birth_on: string;
}

export interface PatientList {
  hits: PatientHit[];
  /** More follow. */
  more: boolean;
}

export interface DraftView {
  /** The form's own JSON text. */
  body: string;
  version: number;
  saved_at: string;
}

export interface DraftSaved {
  version: number;
  saved_at: string;
}

export interface DraftInput {
  kind: string;
  /** Whom or what it is about: an id. */
  subject: string;
  body: string;
  /** The version last seen, 0 for a new draft. */
  version: number;
}

export type TimelineKind = 'consultation' | 'screening' | 'consent' | 'session_open' | 'session' | 'document';
export type DocumentKind = 'aftercare' | 'consent' | 'session_record';

export interface TimelineItem {
  at: string;
  on: string;
  kind: TimelineKind;
  id: string;
  by: string;
  outcome: Outcome | null;
  settled: boolean;
  number: number | null;
  zones: number | null;
  deepest_mm: number | null;
  document: DocumentKind | null;
  withdrawn: boolean;
}

export interface DocumentItem {
  id: string;
  kind: DocumentKind;
  number: string;
  version: number;
  made_on: string;
  session_number: number | null;
}

export interface DepthEntry {
  zone: string;
  side: 'right' | 'left' | 'none';
  depth_mm: number;
  passes: number;
  endpoint: number | null;
}

export interface DepthColumn {
  session_id: string;
  number: number;
  on: string;
  draft: boolean;
  zones: DepthEntry[];
}

export type Alert = { kind: 'allergy'; text: string } | { kind: 'cold_sores' } | { kind: 'keloid_in_family' };

export interface PatientPage {
  patient: PatientInput & { id: string; record_number: string; birth_on: string };
  version: number;
  age: number;
  alerts: Alert[];
  course: CourseView | null;
  screening: ScreeningStep;
  consent: ConsentStep;
  session: SessionStep;
  consultation: (ConsultationInput & { id: string; held_on: string; concern: Concern }) | null;
  timeline: TimelineItem[];
  depths: DepthColumn[];
  documents: DocumentItem[];
  arrived: boolean;
}

export interface DeviceView {
  id: string;
  profile: DeviceProfileId;
  serial: string;
}

export interface LotView {
  id: string;
  profile: DeviceProfileId;
  number: string;
  expires_on: string;
  left: number;
  expired: boolean;
}

export interface ApprovalView {
  rule_set_version: string;
  consent_revision: number;
  sheet_revision: number;
  approval: {
    lead_name: string;
    registration_body: string;
    registration_number: string;
    self_approval: boolean;
    approved_at: string;
  } | null;
  /** The approval is of exactly this rule set, consent and sheet. */
  is_current: boolean;
}

export interface PassphraseStrength {
  /** zxcvbn, 0 to 4. */
  score: number;
  long_enough: boolean;
}
