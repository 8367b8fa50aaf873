import { describe, expect, it } from 'vitest';
import type { NumbingAnswer } from '#lib/ipc/bindings.ts';
import { numbingNotes } from './numbing-words.ts';

const ANSWER: NumbingAnswer = { minutes: 60, verdict: 'ok', flags: [], all_flags: [], applied_mg: null, thick_layer: false };

describe('notes on a numbed area', () => {
  it('says where a label and the general range differ, with the label in force', () => {
    expect(numbingNotes(null, { by: 'label', from: 60, to: 300 })).toEqual([expect.stringMatching(/60 to 300 minutes.*30 to 45/)]);
    expect(numbingNotes(null, { by: 'general', from: 30, to: 45 })).toEqual([]);
    expect(numbingNotes(null, { by: 'prescriber' })).toEqual([]);
  });

  it('shows the milligrams and a thick layer, and holds nothing back for them', () => {
    const notes = numbingNotes({ ...ANSWER, applied_mg: 2999.6, thick_layer: true }, undefined);
    expect(notes).toEqual([expect.stringContaining('2 g'), expect.stringContaining('3000 mg')]);
  });

  it('is silent where nothing is known', () => {
    expect(numbingNotes(ANSWER, undefined)).toEqual([]);
  });
});
