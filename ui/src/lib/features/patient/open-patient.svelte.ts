import { createContext } from 'svelte';
import { ipc } from '#lib/ipc/client.ts';
import type { PatientPage } from '#lib/ipc/bindings.ts';

/** The one patient that is open, for every screen under its address. Screens that record something call `look` after. */
export class OpenPatient {
  page: PatientPage | null = $state.raw(null);
  trouble: unknown = $state.raw(null);

  constructor(readonly id: string) {}

  get name(): string {
    return this.page ? fullName(this.page.patient) : '';
  }

  async look(): Promise<void> {
    try {
      this.page = await ipc.getPatientPage(this.id);
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
  }
}

/** The open patient, behind a function so that it follows the address. */
export const [getOpenPatient, setOpenPatient] = createContext<() => OpenPatient>();

export const fullName = (patient: { given: string; family: string }): string => `${patient.given} ${patient.family}`.trim();
