// The plan while it is chosen: what nobody decided yet is null, and no form is shown before it is decided.
import type { ConsentPlan, ProposedPlan } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** What is still to be chosen before the patient can read the form. */
export function missingFrom(plan: ProposedPlan): string | undefined {
  if (plan.concern === null) return m.consent_plan_needs_concern();
  if (plan.device === null) return m.consent_plan_needs_device();
  return plan.areas.length === 0 ? m.consent_plan_needs_area() : undefined;
}

/** The plan as it is signed; null while something is still to be chosen. */
export function wholePlan(plan: ProposedPlan): ConsentPlan | null {
  const { concern, device, areas, numbing, adjuncts, practitioner, costs } = plan;
  return concern === null || device === null ? null : { concern, device, areas, numbing, adjuncts, practitioner, costs };
}
