import type { ClinicInput, DepthColumn, DueBack, LotView, Me, Zone, PatientHit, PatientPage, TimelineItem, TodayRow, TodayView, Told } from '../bindings.ts';
import { blankPatient } from '#lib/features/patients/patient-input.ts';

// An invented clinic with invented people, on an invented Tuesday.
const DAY = '2026-11-24';
const id = (tail: string) => `018f0000-0000-7000-8000-${tail.padStart(12, '0')}`;
const at = (time: string) => `${DAY}T${time}:00Z`;

export const ME: Me = {
  person: {
    id: id('a1'),
    name: 'Imogen Testwell',
    title: 'RN',
    certification: 'Aesthetic nurse, level 7',
    registration_body: 'NMC',
    registration_number: '00A0000Z',
    board_certified: false,
    roles: ['owner', 'medical_lead', 'clinician']
  },
  clinic: { name: 'Thimble & Thread Skin Clinic', zone: 'Europe/London', date_order: 'day_month', emergency_line: '999', currency: 'GBP', usual_price: { from: 150, to: 320 }, time_to_think_hours: 0 },
  preferences: { theme: 'system', touch: 'auto', single_keys: true, discreet_today: false, lock_after_minutes: 5, cover_after_minutes: 20, zoom: 100 },
  is_demo: true,
  own_devices: [],
  today: DAY,
  zone_differs: null,
  put_back: false
};

export const CLINIC: ClinicInput = {
  name: ME.clinic.name,
  address: '1 Bobbin Lane\nNeedleham',
  phone: '01632 960 000',
  emergency_line: '999',
  zone: 'Europe/London',
  paper: 'a4',
  language: 'en',
  date_order: 'day_month',
  currency: 'GBP',
  opening_hours: [1, 2, 3, 4, 5].map((day) => ({ day, opens: '09:00:00', closes: '17:30:00' })),
  advice_line: '111',
  out_of_hours_line: '01632 960 001',
  logo_png: null,
  large_print: false,
  backup_places: []
};

const PEOPLE: [given: string, family: string, birth: string, number: string][] = [
  ['Odette', 'Threadgold', '1991-02-08', 'A-0288'],
  ['Barnaby', 'Selvedge', '1984-06-30', 'A-0441'],
  ['Marigold', 'Featherstitch', '1989-03-14', 'A-0412'],
  ['Juniper', 'Hemstitch', '1994-05-09', 'A-0430'],
  ['Cosmo', 'Bobbin', '1979-12-01', 'A-0133'],
  ['Tabitha', 'Tacking', '1996-08-21', 'A-0390'],
  ['Amara', 'Purl', '2001-01-17', 'A-0402'],
  ['Felicity', 'Overlock', '1976-07-03', 'A-0188'],
  ['Alfie', 'Feltmaker', '1999-01-30', 'A-0377']
];

export const HITS: PatientHit[] = PEOPLE.map(([given, family, birth_on, record_number], index) => ({
  id: id(`b${index}`),
  record_number,
  given,
  family,
  birth_on,
  similar_name: false,
  archived: false
}));

const row = (index: number, time: string, rest: Partial<TodayRow>): TodayRow => ({
  patient_id: id(`b${index}`),
  name: `${PEOPLE[index]?.[0] ?? ''} ${PEOPLE[index]?.[1] ?? ''}`,
  similar_name: false,
  arrived_at: at(time),
  left_at: null,
  consultation_held: true,
  course: null,
  screening: { step: 'to_do' },
  consent: { step: 'none' },
  session: { step: 'none' },
  ...rest
});

const due = (name: string, due_from: string, due_to: string): DueBack => ({ patient_id: id(name.length.toString(16)) + name, name, maintenance: false, due_from, due_to, call: { may: 'phone', number: '01632 960417' } });

export const TODAY: TodayView = {
  photos: null,
  today: DAY,
  rows: [
    row(0, '08:45', {
      course: { concern: 'fine_lines', done: 2, planned: 4, open: false, finished: false, closed_early: false, due_from: '2026-12-22', due_to: '2027-01-05', held_until: null, regions: [], changes: [] },
      screening: { step: 'signed', outcome: 'clear', settled: false, eligible_from: null, opens_today: true },
      consent: { step: 'covers' },
      session: { step: 'signed', id: id('f1'), number: 2, signed_at: at('09:31'), sheet: 'closed' }
    }),
    row(1, '09:30', {
      course: null,
      screening: { step: 'signed', outcome: 'defer', settled: false, eligible_from: '2027-01-14', opens_today: false }
    }),
    row(2, '10:00', {
      course: { concern: 'acne_scars', done: 3, planned: 6, open: true, finished: false, closed_early: false, due_from: '2026-11-24', due_to: '2026-12-08', held_until: null, regions: [], changes: [] },
      screening: { step: 'signed', outcome: 'caution', settled: true, eligible_from: null, opens_today: true },
      consent: { step: 'covers' },
      session: { step: 'open', id: id('f4'), number: 4, numbing_on_at: new Date(Date.now() - 31 * 60_000).toISOString(), ready_from: new Date(Date.now() - 60_000).toISOString(), off_by: new Date(Date.now() + 14 * 60_000).toISOString(), stop: null }
    }),
    row(3, '11:30', {
      course: { concern: 'acne_scars', done: 0, planned: 6, open: false, finished: false, closed_early: false, due_from: null, due_to: null, held_until: null, regions: [], changes: [] },
      screening: { step: 'signed', outcome: 'clear', settled: false, eligible_from: null, opens_today: true }
    }),
    row(4, '13:15', { consent: { step: 'replied', reply: 'taken_home', on: '2026-11-17' }, course: { concern: 'pores', done: 3, planned: 4, open: false, finished: false, closed_early: false, due_from: null, due_to: null, held_until: null, regions: [], changes: [] } }),
    row(5, '14:30', {
      course: { concern: 'stretch_marks', done: 2, planned: 4, open: false, finished: false, closed_early: false, due_from: null, due_to: null, held_until: null, regions: [], changes: [] },
      screening: { step: 'signed', outcome: 'caution', settled: false, eligible_from: null, opens_today: true },
      consent: { step: 'covers' },
      similar_name: true
    }),
    row(6, '15:45', { consultation_held: false })
  ],
  due_back: [
    due('Ned Bodkin', '2026-11-06', '2026-11-20'),
    due('Clementine Darn', '2026-11-12', '2026-11-26'),
    due('Hugo Seamwright', '2026-11-24', '2026-12-08'),
    due('Hester Gingham', '2026-11-27', '2026-12-11'),
    due('Ottilie Basting', '2026-11-30', '2026-12-14')
  ],
  needs_you: [
    { kind: 'unsigned_session', patient_id: id('b6'), name: 'Lucian Purl', since_on: '2026-11-20', task: null, text: '', call: null },
    { kind: 'tell_patient', patient_id: id('b7'), name: 'Wilma Darning', since_on: '2026-11-23', task: null, text: '', call: null },
    { kind: 'not_approved', patient_id: null, name: null, since_on: '2026-11-21', task: null, text: '', call: null }
  ],
  stock: { low: [], expiring: [] },
  still_open: ['approval', 'backup_places'],
  computer: { free_mb: 23_600, nearly_full: false, has_reserve: true, newer_entries: 0, backup: { last_at: null, late: 0, drill_failed: false }, emergencies: [], after_loss: null }
};

type Zoned = [zone: Zone, side: 'right' | 'left' | 'none', depths: (number | null)[]];
const DEPTHS: Zoned[] = [
  ['forehead', 'none', [0.5, 0.5, 0.75, 0.75]],
  ['glabella', 'none', [0.5, 0.5, 0.75, 0.75]],
  ['temples', 'right', [0.5, 0.75, 0.75, 1]],
  ['temples', 'left', [0.5, 0.75, 0.75, 1]],
  ['periorbital', 'right', [0.5, 0.5, 0.5, 0.5]],
  ['periorbital', 'left', [0.5, 0.5, 0.5, 0.75]],
  ['nose', 'none', [0.5, 0.5, 0.75, 0.75]],
  ['cheekbone', 'right', [1, 1, 1.25, 1.25]],
  ['cheekbone', 'left', [1, 1.25, 1.25, 1.5]],
  ['cheeks', 'right', [1, 1.25, 1.5, 1.5]],
  ['cheeks', 'left', [1, 1.25, 1.5, 1.75]],
  ['perioral', 'none', [null, 0.5, 0.5, 0.5]],
  ['chin', 'none', [1, 1, 1.25, 1.5]],
  ['jawline', 'right', [1, 1, 1.25, 1.25]],
  ['jawline', 'left', [1, 1, 1.25, 1.25]]
];
const SESSIONS = ['2026-09-01', '2026-09-29', '2026-10-27', DAY];

const columns = (): DepthColumn[] =>
  SESSIONS.map((on, index) => ({
    session_id: id(`f${index + 1}`),
    number: index + 1,
    on,
    draft: index === 3,
    zones: DEPTHS.flatMap(([zone, side, depths]) => {
      const depth_mm = depths[index];
      if (depth_mm === null || depth_mm === undefined) return [];
      const passes = (depth_mm >= 1 ? 3 : 2) + (index > 1 ? 1 : 0);
      return [{ zone, side, depth_mm, passes, endpoint: depth_mm >= 1 ? 3 : 2 }];
    })
  }));

const line = (ordinal: string, about: string, on: string, time: string, told: Told): TimelineItem => ({ event: id(ordinal), id: id(about), at: `${on}T${time}:00Z`, on, by: 'Imogen Testwell', told });

const session = (number: number, zones: number, deepest_mm: number): Told => ({ what: 'session', number, zones, deepest_mm, incidents: 0, signed_name: 'Imogen Testwell' });

const LINES: TimelineItem[] = [
  line('a1', 'f4', DAY, '10:58', { what: 'session_open', number: 4, zones: 10, deepest_mm: 1.75 }),
  line('a2', 'e4', DAY, '09:50', { what: 'screening', outcome: 'caution', settled: true }),
  line('a3', 'f3', '2026-10-27', '11:52', session(3, 15, 1.5)),
  line('a4', 'f2', '2026-09-29', '11:40', session(2, 15, 1.25)),
  line('a5', 'f1', '2026-09-01', '11:40', session(1, 14, 1)),
  line('a6', 'e1', '2026-09-01', '10:10', { what: 'consent', revision: 7, practitioner: 'Imogen Testwell' }),
  line('a7', 'e0', '2026-08-28', '10:10', { what: 'screening', outcome: 'caution', settled: true }),
  line('a8', 'c1', '2026-08-28', '10:00', { what: 'consultation', held_on: '2026-08-28', consultant: 'Imogen Testwell' })
];

export function pageOf(patient: string, hits: readonly PatientHit[]): PatientPage {
  const hit = hits.find((each) => each.id === patient) ?? hits[0];
  if (!hit) throw new Error('the sample clinic is empty');
  const known = TODAY.rows.find((each) => each.patient_id === patient);
  const full = hit.family === 'Featherstitch';
  return {
    patient: {
      ...blankPatient(),
      id: hit.id,
      record_number: hit.record_number,
      given: hit.given,
      family: hit.family,
      preferred: '',
      pronouns: full ? 'she/her' : '',
      birth_on: hit.birth_on,
      birth_source: 'said',
      fitzpatrick: full ? 3 : null,
      notes: full ? 'Next time: try 1.75 on left cheek only.' : ''
    },
    version: 1,
    age: 37,
    alerts: full ? [{ kind: 'allergy', text: 'penicillin', reaction: 'rash', severity: 'mild' }, { kind: 'cold_sores' }] : [],
    course: known?.course ?? null,
    lapsed: null,
    screening: known?.screening ?? { step: 'to_do' },
    consent: known?.consent ?? { step: 'none' },
    session: known?.session ?? { step: 'none' },
    consultation: full
      ? {
          id: id('c1'),
          held_on: '2026-08-28',
          consultant: 'Imogen Testwell',
          consultant_role: 'Aesthetic nurse, level 7',
          board_certified: false,
          concern: 'acne_scars',
          hopes: '“Smoother cheeks for my sister’s wedding in May.”',
          planned_sessions: 6,
          patient: hit.id,
          recorded_by: ME.person.id,
          recorded_at: '2026-08-28T10:00:00Z'
        }
      : null,
    timeline: { items: full ? LINES : [], more: false },
    notes: [],
    tasks: [],
    depths: full ? columns() : [],
    documents: full
      ? [
          { id: id('d3'), kind: 'aftercare', number: 'A-AC-0003', version: 1, made_on: '2026-10-27', session_number: 3 },
          { id: id('d2'), kind: 'session_record', number: 'A-SR-0003', version: 1, made_on: '2026-10-27', session_number: 3 },
          { id: id('d1'), kind: 'consent', number: 'A-CF-0007', version: 1, made_on: '2026-09-01', session_number: null }
        ]
      : [],
    archived: null,
    merged: [],
    arrived: known !== undefined,
    similar_name: known?.similar_name ?? false
  };
}

export const LOTS: LotView[] = [
  { id: id('e1'), profile: 'skinpen_precision', number: 'TT-2511-02', expires_on: '2026-12-06', left: 9, expired: false, state: 'expires_soon', quarantine: null },
  { id: id('e2'), profile: 'skinpen_precision', number: 'TT-2609-14', expires_on: '2028-06-30', left: 40, expired: false, state: 'in_use', quarantine: null },
  { id: id('e3'), profile: 'skinpen_precision', number: 'TT-2405-01', expires_on: '2026-10-31', left: 2, expired: true, state: 'expired', quarantine: null }
];
