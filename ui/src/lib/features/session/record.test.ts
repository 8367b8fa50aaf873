import { describe, expect, it } from 'vitest';
import type { SessionDraft, ZoneRow } from '#lib/ipc/bindings.ts';
import type { GridRow } from './grid/grid-row.ts';
import { gridRows, zonesAfter } from './record.ts';

const NOON = { by: 'imogen', at: '2026-11-24T12:00:00Z' };
const LATER = { by: 'imogen', at: '2026-11-24T12:05:00Z' };

const cheek: ZoneRow = {
  zone: 'cheeks',
  side: 'left',
  state: 'planned',
  indication: 'acne_scars',
  depth_mm: 1.5,
  passes: 4,
  patterns: ['vertical'],
  speed: 7000,
  endpoint: null,
  pain: null,
  done_at: null,
  copied: false,
  corrections: [],
};

const draft = (zones: ZoneRow[]) => ({ zones }) as SessionDraft;

function change(from: SessionDraft, change: Partial<GridRow>, act = NOON): ZoneRow[] {
  const rows = gridRows(from).map((row) => (row.key === 'cheeks:left' ? { ...row, ...change } : row));
  return zonesAfter(from, rows, act);
}

describe('what the grid writes into the record', () => {
  it('leaves zones that nobody touched out of the record', () => {
    expect(zonesAfter(draft([]), gridRows(draft([])), NOON)).toEqual([]);
  });

  it('keeps an unchanged zone as it is', () => {
    expect(change(draft([cheek]), {})[0]).toBe(cheek);
  });

  it('stamps the moment a zone was done, once', () => {
    const done = change(draft([cheek]), { endpoint: 2 });
    expect(done[0]).toMatchObject({ state: 'done', done_at: NOON.at, corrections: [] });
    const felt = change(draft(done), { pain: 4 }, LATER);
    expect(felt[0], 'pain told later does not move the time of the needling, nor is it a correction').toMatchObject({
      done_at: NOON.at,
      pain: 4,
      corrections: [],
    });
  });

  it('keeps both values when a done zone is corrected', () => {
    const done = change(draft([cheek]), { endpoint: 2 });
    const corrected = change(draft(done), { depthUm: 1250 }, LATER);
    expect(corrected[0]).toMatchObject({
      depth_mm: 1.25,
      done_at: NOON.at,
      corrections: [{ field: 'depth_mm', was: '1.5', by: 'imogen', at: LATER.at }],
    });
  });

  it('changes a planned depth without a trace in the row: it is not a fact yet', () => {
    expect(change(draft([cheek]), { depthUm: 1750 })[0]).toMatchObject({ depth_mm: 1.75, corrections: [] });
  });

  it('shows body zones of the draft after the face', () => {
    const rows = gridRows(draft([{ ...cheek, zone: 'abdomen', side: 'none' }]));
    expect(rows.at(-1)?.key).toBe('abdomen:none');
    expect(rows.length).toBe(17);
  });

  it('shows body zones of the last session too, so that its plan can be copied whole', () => {
    const abdomen: ZoneRow = { ...cheek, zone: 'abdomen', side: 'none' };
    expect(gridRows(draft([]), [cheek, abdomen]).at(-1)).toMatchObject({ key: 'abdomen:none', depthUm: null });
    expect(gridRows(draft([abdomen]), [abdomen]).length, 'once, though both hold it').toBe(17);
  });
});
