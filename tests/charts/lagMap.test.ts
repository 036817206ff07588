/** The lag map's places: which cell is where, and where truncation cuts. */
import { describe, expect, it } from 'vitest';
import {
  boundaryOf,
  cellAtLag,
  firstLagCut,
  keptBefore,
  lagCellAt,
  lagTicks,
  movedCell,
} from '../../src/charts/lagMap';
import type { Truncation } from '../../src/engine/sweep';

const NONE: Truncation = { kind: 'none' };
const window = (steps: number): Truncation => ({ kind: 'window', steps });
const sliding = (steps: number): Truncation => ({ kind: 'sliding', steps });

describe('lagCellAt', () => {
  it('has losses to the right and steps upwards', () => {
    expect(lagCellAt(95, 95, 100, 10)).toEqual({ k: 0, t: 9 });
    expect(lagCellAt(95, 5, 100, 10)).toEqual({ k: 9, t: 9 });
    expect(lagCellAt(5, 95, 100, 10)).toEqual({ k: 0, t: 0 });
    expect(lagCellAt(75, 65, 100, 10)).toEqual({ k: 3, t: 7 });
  });

  it('is nowhere where the step comes after the loss', () => {
    expect(lagCellAt(15, 15, 100, 10)).toBeNull();
  });
});

describe('what truncation keeps', () => {
  const kept = (truncation: Truncation, steps: number): string[] =>
    Array.from({ length: steps }, (_, k) =>
      Array.from({ length: steps }, (_, t) => (t < k ? ' ' : t < keptBefore(k, truncation, steps) ? '#' : '.')).join(
        '',
      ),
    );

  it('window: each block keeps its own losses', () => {
    expect(kept(window(2), 5)).toEqual(['##...', ' #...', '  ##.', '   #.', '    #']);
  });

  it('sliding: k steps back', () => {
    expect(kept(sliding(1), 4)).toEqual(['##..', ' ##.', '  ##', '   #']);
  });

  it('nothing is cut without truncation, or by one that reaches over everything', () => {
    expect(kept(NONE, 3)).toEqual(['###', ' ##', '  #']);
    for (const truncation of [NONE, window(6), sliding(5)]) {
      expect(boundaryOf(truncation, 6, 60)).toBeNull();
      expect(firstLagCut(truncation, 6)).toBe(6);
    }
  });

  it('the first lag of which nothing is left', () => {
    expect(firstLagCut(window(2), 5)).toBe(2);
    expect(firstLagCut(sliding(2), 5)).toBe(3);
  });

  it('the boundary is a staircase from the first step up', () => {
    expect(boundaryOf(window(2), 5, 50)).toEqual({ line: 'M20,50V30H40V10H50', region: 'M20,50V30H40V10H50V50Z' });
    expect(boundaryOf(sliding(2), 4, 40)?.line).toBe('M30,40V30H40');
  });
});

describe('keys', () => {
  const from = { k: 3, t: 5 };
  it.each([
    ['ArrowLeft', 1, { k: 3, t: 4 }],
    ['ArrowLeft', 10, { k: 3, t: 3 }],
    ['ArrowRight', 1, { k: 3, t: 6 }],
    ['ArrowRight', 10, { k: 3, t: 9 }],
    ['ArrowUp', 1, { k: 4, t: 5 }],
    ['ArrowUp', 10, { k: 5, t: 5 }],
    ['ArrowDown', 1, { k: 2, t: 5 }],
    ['ArrowDown', 10, { k: 0, t: 5 }],
    ['Home', 1, { k: 0, t: 5 }],
    ['End', 1, { k: 5, t: 5 }],
    ['a', 1, null],
  ])('%s by %i', (key, far, expected) => {
    expect(movedCell(from, key, far, 10)).toEqual(expected);
  });
});

it('a lag of the same loss, or of the first that has gone back so far', () => {
  expect(cellAtLag({ k: 3, t: 5 }, 4)).toEqual({ k: 1, t: 5 });
  expect(cellAtLag({ k: 3, t: 5 }, 7)).toEqual({ k: 0, t: 7 });
});

it('lags are counted from 0, apart from one another, with the last among them', () => {
  for (const [steps, width] of [
    [2, 260],
    [100, 260],
    [100, 900],
    [2000, 700],
  ] as const) {
    const ticks = lagTicks(steps, width);
    expect(ticks[0]?.label).toBe('0');
    expect(ticks.at(-1)?.label).toBe(String(steps - 1));
    for (let k = 1; k < ticks.length; k++) expect((ticks[k]?.x ?? 0) - (ticks[k - 1]?.x ?? 0)).toBeGreaterThan(27);
  }
  expect(lagTicks(1, 100)).toEqual([]);
});
