import { CallFailed } from '../failure.ts';
import type { Ipc } from '../client.ts';
import type { Clinic, DraftView, Me, PatientHit, PatientInput, Preferences } from '../bindings.ts';
import { CLINIC, HITS, LOTS, ME, pageOf, TODAY } from './sample.ts';

/**
 * Sample answers for development without the shell: VITE_FAKE_IPC=1. Everybody here is invented.
 * What is recorded lives until the page is reloaded.
 */
export function fakeCommands(): Ipc {
  const drafts = new Map<string, DraftView>();
  const start = new URLSearchParams(globalThis.location?.search ?? '').get('start') ?? 'locked';
  let unlocked = start === 'unlocked';
  let preferences: Preferences = { ...ME.preferences };
  let clinic: Clinic = { ...CLINIC };
  let hits: PatientHit[] = [...HITS];
  let rows = [...TODAY.rows];
  const me = (): Me => ({ ...ME, preferences });
  const matches = (hit: PatientHit, query: string) =>
    query
      .toLowerCase()
      .split(/\s+/)
      .every((part) => `${hit.given} ${hit.family}`.toLowerCase().split(/\s+/).some((word) => word.startsWith(part)));
  const words = (passphrase: string) => passphrase.trim().split(/\s+/).length;

  const answers: Partial<Ipc> = {
    getStart: async () => {
      if (unlocked) return { state: 'unlocked' };
      if (start === 'first_run' || start === 'missing' || start === 'damaged' || start === 'newer') return { state: start };
      return {
        state: 'locked',
        people: [
          { id: ME.person.id, name: ME.person.name },
          { id: '018f0000-0000-7000-8000-0000000000a2', name: 'Paisley Sample' },
          { id: '018f0000-0000-7000-8000-0000000000a3', name: 'Flora Demo' }
        ],
        clocks: [{ on_at: new Date(Date.now() - 31 * 60_000).toISOString(), off_by: new Date(Date.now() + 14 * 60_000).toISOString() }],
        locked_after_idle: true,
        drafts_kept: true
      };
    },
    unlock: async (_person, passphrase) => {
      if (passphrase === 'wrong') throw new CallFailed({ code: 'wrong_passphrase', wait_seconds: 0 });
      unlocked = true;
      return me();
    },
    unlockWithRecoveryCode: async () => {
      unlocked = true;
      return me();
    },
    confirmPassphrase: async () => null,
    lock: async () => {
      unlocked = false;
      return null;
    },
    getMe: async () => me(),
    stayAwake: async () => undefined,
    ratePassphrase: async (passphrase) => ({ score: Math.min(4, words(passphrase)), long_enough: passphrase.length >= 12 }),
    createClinic: async () => ['7KQ2', 'M4TX', 'B9RA', 'H3WC', 'P6ND', 'V8JE', 'G5SY', 'Z1FK', '4X9M'],
    findNewRecoveryCode: async () => null,
    printRecoveryCode: async () => null,
    saveRecoveryCode: async () => true,
    confirmRecoveryCode: async () => null,
    getToday: async () => ({ ...TODAY, rows }),
    recordArrival: async () => null,
    recordDeparture: async (patient) => {
      rows = rows.map((row) => (row.patient_id === patient ? { ...row, left_at: new Date().toISOString() } : row));
      return null;
    },
    searchPatients: async (query) => ({ hits: hits.filter((hit) => matches(hit, query)), matched: 'exact' }),
    searchRecords: async (query) => ({
      hits: hits.filter((hit) => matches(hit, query)).map((patient) => ({ kind: 'patient', patient })),
      matched: 'exact'
    }),
    listPatients: async (skip) => ({ hits: hits.slice(skip, skip + 50), more: hits.length > skip + 50 }),
    findDuplicates: async (_given, family) => hits.filter((hit) => family.length > 3 && hit.family.toLowerCase() === family.toLowerCase()),
    recordPatient: async (input: PatientInput) => {
      if (input.family === '🌼') throw new CallFailed({ code: 'invalid', issues: [{ path: 'family', code: 'no_letters', params: {} }] });
      const id = `018f0000-0000-7000-8000-${String(hits.length).padStart(12, '0')}`;
      hits = [...hits, { id, record_number: `A-0${hits.length + 400}`, given: input.given, family: input.family, birth_on: input.birth_on ?? '', similar_name: false, archived: false }];
      return id;
    },
    correctPatient: async () => null,
    getPatientPage: async (id) => pageOf(id, hits),
    recordConsultation: async () => '018f0000-0000-7000-8000-0000000000c1',
    findDraft: async (kind, subject) => drafts.get(`${kind}/${subject}`) ?? null,
    saveDraft: async (input) => {
      const saved = { version: input.version + 1, saved_at: new Date().toISOString() };
      drafts.set(`${input.kind}/${input.subject}`, { body: input.body, ...saved });
      return saved;
    },
    discardDraft: async (kind, subject) => {
      drafts.delete(`${kind}/${subject}`);
      return null;
    },
    getClinic: async () => clinic,
    correctClinic: async (input) => {
      clinic = input;
      return null;
    },
    setPreferences: async (next) => {
      preferences = next;
      return null;
    },
    getApproval: async () => ({ rule_set_version: '2026-11', consent_revision: 8, sheet_revision: 1, approval: null, is_current: false }),
    approve: async () => null,
    listDevices: async () => [{ id: '018f0000-0000-7000-8000-0000000000d1', profile: 'skinpen_precision', serial: '00417' }],
    recordDevice: async () => '018f0000-0000-7000-8000-0000000000d2',
    listLots: async () => LOTS,
    recordLot: async () => '018f0000-0000-7000-8000-0000000000e9',
    listZones: async () => Intl.supportedValuesOf('timeZone'),
    chooseLogo: async () => null,
    getAbout: async () => ({ version: '0.1.0', rule_set_version: '2026.1', system: 'sample', data_folder: '/sample', licences: 'SIL Open Font License 1.1' }),
    saveProblemReport: async () => true
  };
  // Whatever has no sample answer fails like a fault of ours, so that its screen shows its error state.
  const missing = () => Promise.reject(new CallFailed({ code: 'internal', incident: 'no_sample' }));
  return new Proxy(answers as Ipc, { get: (known, name) => (name in known ? known[name as keyof Ipc] : missing) });
}
