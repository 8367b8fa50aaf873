import type { DeviceProfileId } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const DEVICES: Record<DeviceProfileId, () => string> = {
  skinpen_precision: m.device_skinpen_precision,
  exceed: m.device_exceed,
  skinstylus: m.device_skinstylus,
  pro_pen_k243800: m.device_pro_pen_k243800,
  dermapen_4: m.device_dermapen_4,
  generic_pen: m.device_generic_pen,
  roller: m.device_roller
};

export const DEVICE_IDS = Object.keys(DEVICES) as DeviceProfileId[];

export const deviceWord = (profile: DeviceProfileId): string => DEVICES[profile]();
