// What the session screen is given: the draft with all that stands around it, and how to ask the rules.
import type { DateOrder } from '#lib/format/date.ts';
import type {
  Concern,
  ContactTime,
  DepthDial,
  Device,
  EmergencyCard,
  LastSession,
  LotView,
  NumbingProduct,
  ReactedZone,
  SessionDraft,
  SessionState,
  UsualDepth,
} from '#lib/ipc/bindings.ts';

export interface SessionPage {
  readonly number: number;
  readonly planned: number | null;
  readonly concern: Concern | null;
  readonly patient: {
    readonly id: string;
    readonly name: string;
    readonly birthOn: string;
    readonly fitzpatrick: number | null;
  };
  /** The clinic's IANA zone, its own date, and the number to call in an emergency. */
  readonly zone: string;
  readonly today: string;
  readonly dateOrder: DateOrder;
  readonly emergencyLine: string;
  /** What to do then, as the medical lead approved it; null until one did. */
  readonly emergencyCard: EmergencyCard | null;
  /** The person who is signed in. */
  readonly me: string;
  readonly myName: string;
  readonly devices: readonly Device[];
  readonly dials: readonly DepthDial[];
  readonly usual: readonly UsualDepth[];
  readonly contactTimes: ReadonlyMap<NumbingProduct, ContactTime>;
  /** Earliest expiry first. */
  readonly lots: readonly LotView[];
  readonly last: LastSession | null;
  /** Zones that reacted before (PRACTICE 58). */
  readonly reacted: readonly ReactedZone[];
}

/** Where each change goes: the draft store, which saves by itself. */
export interface Saver {
  value: SessionDraft;
  changed(): void;
  flush(): Promise<void>;
  /** What was typed has become a record. */
  close(): Promise<void>;
}

export type Judge = (draft: SessionDraft) => Promise<SessionState>;
