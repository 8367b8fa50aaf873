import { describe, expect, it } from 'vitest';
import type { SessionDraft } from '#lib/ipc/bindings.ts';
import { goingOn, raiseAlarm, withLine } from './emergency.ts';

const AT = (minute: number) => ({ by: 'me', at: `2026-05-12T10:${String(minute).padStart(2, '0')}:00.000Z` });
const area = (on_at: string | null, off_at: string | null) => ({ product: 'lidocaine_4_cream', on_at, off_at });
const draft = { numbing: [area(AT(0).at, null), area(AT(0).at, AT(5).at), area(null, null)], incidents: [] } as unknown as SessionDraft;

describe('something is wrong', () => {
  it('stamps the moment and every running clock at once, and no other', () => {
    const raised = raiseAlarm(draft, AT(9));
    expect(raised.numbing.map((one) => one.off_at)).toEqual([AT(9).at, AT(5).at, null]);
    expect(goingOn(raised)?.incident).toMatchObject({ kind: 'unsaid', ...AT(9) });
  });

  it('is raised once: a second press while it goes on moves no time', () => {
    const raised = raiseAlarm(draft, AT(9));
    expect(raiseAlarm(raised, AT(12))).toBe(raised);
  });

  it('keeps the time of each line when words are added to it afterwards', () => {
    const incident = goingOn(raiseAlarm(draft, AT(9)))!.incident;
    const first = withLine(incident, 'pulse', '52', AT(10));
    const later = withLine(withLine(first, 'escort', 'Sister', AT(30)), 'pulse', '52, then 70', AT(40));
    expect(later.at).toBe(AT(9).at);
    expect(later.log).toEqual([
      { line: 'pulse', text: '52, then 70', ...AT(10) },
      { line: 'escort', text: 'Sister', ...AT(30) },
    ]);
    expect(withLine(later, 'pulse', '', AT(41)).log).toHaveLength(1);
  });
});
