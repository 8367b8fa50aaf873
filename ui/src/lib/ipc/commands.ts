import type {
  ApprovalInput,
  ApprovalView,
  ClinicInput,
  ConsultationInput,
  DeviceProfileId,
  DeviceView,
  DraftInput,
  DraftSaved,
  DraftView,
  LotView,
  Me,
  PassphraseStrength,
  PatientHit,
  PatientInput,
  PatientList,
  PatientPage,
  PersonInput,
  Preferences,
  Start,
  TodayView
} from './types.ts';

/** Every call of the shell that the screens use. Each promise gives the value or throws CallFailed. */
export interface Commands {
  getStart(): Promise<Start>;
  unlock(person: string, passphrase: string): Promise<Me>;
  unlockWithRecoveryCode(person: string, code: string, newPassphrase: string): Promise<Me>;
  /** Whether it is the signed-in person's own: to leave the patient view, or to sign after an idle time. */
  confirmPassphrase(passphrase: string): Promise<void>;
  lock(): Promise<void>;
  getMe(): Promise<Me>;

  ratePassphrase(passphrase: string, names: string[]): Promise<PassphraseStrength>;
  /** Creates the encrypted store. The recovery code is given once: 8 groups of 4 and a checksum group. */
  createClinic(input: { clinic: ClinicInput; owner: PersonInput; passphrase: string }): Promise<string[]>;
  printRecoveryCode(queue: string | null): Promise<void>;
  /** False where no place was chosen. */
  saveRecoveryCode(): Promise<boolean>;
  /** Refuses with one issue per wrong group. */
  confirmRecoveryCode(groups: { index: number; text: string }[]): Promise<void>;

  getToday(): Promise<TodayView>;
  recordArrival(patient: string): Promise<void>;
  recordDeparture(patient: string): Promise<void>;

  searchPatients(query: string): Promise<PatientHit[]>;
  listPatients(skip: number): Promise<PatientList>;
  findDuplicates(given: string, family: string, birthOn: string | null, phone: string): Promise<PatientHit[]>;
  recordPatient(input: PatientInput): Promise<string>;
  correctPatient(id: string, version: number, input: PatientInput): Promise<void>;
  getPatientPage(id: string): Promise<PatientPage>;
  recordConsultation(patient: string, input: ConsultationInput): Promise<string>;

  findDraft(kind: string, subject: string): Promise<DraftView | null>;
  saveDraft(input: DraftInput): Promise<DraftSaved>;
  discardDraft(kind: string, subject: string, patient: string | null): Promise<void>;

  getClinic(): Promise<ClinicInput>;
  correctClinic(input: ClinicInput): Promise<void>;
  setPreferences(preferences: Preferences): Promise<void>;
  getApproval(): Promise<ApprovalView>;
  approve(input: ApprovalInput): Promise<void>;
  listDevices(): Promise<DeviceView[]>;
  recordDevice(input: { profile: DeviceProfileId; serial: string }): Promise<string>;
  listLots(): Promise<LotView[]>;
  recordLot(input: { profile: DeviceProfileId; number: string; expires_on: string | null; received: number }): Promise<string>;
  listZones(): Promise<string[]>;
  chooseLogo(): Promise<string | null>;
  stayAwake(): Promise<void>;
  paintsBenchMark(): Promise<boolean>;
  saveProblemReport(): Promise<boolean>;
}
