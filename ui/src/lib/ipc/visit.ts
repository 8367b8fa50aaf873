// The calls of the task screens: screening, consent, session, sheet.
import type {
  AddendumInput,
  ChartingRules,
  ConsentFormView,
  ConsentInput,
  ConsentPlan,
  ConsentSigned,
  ConsentView,
  Device,
  DocumentView,
  LotView,
  PrinterView,
  Question,
  ScreeningCheck,
  ScreeningForm,
  ScreeningStart,
  SessionDraft,
  SessionSigned,
  SessionStart,
  SessionState,
} from './bindings.ts';
import type { ScreeningWords } from '#lib/features/screening/screening-words.ts';
import { invoke } from '@tauri-apps/api/core';
import { CallFailed, type Failure } from './failure.ts';

async function call<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (refused) {
    throw new CallFailed(refused as Failure);
  }
}

/** Bytes cross as base64 text. */
function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export const visit = {
  listQuestions: () => call<Question[]>('list_questions'),
  getScreeningWords: async () => JSON.parse(await call<string>('get_screening_words')) as ScreeningWords,
  getScreeningStart: (patient: string) => call<ScreeningStart>('get_screening_start', { patient }),
  checkScreening: (form: ScreeningForm) => call<ScreeningCheck>('check_screening', { form }),
  signScreening: (form: ScreeningForm) => call<string>('sign_screening', { form }),

  proposeConsentPlan: (patient: string) => call<ConsentPlan>('propose_consent_plan', { patient }),
  getConsentForm: (patient: string, plan: ConsentPlan) => call<ConsentFormView>('get_consent_form', { patient, plan }),
  signConsent: (patient: string, input: ConsentInput) => call<ConsentSigned>('sign_consent', { patient, input }),
  getConsent: (id: string) => call<ConsentView>('get_consent', { id }),
  withdrawConsent: (id: string, said: string) => call<null>('withdraw_consent', { id, said }),
  signAddendum: (id: string, input: AddendumInput) => call<null>('sign_addendum', { id, input }),
  confirmPassphrase: (passphrase: string) => call<null>('confirm_passphrase', { passphrase }),

  getSessionStart: (patient: string) => call<SessionStart>('get_session_start', { patient }),
  checkSession: (draft: SessionDraft) => call<SessionState>('check_session', { draft }),
  signSession: (draft: SessionDraft) => call<SessionSigned>('sign_session', { draft }),
  getChartingRules: () => call<ChartingRules>('get_charting_rules'),
  listDevices: () => call<Device[]>('list_devices'),
  listLots: () => call<LotView[]>('list_lots'),

  getAftercareSheet: (session: string) => call<string>('get_aftercare_sheet', { session }),
  getDocument: (id: string) => call<DocumentView>('get_document', { id }),
  getDocumentBytes: async (id: string) => bytesOf(await call<string>('get_document_bytes', { id })),
  listPrinters: () => call<PrinterView[]>('list_printers'),
  printDocument: (id: string, queue: string | null) => call<null>('print_document', { id, queue }),
  saveDocument: (id: string) => call<boolean>('save_document', { id }),
  recordHandover: (id: string, declined: boolean) => call<null>('record_handover', { id, declined }),
};
