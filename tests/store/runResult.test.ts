/** What the page holds of a run while it arrives. */
import { describe, expect, it } from 'vitest';
import { traceLink } from '../../src/cli/tracedRun';
import type { MessagesBatch } from '../../src/engine/messageStage';
import { Pipeline } from '../../src/engine/pipeline';
import { RunResult } from '../../src/store/runResult';
import { batchesOf, checkedResultOf, forwardOf, resultOf, SMALL } from './results';

it('takes an outline in place of the curve before, and the whole curve in place of the outline', () => {
  const before = resultOf(SMALL);
  const next = new RunResult(2, { ...SMALL, seed: 3 }, before.info, before);
  expect(next.stale.has('step.state')).toBe(true);
  const outline = { kind: 'series', name: 'step.state', from: 2, count: 4, every: 3 } as const;
  next.apply({ ...outline, values: Float64Array.of(1, 2, 3, 4) });
  expect(next.stale.has('step.state')).toBe(false);
  const gap = Number.NaN;
  expect([...(next.curve('step.state') ?? [])]).toEqual([gap, gap, 1, gap, gap, 2, gap, gap, 3, gap, gap, 4]);
  expect(next.shareDone('steps')).toBe(0);
  next.apply({ ...outline, from: 0, count: 12, every: 1, values: new Float64Array(12).fill(7) });
  expect([...(next.curve('step.state') ?? [])]).toEqual(new Array(12).fill(7));
  expect(next.shareDone('steps')).toBe(1);
});

describe('a first run', () => {
  it('is empty before its batches, and counts ready columns back from the last step', () => {
    const forward = forwardOf(batchesOf(SMALL));
    const result = new RunResult(1, SMALL, forward, null);
    expect(result.ready).toBe(12);
    expect([...result.cells.keys()]).toEqual(forward.rows);
    expect(result.cells.get('c')?.every(Number.isNaN)).toBe(true);
    expect(result.curve('g')).toBeUndefined();
    const batch: MessagesBatch = {
      kind: 'messages',
      from: 9,
      count: 3,
      cells: Float32Array.from({ length: forward.rows.length * 3 * 4 }, (_, k) => -1 - k),
      norms: Float64Array.from({ length: (forward.rows.length + 1) * 3 }, (_, k) => k),
      residual: new Float64Array(3).fill(-16),
      shares: new Float32Array(12).fill(0.25),
      loss: Float64Array.of(-2, -1, 0),
    };
    result.apply(batch);
    expect(result.ready).toBe(9);
    expect(
      result.cells
        .get('c')
        ?.subarray(0, 9 * 4)
        .every(Number.isNaN),
    ).toBe(true);
    expect([...(result.cells.get('c') ?? [])].slice(9 * 4)).toEqual(Array.from({ length: 12 }, (_, k) => -1 - k));
    // The second row's cells follow the first row's, the norms of g stand last.
    expect(result.cells.get(forward.rows[1] ?? 'c')?.[9 * 4]).toBe(-13);
    expect([...(result.curve('c') ?? [])].slice(9)).toEqual([0, 1, 2]);
    expect(result.curve('g')?.[9]).toBe(forward.rows.length * 3);
    expect(result.curve('g')?.[8]).toBeNaN();
    expect([result.shares[9 * 4 - 1], result.shares[9 * 4], result.shares[47]]).toEqual([Number.NaN, 0.25, 0.25]);
    expect([...result.loss].slice(8)).toEqual([Number.NaN, -2, -1, 0]);
    expect(result.done.has('messages')).toBe(false);
  });

  it('has the units’ shares of every step, of the network and of the plain RNN', () => {
    const { shares, ghostShares, loss } = resultOf(SMALL);
    for (const all of [shares, ghostShares as Float32Array]) {
      expect(all).toHaveLength(48);
      for (let step = 0; step < 12; step++) {
        const sum = all.subarray(step * 4, step * 4 + 4).reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo(1, 6);
      }
    }
    expect([...loss.subarray(0, 11)]).toEqual(new Array(11).fill(Number.NEGATIVE_INFINITY));
    expect(loss[11]).toBeCloseTo(0, 12);
    expect(resultOf({ ...SMALL, cell: 'rnn' }).ghostShares).toBeNull();
  });

  it('ends with what the engine says', () => {
    const result = resultOf(SMALL);
    const traced = traceLink(SMALL);
    expect(result.ready).toBe(0);
    expect([...result.done]).toEqual([
      'forward',
      'messages',
      'outline',
      'ghost',
      'ledger',
      'steps',
      'paths',
      'cumulative',
      'without',
    ]);
    for (const [name, values] of result.series) {
      expect(
        Array.from(values, (value) => (Number.isFinite(value) ? value : null)),
        name,
      ).toEqual(traced.series[name]?.slice());
    }
    // The trace also asks for the gradient on the inputs.
    expect([...result.series.keys(), 'input'].sort()).toEqual(Object.keys(traced.series).sort());
    expect(result.crossings.get('R_z')?.[3]).toBe(traced.crossings?.R_z?.[3]);
    expect(result.stale.size).toBe(0);
  });
});

describe('the next run', () => {
  it('of the same shape keeps the pixels and curves of the one before, marked as old, until its own replace them', () => {
    const before = resultOf(SMALL);
    const changed = { ...SMALL, forgetBias: 0 };
    const batches = batchesOf(changed);
    const next = new RunResult(2, changed, forwardOf(batches), before);
    expect(next.cells.get('c')?.some(Number.isNaN)).toBe(false);
    expect(next.curve('cumulative.state')?.[0]).toBe(before.curve('cumulative.state')?.[0]);
    expect(next.ready).toBe(12);
    for (const name of ['g', 'c', 'ghost', 'step.state', 'path.cec', 'cumulative.state', 'crossings'] as const) {
      expect(next.stale.has(name), name).toBe(true);
    }
    expect(next.done.size).toBe(0);
    for (const batch of batches) next.apply(batch);
    expect(next.stale.size).toBe(0);
    const fresh = resultOf(changed);
    expect(next.cells).toEqual(fresh.cells);
    expect(next.series).toEqual(fresh.series);
    expect(next.crossings).toEqual(fresh.crossings);
  });

  it('with another cut still trusts the curves that do not know of cuts', () => {
    const pipeline = new Pipeline();
    const before = resultOf(SMALL, null, pipeline);
    const cut = { ...SMALL, cuts: ['R_z'] as const };
    const batches = batchesOf(cut, pipeline);
    expect(forwardOf(batches).newNetwork).toBe(false);
    const next = new RunResult(2, cut, forwardOf(batches), before);
    const kept = ['step.state', 'path.cec', 'cumulative.state', 'cumulative.ghost', 'ghost', 'without.cec'] as const;
    for (const name of kept) {
      expect(next.stale.has(name), name).toBe(false);
    }
    for (const name of ['g', 'alone.R_z', 'crossings'] as const) {
      expect(next.stale.has(name), name).toBe(true);
    }
    for (const batch of batches) next.apply(batch);
    expect(next.stale.size).toBe(0);
    expect(next.curve('step.state')).toEqual(resultOf(cut).curve('step.state'));
  });

  it('with another loss trusts the Jacobians only', () => {
    const pipeline = new Pipeline();
    const before = resultOf(SMALL, null, pipeline);
    const changed = { ...SMALL, lossDirection: 'ones' } as const;
    const batches = batchesOf(changed, pipeline);
    const next = new RunResult(2, changed, forwardOf(batches), before);
    expect(next.stale.has('cumulative.state')).toBe(false);
    expect(next.stale.has('ghost')).toBe(true);
    expect(next.stale.has('without.cec')).toBe(true);
    for (const batch of batches) next.apply(batch);
    expect(next.stale.size).toBe(0);
    expect(next.series).toEqual(resultOf(changed).series);
  });

  it.each([
    ['more steps', { steps: 13 }],
    ['more units', { hiddenSize: 5 }],
  ])('of another shape starts empty: %s', (_, patch) => {
    const before = resultOf(SMALL);
    const changed = { ...SMALL, ...patch };
    const next = new RunResult(2, changed, forwardOf(batchesOf(changed)), before);
    expect(next.cells.get('c')?.every(Number.isNaN)).toBe(true);
    expect(next.series.size).toBe(0);
    expect(next.stale.size).toBe(0);
  });

  it('of another network keeps only the rows that both have', () => {
    const before = resultOf(SMALL);
    const rnn = { ...SMALL, cell: 'rnn' } as const;
    const next = new RunResult(2, rnn, forwardOf(batchesOf(rnn)), before);
    expect([...next.cells.keys()]).toEqual(['y', 'arriving.W_h', 'alone.W_h']);
    expect(next.cells.get('alone.W_h')?.every(Number.isNaN)).toBe(true);
    expect([...next.crossings.keys()]).toEqual(['W_h']);
  });
});

describe('the second run', () => {
  it('has the same curves, moved in their last digits, and no cells', () => {
    const result = checkedResultOf(SMALL);
    expect(result.perturbed?.cells.size).toBe(0);
    for (const name of ['g', 'c', 'alone.cec', 'path.R_z', 'step.state', 'ghost', 'without.R_o'] as const) {
      const own = result.curve(name)?.[3] ?? Number.NaN;
      expect(result.perturbedAt(name, 3), name).toBeCloseTo(own, 11);
    }
    expect(result.perturbedAt('g', 0)).not.toBe(result.curve('g')?.[0]);
  });

  it('has no value for curves that are not there yet, or are still of the run before', () => {
    const result = resultOf(SMALL);
    expect(result.perturbedAt('g', 0)).toBeUndefined();
    const before = checkedResultOf(SMALL);
    const next = new RunResult(2, { ...SMALL, seed: 3 }, { ...before.info, newNetwork: true }, before);
    next.perturbed = before.perturbed;
    expect(next.stale.has('path.cec')).toBe(true);
    expect(next.perturbedAt('path.cec', 0)).toBeUndefined();
  });
});
