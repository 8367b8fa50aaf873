import { describe, expect, it } from 'vitest';
import { nextStep, type VisitState } from './next-step.ts';

const visit = (change: Partial<VisitState>): VisitState => ({
  patient_id: 'p',
  consultation_held: true,
  screening: { step: 'signed', outcome: 'clear', settled: false, eligible_from: null, opens_today: true },
  consent: { step: 'covers' },
  session: { step: 'none' },
  ...change
});

describe('the next step of a visit', () => {
  it('a first visit begins with the consultation', () => {
    expect(nextStep(visit({ consultation_held: false, screening: { step: 'to_do' }, consent: { step: 'none' } })).href).toBe('/patient/p/consultation');
  });

  it('nobody is asked to consent before today’s screening', () => {
    expect(nextStep(visit({ screening: { step: 'to_do' }, consent: { step: 'none' } })).href).toBe('/patient/p/screening');
  });

  it('a stop or a deferral offers no way to a session', () => {
    for (const outcome of ['absolute', 'defer'] as const) {
      const next = nextStep(visit({ screening: { step: 'signed', outcome, settled: false, eligible_from: null, opens_today: true } }));
      expect(next.waits, 'a button that leads on would read as permission').toBe(false);
    }
  });

  it('another person’s screening of today is no way in', () => {
    const signed = { step: 'signed', outcome: 'clear', settled: false, eligible_from: null, opens_today: false } as const;
    expect(nextStep(visit({ screening: signed })).href, 'the treating practitioner asks and signs').toBe('/patient/p/screening');
  });

  it('a consent that does not cover today comes before the session', () => {
    expect(nextStep(visit({ consent: { step: 'needs_lines', lines: 2 } })).href).toBe('/patient/p/consent');
    expect(nextStep(visit({})).href).toBe('/patient/p/session');
  });

  it('a signed session is not over before its sheet was handed over or declined', () => {
    const signed = { step: 'signed', id: 's', number: 1, signed_at: '2026-11-24T11:31:00Z' } as const;
    expect(nextStep(visit({ session: { ...signed, sheet: 'made' } })).href).toBe('/patient/p/sheet/s');
    expect(nextStep(visit({ session: { ...signed, sheet: 'closed' } })).waits).toBe(false);
  });
});
