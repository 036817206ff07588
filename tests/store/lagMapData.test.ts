/** The lag map that the page holds is the engine's, in the order of the picture, and outlives a run until it is replaced. */
import { expect, it } from 'vitest';
import type { Batch } from '../../src/engine/batches';
import type { LagBatch } from '../../src/engine/lagMap';
import { LagMapData } from '../../src/store/lagMapData';
import { RunResult } from '../../src/store/runResult';
import { runAndAsk } from '../engine/runs';
import { forwardOf, SMALL } from './results';

const STEPS = SMALL.steps;

function runOf(patch = {}, of: LagBatch['of'] = 'state'): { batches: Batch[]; lag: LagBatch[] } {
  const batches = [...runAndAsk({ ...SMALL, ...patch }, [{ kind: 'lag', of }])].flatMap((batch) =>
    batch ? [batch] : [],
  );
  return { batches, lag: batches.flatMap((batch) => (batch.kind === 'lag' ? [batch] : [])) };
}

it('every cell is where it is asked for, and where it is painted', () => {
  const { lag } = runOf();
  const data = new LagMapData('state', STEPS, null);
  for (const batch of lag) data.apply(batch);
  expect(data.ready).toBe(0);
  let seen = 0;
  for (const { from, count, cells } of lag) {
    for (let k = from; k < from + count; k++) {
      for (let t = k; t < STEPS; t++) {
        const value = cells[(k - from) * STEPS + t] ?? Number.NaN;
        expect(data.at(k, t)).toBeCloseTo(value, 6);
        expect(data.cells[t * STEPS + (STEPS - 1 - k)]).toBe(data.at(k, t));
        seen++;
      }
    }
  }
  expect(seen).toBe((STEPS * (STEPS + 1)) / 2);
  expect(data.cells.filter((value) => Number.isNaN(value))).toHaveLength((STEPS * (STEPS - 1)) / 2);
});

it('a loss at its own step is 10⁰, and no hair above it', () => {
  const data = new LagMapData('state', STEPS, null);
  for (const batch of runOf().lag) data.apply(batch);
  for (let t = 0; t < STEPS; t++) {
    expect(data.at(t, t)).toBeCloseTo(0, 6);
    expect(data.at(t, t)).toBeLessThan(0);
  }
});

it('half a map has its cells, and the picture goes up as it grows', () => {
  const data = new LagMapData('state', 3, null);
  const mean = Float64Array.of(0, Number.NaN, Number.NaN);
  data.apply({ kind: 'lag', of: 'state', from: 2, count: 1, cells: Float32Array.of(Number.NaN, Number.NaN, -1), mean });
  expect([data.ready, data.picture, data.at(2, 2), data.at(1, 2)]).toEqual([2, 1, -1, Number.NaN]);
  const next = new LagMapData('R_z', 3, data);
  expect([next.ready, next.picture, next.at(2, 2)]).toEqual([3, 1, Number.NaN]);
  expect(next.cells[6]).toBe(-1); // still in sight
});

it('is stale from a new run until its last row, and another quantity is another map', () => {
  const first = runOf();
  const before = new RunResult(1, SMALL, forwardOf(first.batches), null);
  for (const batch of first.batches) before.apply(batch);
  expect(before.viewResults.has({ kind: 'lag', of: 'state' })).toBe(true);
  expect(before.viewResults.has({ kind: 'lag', of: 'R_z' })).toBe(false);
  const second = runOf({ forgetBias: 0, truncation: 'sliding', truncationSteps: 2 }, 'R_z');
  const result = new RunResult(2, SMALL, forwardOf(second.batches), before);
  expect(result.viewResults.has({ kind: 'lag', of: 'state' })).toBe(false);
  expect([
    result.viewResults.lag?.of,
    result.viewResults.stale.has('lag'),
    result.viewResults.newest('truncation'),
  ]).toEqual(['state', true, null]);
  for (const batch of second.batches) result.apply(batch);
  expect([
    result.viewResults.lag?.of,
    result.viewResults.stale.has('lag'),
    result.viewResults.stale.has('truncation'),
  ]).toEqual(['R_z', false, false]);
  expect(result.viewResults.newest('truncation')?.parameters[0]?.name).toBe('all');
  expect(result.viewResults.has({ kind: 'lag', of: 'R_z' })).toBe(true);
});
