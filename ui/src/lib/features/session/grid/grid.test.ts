import { describe, expect, it } from 'vitest';
import { FACE_ZONES } from '#lib/maps/face.ts';
import type { ZoneKey } from '#lib/maps/zones.ts';
import { zoneKey } from '#lib/maps/zones.ts';
import type { GridContext, GridState, GridStep, Notice } from './grid.ts';
import { addZone, press, rowAt, startGrid, takePreset } from './grid.ts';
import type { KeyPress } from './grid-keys.ts';
import { gridKey } from './grid-keys.ts';
import type { GridRow, ZonePlan } from './grid-row.ts';
import { emptyRow, statusOf } from './grid-row.ts';

const SCARS: ZonePlan = {
  indication: 'acne_scars',
  depthUm: 1500,
  passes: 4,
  patterns: ['vertical', 'horizontal'],
  speed: 7000,
};

const LAST_KEYS: readonly ZoneKey[] = [
  'forehead:none',
  'cheekbone:right',
  'cheekbone:left',
  'cheeks:right',
  'cheeks:left',
  'chin:none',
];

const context: GridContext = {
  dial: { stepUm: 250, lowestUm: 250, topUm: 2000 },
  last: new Map(LAST_KEYS.map((key) => [key, SCARS])),
  defaults: { indication: 'acne_scars', depthUm: null, passes: null, patterns: ['vertical'], speed: 7000 },
  startUm: () => 500,
};

function rows(): GridRow[] {
  return FACE_ZONES.map((zone) => emptyRow(zoneKey(zone), zone.zone, zone.side));
}

/** Reads keys as people write them: `C`, `Shift+E`, `2`, `ArrowUp`, `Ctrl+z`. */
function keyPress(spoken: string): KeyPress {
  const parts = spoken.split('+');
  const key = parts.at(-1) ?? '';
  return {
    key,
    code: /^[0-9]$/.test(key) ? `Digit${key}` : '',
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: false,
    altKey: false,
  };
}

function type(state: GridState, keys: readonly string[]): GridStep & { presses: number } {
  let step: GridStep = { state, notice: null };
  for (const spoken of keys) {
    const key = gridKey(keyPress(spoken), true);
    if (!key) throw new Error(`the grid does not know ${spoken}`);
    step = press(step.state, context, key);
  }
  return { ...step, presses: keys.length };
}

function row(state: GridState, key: ZoneKey): GridRow {
  const found = state.rows.find((row) => row.key === key);
  if (!found) throw new Error(key);
  return found;
}

function refusal(notice: Notice | null): string | null {
  return notice?.kind === 'refused' ? notice.why : null;
}

describe('budgets', () => {
  it('logs a six-zone session by copying the last one in 7 keys, one depth changed', () => {
    const { state, presses } = type(startGrid(rows()), ['c', 'ArrowUp', 'Shift+e', '2', 'Shift+p', '4', 'Enter']);
    const done = state.rows.filter((row) => statusOf(row) === 'done');
    expect(presses).toBeLessThanOrEqual(7);
    expect(done.map((row) => row.key).sort()).toEqual([...LAST_KEYS].sort());
    expect(done.every((row) => row.pain === 4 && row.endpoint === 2)).toBe(true);
    expect(row(state, 'forehead:none').depthUm).toBe(1750);
  });

  it('changes one more zone by one step in 2 keys', () => {
    const before = type(startGrid(rows()), ['c']).state;
    const { state, presses } = type(before, ['Enter', 'ArrowUp']);
    expect(presses).toBe(2);
    expect(row(state, 'glabella:none').depthUm, 'the next zone was taken up').toBe(500);
  });
});

describe('a plan may change, a fact may not', () => {
  it('copies the plan but never what was seen or felt', () => {
    const { state } = type(startGrid(rows()), ['c']);
    const cheek = row(state, 'cheeks:left');
    expect(cheek).toMatchObject({ ...SCARS, endpoint: null, pain: null, copied: true });
  });

  it('copies into untouched zones only', () => {
    const { state } = type(startGrid(rows()), ['ArrowUp', 'c']);
    expect(row(state, 'forehead:none').depthUm, 'the zone already planned today keeps its depth').toBe(500);
    expect(row(state, 'chin:none').depthUm).toBe(1500);
  });

  it('leaves a done zone alone when an arrow is pressed, and opens it with the next Enter', () => {
    const done = type(startGrid(rows()), ['ArrowUp', 'e', '2']).state;
    const knocked = type(done, ['ArrowUp']);
    expect(refusal(knocked.notice)).toBe('done');
    expect(row(knocked.state, 'forehead:none').depthUm).toBe(500);
    const corrected = type(knocked.state, ['Enter', 'ArrowUp']).state;
    expect(row(corrected, 'forehead:none').depthUm, 'opened on purpose, it may be corrected').toBe(750);
    expect(type(corrected, ['Enter', 'Shift+Enter', 'ArrowUp']).state.rows, 'leaving it shuts it again').toBe(
      corrected.rows,
    );
  });

  it('moves on with Enter when no change of the done zone was tried', () => {
    const { state } = type(startGrid(rows()), ['ArrowUp', 'e', '2', 'Enter']);
    expect(rowAt(state)?.key).toBe('glabella:none');
  });

  it('refuses an endpoint where no depth was set: nothing can have been seen there', () => {
    expect(refusal(type(startGrid(rows()), ['e', '2']).notice)).toBe('no_depth');
  });

  it('takes pain after the endpoint, once', () => {
    const felt = type(startGrid(rows()), ['ArrowUp', 'e', '2', 'p', '1', '0', 'Enter']);
    expect(rowAt(felt.state)?.pain).toBe(10);
    expect(refusal(type(felt.state, ['p', '3', 'Enter']).notice)).toBe('done');
  });

  it('never marks a done zone as not treated', () => {
    expect(refusal(type(startGrid(rows()), ['ArrowUp', 'e', '1', 'x']).notice)).toBe('done');
  });
});

describe('limits of a key', () => {
  it('stops at the clinic\'s top and keeps the value', () => {
    const top = type(startGrid(rows()), ['ArrowUp', ...Array<string>(6).fill('ArrowUp')]).state;
    expect(rowAt(top)?.depthUm).toBe(2000);
    const over = type(top, ['ArrowUp']);
    expect(over.notice).toMatchObject({ kind: 'refused', why: 'top', wantedUm: 2250 });
    expect(rowAt(over.state)?.depthUm).toBe(2000);
  });

  it('stops at the dial\'s lowest position; only X takes a zone out', () => {
    const lowest = type(startGrid(rows()), ['ArrowUp', 'ArrowDown']).state;
    expect(rowAt(lowest)?.depthUm).toBe(250);
    expect(refusal(type(lowest, ['ArrowDown']).notice)).toBe('lowest');
  });

  it('reads 1 to 9 as passes and Shift 0, 1, 2 as 10, 11, 12', () => {
    expect(rowAt(type(startGrid(rows()), ['9']).state)?.passes).toBe(9);
    expect(rowAt(type(startGrid(rows()), ['Shift+2']).state)?.passes).toBe(12);
    expect(refusal(type(startGrid(rows()), ['Shift+3']).notice)).toBe('out_of_range');
    expect(refusal(type(startGrid(rows()), ['0']).notice)).toBe('out_of_range');
  });

  it('refuses pain over 10 and endpoints over 4 without losing what was there', () => {
    const planned = type(startGrid(rows()), ['ArrowUp']).state;
    const over = type(planned, ['p', '1', '1']);
    expect(refusal(over.notice)).toBe('out_of_range');
    expect(rowAt(type(over.state, ['Enter']).state)?.pain, 'the 1 before it still stands').toBe(1);
    expect(refusal(type(planned, ['e', '7']).notice)).toBe('out_of_range');
  });

  it('ignores single letters when they are turned off, but never arrows, digits or undo', () => {
    expect(gridKey(keyPress('c'), false)).toBeNull();
    expect(gridKey(keyPress('ArrowUp'), false)).toEqual({ kind: 'depth', way: 1 });
    expect(gridKey(keyPress('Ctrl+z'), false)).toEqual({ kind: 'undo' });
  });

  it('leaves Ctrl and Alt combinations to the page', () => {
    expect(gridKey(keyPress('Ctrl+Enter'), true)).toBeNull();
    expect(gridKey(keyPress('Ctrl+p'), true)).toBeNull();
  });
});

describe('patterns', () => {
  it('turns one on and off; an emptied pattern stays empty rather than coming back from the defaults', () => {
    const first = type(startGrid(rows()), ['ArrowUp', 'h']).state;
    expect(rowAt(first)?.patterns).toEqual(['vertical', 'horizontal']);
    expect(rowAt(type(first, ['v', 'h']).state)?.patterns).toEqual([]);
  });
});

describe('areas off the face', () => {
  it('are taken in once, and an undo does not throw them out', () => {
    const abdomen = emptyRow('abdomen:none', 'abdomen', 'none');
    const added = addZone(startGrid(rows()), abdomen).state;
    expect(rowAt(added)?.key).toBe('abdomen:none');
    const again = addZone(type(added, ['Home']).state, abdomen).state;
    expect(again.rows.length).toBe(added.rows.length);
    expect(rowAt(again)?.key).toBe('abdomen:none');
    const undone = type(again, ['ArrowUp', 'Ctrl+z']).state;
    expect(rowAt(undone)).toMatchObject({ key: 'abdomen:none', depthUm: null });
  });
});

describe('undo', () => {
  it('takes back one change at a time, goes to where it was, and can do it again', () => {
    const typed = type(startGrid(rows()), ['ArrowUp', 'Enter', 'ArrowUp', '3']).state;
    const back = type(typed, ['Ctrl+z', 'Ctrl+z']).state;
    expect(row(back, 'glabella:none').depthUm).toBeNull();
    expect(row(back, 'forehead:none').depthUm).toBe(500);
    expect(type(back, ['Ctrl+y', 'Ctrl+Shift+z']).state.rows).toEqual(typed.rows);
  });

  it('takes back a change of many zones as one', () => {
    const copied = type(startGrid(rows()), ['c']).state;
    expect(type(copied, ['Ctrl+z']).state.rows.every((row) => statusOf(row) === 'untouched')).toBe(true);
  });

  it('says so when nothing is left', () => {
    expect(refusal(type(startGrid(rows()), ['Ctrl+z']).notice)).toBe('nothing_to_undo');
  });
});

describe('a preset', () => {
  const plan = (key: ZoneKey, depthUm: number) => {
    const [zone, side] = key.split(':') as [GridRow['zone'], GridRow['side']];
    return { ...SCARS, key, zone, side, depthUm };
  };

  it('fills untouched zones in one step, takes in a zone of the body, and is undone whole', () => {
    const begun = type(startGrid(rows()), ['ArrowUp']).state;
    const first = rowAt(begun);
    if (!first) throw new Error('the grid has rows');
    const { state, notice } = takePreset(begun, context, [plan(first.key, 1500), plan('cheeks:right', 1500), plan('abdomen:none', 1250)]);
    expect(notice).toEqual({ kind: 'many', field: 'preset', count: 2 });
    const at = (key: ZoneKey) => state.rows.find((row) => row.key === key);
    expect(at(first.key)?.depthUm).toBe(first.depthUm);
    expect(at('cheeks:right')).toMatchObject({ depthUm: 1500, passes: 4, speed: 7000, endpoint: null, pain: null, copied: true });
    expect(at('abdomen:none')?.depthUm).toBe(1250);
    const undone = type(state, ['Ctrl+z']).state;
    expect(undone.rows).toEqual(begun.rows);
  });

  it('leaves a depth empty that could not be typed here either', () => {
    const { state } = takePreset(startGrid(rows()), context, [plan('chin:none', 2250)]);
    const chin = state.rows.find((row) => row.key === 'chin:none');
    expect(chin).toMatchObject({ depthUm: null, passes: 4, indication: 'acne_scars' });
  });

  it('says so when there is nothing left to fill in', () => {
    const filled = takePreset(startGrid(rows()), context, [plan('chin:none', 1500)]).state;
    const { state, notice } = takePreset(filled, context, [plan('chin:none', 1000)]);
    expect(notice).toMatchObject({ kind: 'refused', why: 'preset_has_nothing' });
    expect(state.rows).toBe(filled.rows);
  });
});
