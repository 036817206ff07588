/** The tour's settings and the reader's own, and two panes: what comes, what stays, what comes back. */
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/settings/specs';
import { type AppState, change, choose, createAppStore, toggleComparison } from '../../src/store/store';
import { bringBack, forgetBefore, hasWayBack, keepAndLeave, leaveTour, showStep } from '../../src/store/tour';
import { tourSettings } from '../../src/story/tour';

const MINE = { ...DEFAULTS, forgetBias: 2, view: 'lag' } as const;
const CROSSHAIR = { step: 30, unit: 4 };

function touring(initial: Partial<AppState> = {}) {
  const store = createAppStore({ panes: [MINE], crosshair: CROSSHAIR, ...initial });
  showStep(store, tourSettings(1));
  showStep(store, tourSettings(2));
  return store;
}

describe('the tour', () => {
  it('shows its own settings, read at the first step', () => {
    const { panes, crosshair, playing } = touring().getState();
    expect({ panes, crosshair, playing }).toEqual({ panes: [tourSettings(2)], crosshair: null, playing: false });
  });

  it('brings back what there was, from within and after it was left', () => {
    for (const leave of [() => {}, leaveTour]) {
      const store = touring();
      leave(store);
      bringBack(store);
      expect(store.getState()).toMatchObject({ panes: [MINE], crosshair: CROSSHAIR, beforeTour: null });
    }
  });

  it('brings back two panes', () => {
    const panes = [MINE, { ...MINE, cell: 'rnn' }] as const;
    const store = touring({ panes });
    expect(store.getState().panes).toHaveLength(1);
    bringBack(store);
    expect(store.getState().panes).toEqual(panes);
  });

  it('is an entry of its own in the history, both ways', () => {
    const store = touring();
    expect(store.getState().committed).toBe(2);
    bringBack(store);
    expect(store.getState().committed).toBe(3);
  });

  it('offers a way back once it is left, until either is chosen or the page is as before', () => {
    const store = touring();
    expect(hasWayBack(store.getState())).toBe(false);
    leaveTour(store);
    expect(hasWayBack(store.getState())).toBe(true);
    store.setState({ panes: [{ ...MINE }] });
    expect(hasWayBack(store.getState())).toBe(false);
    change(store, { forgetBias: 7 });
    forgetBefore(store);
    expect(hasWayBack(store.getState())).toBe(false);
    const kept = touring();
    keepAndLeave(kept);
    expect(hasWayBack(kept.getState())).toBe(false);
    expect(kept.getState().panes).toEqual([{ ...tourSettings(2), tour: 0 }]);
  });

  it('resumed, still brings back what was there before it; settings changed meanwhile are the reader’s', () => {
    const store = touring();
    leaveTour(store);
    showStep(store, tourSettings(2));
    expect(store.getState().beforeTour?.panes).toEqual([MINE]);
    leaveTour(store);
    choose(store, { forgetBias: 9 });
    showStep(store, tourSettings(2));
    expect(store.getState().beforeTour?.panes).toEqual([{ ...tourSettings(2), tour: 0, forgetBias: 9 }]);
  });

  it('ends in Lab and beside a second pane, where what it speaks of is not', () => {
    const store = touring();
    choose(store, { depth: 'lab' });
    expect(store.getState().panes[0].tour).toBe(0);
    const other = touring();
    toggleComparison(other);
    expect(other.getState().panes.map(({ tour }) => tour)).toEqual([0, 0]);
    expect(hasWayBack(other.getState())).toBe(true);
  });
});

describe('a comparison', () => {
  it.each([
    ['lstm', 'rnn'],
    ['rnn', 'lstm'],
    ['gru', 'rnn'],
  ] as const)(
    'begins with %s at the right and %s, of the same settings, at the left, and ends as it began',
    (cell, other) => {
      const own = { ...MINE, cell };
      const store = createAppStore({ panes: [own] });
      toggleComparison(store);
      expect(store.getState().panes).toEqual([own, { ...own, cell: other }]);
      toggleComparison(store);
      expect(store.getState().panes).toEqual([own]);
    },
  );
});
