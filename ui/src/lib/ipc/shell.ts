import { invoke } from '@tauri-apps/api/core';
import type { Commands } from './commands.ts';
import { CallFailed, type Failure } from './failure.ts';

/** The shell takes arguments by name. */
const ARGUMENTS: { [Name in keyof Commands]: readonly string[] } = {
  getStart: [],
  unlock: ['person', 'passphrase'],
  unlockWithRecoveryCode: ['person', 'code', 'newPassphrase'],
  confirmPassphrase: ['passphrase'],
  lock: [],
  getMe: [],
  ratePassphrase: ['passphrase', 'names'],
  createClinic: ['input'],
  printRecoveryCode: ['queue'],
  saveRecoveryCode: [],
  confirmRecoveryCode: ['groups'],
  getToday: [],
  recordArrival: ['patient'],
  recordDeparture: ['patient'],
  searchPatients: ['query'],
  listPatients: ['skip'],
  findDuplicates: ['given', 'family', 'birthOn', 'phone'],
  recordPatient: ['input'],
  correctPatient: ['id', 'version', 'input'],
  getPatientPage: ['id'],
  recordConsultation: ['patient', 'input'],
  findDraft: ['kind', 'subject'],
  saveDraft: ['input'],
  discardDraft: ['kind', 'subject', 'patient'],
  getClinic: [],
  correctClinic: ['input'],
  setPreferences: ['preferences'],
  getApproval: [],
  approve: ['input'],
  listDevices: [],
  recordDevice: ['input'],
  listLots: [],
  recordLot: ['input'],
  listZones: [],
  chooseLogo: [],
  stayAwake: [],
  paintsBenchMark: [],
  saveProblemReport: []
};

async function call(name: keyof Commands, values: readonly unknown[]): Promise<unknown> {
  const command = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const named = Object.fromEntries(ARGUMENTS[name].map((argument, index) => [argument, values[index]]));
  try {
    return await invoke(command, named);
  } catch (refused) {
    throw new CallFailed(refused as Failure);
  }
}

export const shellCommands = Object.fromEntries(
  (Object.keys(ARGUMENTS) as (keyof Commands)[]).map((name) => [name, (...values: unknown[]) => call(name, values)])
) as unknown as Commands;
