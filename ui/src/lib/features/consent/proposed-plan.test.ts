import { expect, it } from 'vitest';
import type { ProposedPlan } from '#lib/ipc/bindings.ts';
import { missingFrom, wholePlan } from './proposed-plan.ts';

const PLAN: ProposedPlan = {
  areas: ['cheeks'],
  concern: 'acne_scars',
  device: null,
  numbing: [],
  adjuncts: [],
  practitioner: '00000000-0000-7000-8000-000000000000',
  costs: { per_visit: null, total: null, extra: '', refund: '' },
  visits: 4,
};

it('no form is shown before a device is chosen', () => {
  expect(missingFrom(PLAN)).toBe('Choose the device');
  expect(wholePlan(PLAN)).toBeNull();
  const chosen: ProposedPlan = { ...PLAN, device: 'skinpen_precision' };
  expect(missingFrom(chosen)).toBeUndefined();
  expect(wholePlan(chosen)).not.toHaveProperty('visits');
});
