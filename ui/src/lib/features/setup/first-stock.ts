import type { DeviceProfileId } from '#lib/ipc/bindings.ts';

/** A device and a first lot, as they are asked at first run. */
export interface FirstStock {
  profile: DeviceProfileId | null;
  serial: string;
  lot_number: string;
  expires_on: string | null;
  received: number | null;
}

export const blankStock = (): FirstStock => ({ profile: null, serial: '', lot_number: '', expires_on: null, received: null });

/** Nothing typed at all: the step may be left for later. */
export const isUntouched = (stock: FirstStock): boolean =>
  stock.profile === null && stock.serial === '' && stock.lot_number === '' && stock.expires_on === null && stock.received === null;
