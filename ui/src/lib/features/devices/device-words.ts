import { dayAndTime } from '#lib/features/rules/rule-words.ts';
import type { DeviceProfileChange, DeviceProfileDecision, SpeedUnit, StepsInput } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

const STEPS: Record<StepsInput['kind'], () => string> = {
  every: m.profile_steps_every,
  unchecked: m.profile_steps_unchecked,
  needle_length: m.profile_steps_needle
};

export const stepOptions = (): { value: StepsInput['kind']; label: string }[] =>
  (Object.keys(STEPS) as StepsInput['kind'][]).map((value) => ({ value, label: STEPS[value]() }));

const SPEEDS: Record<SpeedUnit, () => string> = {
  rpm: m.profile_speed_rpm,
  hz: m.profile_speed_hz,
  level: m.profile_speed_level
};

export const speedOptions = (): { value: SpeedUnit; label: string }[] =>
  (Object.keys(SPEEDS) as SpeedUnit[]).map((value) => ({ value, label: SPEEDS[value]() }));

const DECISIONS: Record<DeviceProfileDecision, (words: { version: number; name: string; when: string; reason: string }) => string> = {
  added: m.profile_added,
  corrected: m.profile_corrected,
  retired: m.profile_retired_by
};

/** "Version 2, corrected by Rosalind Bobbin on Mon 23 Nov 2026, 11:20: the maker lowered it". */
export function decisionWords(change: DeviceProfileChange, zone: string): string {
  return DECISIONS[change.decision]({
    version: change.profile.version,
    name: change.by_name,
    when: dayAndTime(change.at, zone),
    reason: change.reason
  });
}
