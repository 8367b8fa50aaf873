// One consent being taken. It outlives the change between the staff's page and the patient's view, and nothing else:
// signatures and the typed name are never drafts, so leaving, locking or a crash drops them.
import type { ConsentFormView, ConsentReplyInput, Signature } from '#lib/ipc/bindings.ts';
import { ipc } from '#lib/ipc/client.ts';
import type { Leaving } from './leaving.ts';

export type Stage = 'plan' | 'patient' | 'gate' | 'practitioner';

export interface PatientSigned {
  readonly name: string;
  readonly signature: Signature;
  readonly at: string;
}

/** Whether the patient had the information for less than the clinic's time to think (rule C13). */
export function isSooner(givenAt: string | null, signedAt: string, hours: number): boolean {
  return givenAt !== null && Date.parse(signedAt) - Date.parse(givenAt) < hours * 3_600_000;
}

class ConsentFlow {
  patient = $state<string | null>(null);
  stage = $state<Stage>('plan');
  form = $state.raw<ConsentFormView | null>(null);
  /** When the information was given; the time to think is counted from here. */
  givenAt = $state<string | null>(null);
  signed = $state.raw<PatientSigned | null>(null);
  leaving = $state<Leaving | null>(null);
  /** What the patient said and the store did not take yet: kept until it did. */
  unrecorded = $state.raw<{ input: ConsentReplyInput; error: unknown } | null>(null);

  /** Starts afresh for a patient; what was held for another one is dropped. */
  begin(patient: string): void {
    if (this.patient === patient) return;
    this.drop();
    this.patient = patient;
  }

  give(form: ConsentFormView): void {
    this.form = form;
    // A form that went home was given when it went home: the time to think counts from there.
    this.givenAt = form.given_before ?? new Date().toISOString();
    this.stage = 'patient';
  }

  /** Hands over lines that a signed consent does not cover yet. */
  giveLines(): void {
    this.givenAt = new Date().toISOString();
    this.stage = 'patient';
  }

  leave(leaving: Leaving): void {
    this.leaving = leaving;
    this.stage = 'gate';
  }

  /** Journals what the patient said, at the tap. A refusal is kept for the staff, who can try again. */
  async record(input: ConsentReplyInput): Promise<void> {
    const patient = this.patient;
    if (patient === null) return;
    try {
      await ipc.recordConsentReply(patient, input);
      this.unrecorded = null;
    } catch (error) {
      this.unrecorded = { input, error };
    }
  }

  /** The staff has the screen again. */
  open(): void {
    this.stage = this.signed === null ? 'plan' : 'practitioner';
  }

  drop(): void {
    this.patient = null;
    this.stage = 'plan';
    this.form = null;
    this.givenAt = null;
    this.signed = null;
    this.leaving = null;
    this.unrecorded = null;
  }
}

export const consentFlow = new ConsentFlow();
