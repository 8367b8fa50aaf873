// Device models by name, as on their boxes.
import type { DeviceProfileId } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const NAMES: Record<DeviceProfileId, () => string> = {
  skinpen_precision: m.device_skinpen_precision,
  exceed: m.device_exceed,
  skinstylus: m.device_skinstylus,
  pro_pen_k243800: m.device_pro_pen_k243800,
  dermapen_4: m.device_dermapen_4,
  generic_pen: m.device_generic_pen,
  roller: m.device_roller,
};

export function deviceName(profile: DeviceProfileId): string {
  return NAMES[profile]();
}
