// What the session screen needs of the shell. A test hands in its own.
import type {
  Concern,
  DeviceProfileId,
  NumbingProduct,
  SessionCheck,
  SessionDraft,
  ZoneRow,
} from '#lib/ipc/bindings.ts';
import type { DepthDial } from './grid/depth-dial.ts';
import type { ContactTime } from './numbing/clock.ts';

export interface DeviceChoice {
  readonly id: string;
  readonly profile: DeviceProfileId;
  readonly serial: string;
  readonly dial: DepthDial;
}

export interface LotChoice {
  readonly id: string;
  readonly profile: DeviceProfileId;
  readonly number: string;
  readonly expiresOn: string;
  readonly left: number;
  readonly expired: boolean;
}

export interface SessionPage {
  readonly draft: SessionDraft;
  readonly check: SessionCheck;
  readonly number: number;
  readonly planned: number | null;
  readonly concern: Concern | null;
  readonly patient: { readonly id: string; readonly name: string; readonly birthOn: string; readonly fitzpatrick: number | null };
  /** The clinic's IANA zone and its own date. */
  readonly zone: string;
  readonly today: string;
  /** The person who is signed in. */
  readonly me: string;
  readonly devices: readonly DeviceChoice[];
  /** Earliest expiry first. */
  readonly lots: readonly LotChoice[];
  readonly last: { readonly endedOn: string; readonly zones: readonly ZoneRow[] } | null;
  /** Null where only the prescriber can say. */
  contactTime(product: NumbingProduct): ContactTime | null;
}

export interface SessionPort {
  save(draft: SessionDraft): Promise<void>;
  check(draft: SessionDraft): Promise<SessionCheck>;
}
