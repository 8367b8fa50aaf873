import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Gap } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import { cardWords, factCards, forbiddenOf } from './fact-words.ts';
import FactCards from './FactCards.svelte';
import { gapLines, stopLines } from './steps.ts';

const gap = (code: Gap['code'], happened: string | null, zone: Gap['zone'] = null): Gap => ({ code, place: 'treat', zone, index: null, happened });
const right = gap('depth_not_agreed', 'acne_scars:1750', ['cheeks', 'right']);
const left = gap('depth_not_agreed', 'acne_scars:1750', ['cheeks', 'left']);

describe('what happened and must not', () => {
  it('is one card for one kind of thing, and never a forbidden depth: that has its own beside the grid', () => {
    const cards = factCards([right, left, gap('guard_open', 'D05:cheeks:right:2250'), gap('sharps', null)]);
    expect(cards).toEqual([{ code: 'depth_not_agreed', gaps: [right, left] }]);
    expect(cardWords(cards[0]!, 'Europe/London')).toContain(';');
  });

  it('names the time it happened in the clinic’s zone', () => {
    const [card] = factCards([gap('start_before_screening', '2026-05-12T08:00:00+00:00')]);
    expect(cardWords(card!, 'Europe/London')).toContain('09:00');
  });

  it('is told with the value it had', () => {
    expect(forbiddenOf(right)).toEqual({ code: 'depth_not_agreed', zone: ['cheeks', 'right'], index: null, value: 'acne_scars:1750' });
  });

  it('offers two ways only, no reason is written in it, and an empty one is not kept', async () => {
    const onincident = vi.fn();
    const oncorrect = vi.fn();
    render(FactCards, { cards: factCards([right, left]), zone: 'Europe/London', onincident, oncorrect });
    expect(screen.getAllByRole('button').map((one) => one.textContent?.trim())).toEqual([m.guard_i_did_this(), m.fact_correct()]);
    await fireEvent.click(screen.getByRole('button', { name: m.fact_correct() }));
    expect(oncorrect).toHaveBeenCalledWith(right);
    await fireEvent.click(screen.getByRole('button', { name: m.guard_i_did_this() }));
    const field = screen.getByRole<HTMLInputElement>('textbox');
    expect(field.value).toBe('');
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(onincident).not.toHaveBeenCalled();
    await fireEvent.input(field, { target: { value: 'The dial slipped' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(onincident).toHaveBeenCalledWith([right, left], 'The dial slipped');
  });

  it('is counted apart from the same thing that is only planned, and stands as one stop', () => {
    const both = [gap('consent_uncovered', null, ['chin', 'none']), gap('consent_uncovered', 'acne_scars:1000', ['nose', 'none'])];
    expect(gapLines(both)).toHaveLength(2);
    expect(stopLines(both)).toHaveLength(1);
    expect(stopLines([gap('sharps', null)])).toEqual([]);
  });
});
