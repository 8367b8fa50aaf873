// What is typed about a device profile, in one flat shape that a draft can keep, and the way to and from the record.
import type {
  ClearedUseInput,
  DeviceProfile,
  DeviceProfileInput,
  Market,
  SpeedUnit,
  StepsInput
} from '#lib/ipc/bindings.ts';

export interface ProfileForm {
  name: string;
  steps: StepsInput['kind'];
  step_mm: number | null;
  lowest_mm: number | null;
  mechanical_max_mm: number | null;
  labelled_max_mm: number | null;
  cleared_uses: ClearedUseInput[];
  speed_unit: SpeedUnit | '';
  speed_least: number | null;
  speed_most: number | null;
  sunscreen_start_hours: number | null;
  source: string;
  reason: string;
}

export const blankForm = (): ProfileForm => ({
  name: '',
  steps: 'every',
  step_mm: null,
  lowest_mm: null,
  mechanical_max_mm: null,
  labelled_max_mm: null,
  cleared_uses: [],
  speed_unit: '',
  speed_least: null,
  speed_most: null,
  sunscreen_start_hours: null,
  source: '',
  reason: ''
});

/** Clearances of this class begin at 22 years; a person may type another age that their maker names. */
export const blankUse = (market: Market): ClearedUseInput => ({
  market,
  concern: null,
  zones: [],
  skin_from: 1,
  skin_to: 6,
  age_from: 22,
  source: ''
});

const mm = (micrometres: number | null): number | null => (micrometres === null ? null : micrometres / 1000);

/** A profile to be corrected: everything but the reason, which is asked anew. */
export function formOf(profile: DeviceProfile): ProfileForm {
  const { steps, speed } = profile;
  const dial = typeof steps === 'object' ? steps.every : null;
  return {
    ...blankForm(),
    name: profile.name,
    steps: typeof steps === 'object' ? 'every' : steps,
    step_mm: mm(dial?.step ?? null),
    lowest_mm: dial === null || dial.from === 0 ? null : mm(dial.from),
    mechanical_max_mm: mm(profile.mechanical_max),
    labelled_max_mm: mm(profile.labelled_max),
    cleared_uses: profile.cleared_uses.map((use) => ({
      market: use.market,
      concern: use.concern,
      zones: use.zones,
      skin_from: use.fitzpatrick[0],
      skin_to: use.fitzpatrick[1],
      age_from: use.age_from,
      source: use.source
    })),
    speed_unit: speed?.unit ?? '',
    speed_least: speed?.least ?? null,
    speed_most: speed?.most ?? null,
    sunscreen_start_hours: profile.sunscreen_start_hours,
    source: profile.source
  };
}

/** As the record takes it. A figure that a chosen unit leaves empty is refused by its field, never guessed. */
export function inputOf(form: ProfileForm): DeviceProfileInput {
  const { name, mechanical_max_mm, labelled_max_mm, cleared_uses, sunscreen_start_hours, source, reason } = form;
  return {
    name,
    steps: form.steps === 'every' ? { kind: 'every', step_mm: form.step_mm, lowest_mm: form.lowest_mm } : { kind: form.steps },
    mechanical_max_mm,
    labelled_max_mm,
    cleared_uses,
    speed: form.speed_unit === '' ? null : { unit: form.speed_unit, least: form.speed_least ?? 0, most: form.speed_most ?? 0 },
    sunscreen_start_hours,
    source,
    reason
  };
}
