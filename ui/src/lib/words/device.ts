import { frame } from '#lib/features/frame/frame.svelte.ts';
import type { DeviceProfile, DeviceProfileId } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** The profiles that came with the program; a clinic's own carry the name it gave them. */
const DEVICES: Record<string, () => string> = {
  skinpen_precision: m.device_skinpen_precision,
  exceed: m.device_exceed,
  skinstylus: m.device_skinstylus,
  pro_pen_k243800: m.device_pro_pen_k243800,
  dermapen_4: m.device_dermapen_4,
  generic_pen: m.device_generic_pen,
  roller: m.device_roller
};

const own = () => frame.me?.own_devices ?? [];

/** What something new may be planned with. */
export const devicesInUse = (): DeviceProfileId[] => [
  ...Object.keys(DEVICES),
  ...own()
    .filter((device) => !device.retired)
    .map((device) => device.profile)
];

export const deviceWord = (profile: DeviceProfileId): string =>
  DEVICES[profile]?.() ?? own().find((device) => device.profile === profile)?.name ?? m.device_unknown();

/** A device as a record was judged by it: its own name then, and the version where it has versions. */
export const judgedDevice = (profile: DeviceProfile): string =>
  profile.version === 0 ? deviceWord(profile.id) : m.device_version({ name: profile.name, version: profile.version });
