/** Whole runs: every combination of settings streams well-formed numbers, the same bits each time, warm or cold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/engine/batches';
import { Pipeline } from '../../src/engine/pipeline';
import { edgesOf } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { anySmallRun } from './anySettings';
import { small } from './networks';
import {
  batchesOf,
  bitsOf,
  collect,
  curvesOf,
  expectedStages,
  expectWellFormed,
  forwardOf,
  messagesOf,
  stagesOf,
} from './runs';

describe('a run', () => {
  it('is well formed for any settings', () => {
    fc.assert(
      fc.property(anySmallRun(), (settings) => {
        const batches = batchesOf(settings);
        const curves = expectWellFormed(batches);
        const { edges, size, steps } = forwardOf(batches);
        expect(edges).toEqual(edgesOf(settings));
        expect(size).toBe(settings.hiddenSize);
        const lstm = settings.cell === 'lstm';
        const blocks = lstm ? ['cc', 'cy', 'yc', 'yy', 'cellToCell'] : [];
        expect([...curves.keys()].sort()).toEqual(
          [
            'step.state',
            'cumulative.state',
            ...(settings.cell === 'rnn' ? [] : ['ghost', 'cumulative.ghost']),
            ...[...edges, ...blocks].map((name) => `step.${name}`),
            ...edges.flatMap((edge) => [`path.${edge}`, `without.${edge}`]),
          ].sort(),
        );
        for (const [name, curve] of curves) if (/^(path|cumulative)/.test(name)) expect(curve[steps - 1]).toBe(0);
      }),
      { numRuns: 300, seed: 20 },
    );
  });

  it('has the same bits in two fresh pipelines, and in one that has run before', () => {
    fc.assert(
      fc.property(anySmallRun(), anySmallRun(), (settings, before) => {
        const bits = bitsOf(batchesOf(settings));
        expect(bitsOf(batchesOf(settings))).toEqual(bits);
        const warm = new Pipeline();
        collect(warm.run(before));
        const otherNetwork = JSON.stringify({ ...before, cuts: [] }) !== JSON.stringify({ ...settings, cuts: [] });
        if (otherNetwork && forwardOf(batchesOf(settings, warm)).newNetwork) {
          collect(warm.run(before));
          expect(bitsOf(batchesOf(settings, warm))).toEqual(bits);
        }
      }),
      { numRuns: 60, seed: 21 },
    );
  });

  const changes: readonly Partial<Settings>[] = [
    { cuts: ['R_z', 'cec'] },
    { loss: 'every' },
    { lossDirection: 'unit', lossUnit: 3 },
    { truncation: 'window', truncationSteps: 4 },
    { truncation: 'sliding', truncationSteps: 2, loss: 'every' },
    { cuts: ['p_o', 'p_i'], lossDirection: 'ones' },
  ];
  it.each(changes)('after a change of the sweep alone (%o) has a cold run’s bits, and no network anew', (change) => {
    const base = small({ peepholes: true, spectralRadius: 2 });
    const warm = new Pipeline();
    collect(warm.run(base));
    const again = batchesOf({ ...base, ...change }, warm);
    const cold = batchesOf({ ...base, ...change });
    expect(forwardOf(again).newNetwork).toBe(false);
    expect(stagesOf(again)).toEqual(expectedStages(again));
    const cutAlone = Object.keys(change).join() === 'cuts';
    const kept = cutAlone ? /^(step|path|cumulative|without)\.|^ghost$/ : /^(step|path|cumulative)\./;
    const news = { newNetwork: false, newLoss: !cutAlone };
    const isKept = (batch: Batch): boolean =>
      (batch.kind === 'series' && kept.test(batch.name)) || (batch.kind === 'ghostShares' && cutAlone);
    expect(again.some(isKept)).toBe(false);
    const fresh = cold.filter((batch) => !isKept(batch));
    const asWarm = fresh.map((batch) => (batch.kind === 'forward' ? { ...batch, ...news } : batch));
    expect(bitsOf(again)).toEqual(bitsOf(asWarm));
    // And back: the picture is the first one.
    expect(bitsOf(messagesOf(batchesOf(base, warm)))).toEqual(bitsOf(messagesOf(batchesOf(base))));
  });

  it('that was dropped at any pause leaves a pipeline that gives a cold run’s bits', () => {
    const base = small({ peepholes: true });
    const next = small({ peepholes: true, cuts: ['R_f'], loss: 'every' });
    const cold = bitsOf(messagesOf(batchesOf(next)));
    const coldCurves = curvesOf(batchesOf(next), 14);
    const pauses = [...new Pipeline().run(base)].length;
    for (let drop = 1; drop < pauses; drop += 23) {
      const pipeline = new Pipeline();
      const work = pipeline.run(base);
      for (let k = 0; k < drop; k++) work.next();
      work.return();
      const batches = batchesOf(next, pipeline);
      expect(bitsOf(messagesOf(batches))).toEqual(cold);
      for (const [name, curve] of curvesOf(batches, 14)) expect(curve, name).toEqual(coldCurves.get(name));
    }
  });

  it('that was dropped before it sent its network does not keep the next run from sending its own', () => {
    const shown = small();
    const dropped = small({ seed: 2, loss: 'every' });
    const next: Settings = { ...dropped, cuts: ['R_f'] };
    const seen = new Set<boolean>();
    for (let drop = 1; drop < 400; drop++) {
      const pipeline = new Pipeline();
      collect(pipeline.run(shown));
      const work = pipeline.run(dropped);
      let sent = false;
      for (let k = 0; k < drop; k++) {
        const { value } = work.next();
        if (value) sent ||= value.kind === 'forward';
      }
      work.return();
      const batch = pipeline.run(next);
      let first = batch.next();
      while (first.done !== true && !first.value) first = batch.next();
      expect(first.value, `dropped at pause ${drop}`).toMatchObject({
        kind: 'forward',
        newNetwork: !sent,
        newLoss: !sent,
      });
      seen.add(sent);
    }
    expect(seen.size).toBe(2);
  });

  it('of a large network outlines the step norms first, every value one of the whole curve', () => {
    const settings = small({ hiddenSize: 80, steps: 300 });
    const batches: Batch[] = [];
    const run = new Pipeline().run(settings);
    for (let next = run.next(); next.done !== true; next = run.next()) {
      if (next.value) batches.push(next.value);
      if (batches.at(-1)?.kind === 'stage' && stagesOf(batches).includes('steps')) break;
    }
    const outlines = batches.flatMap((batch) => (batch.kind === 'series' && batch.every > 1 ? [batch] : []));
    expect(outlines).toHaveLength(1);
    const [{ name, from, every, count, values }] = outlines;
    expect([name, from, count]).toEqual(['step.state', 0, Math.ceil(300 / every)]);
    expect(batches.indexOf(outlines[0])).toBeLessThan(batches.findIndex(({ kind }) => kind === 'ledger'));
    const curve = new Float64Array(300).fill(Number.NaN);
    for (const batch of batches)
      if (batch.kind === 'series' && batch.name === 'step.state' && batch.every === 1)
        curve.set(batch.values, batch.from);
    values.forEach((value, k) => expect(Math.abs(value - curve[from + k * every])).toBeLessThan(1e-11));
    const later = new Pipeline();
    collect(later.run(settings));
    expect(batchesOf({ ...settings, cuts: ['R_z'] }, later).some((b) => b.kind === 'series' && b.every > 1)).toBe(
      false,
    );
  });

  it('recomputes nothing for what only changes the drawing', () => {
    const pipeline = new Pipeline();
    const first = batchesOf(small(), pipeline);
    const drawn = batchesOf(small({ pathRows: 'arriving', chart: 'steps', wholeRow: 'y', scale: 'fit' }), pipeline);
    expect(forwardOf(drawn).newNetwork).toBe(false);
    expect(bitsOf(messagesOf(drawn))).toEqual(bitsOf(messagesOf(first)));
  });

  it('computes the matrix norms of all but an edge on request', () => {
    const pipeline = new Pipeline();
    collect(pipeline.run(small()));
    const curves = curvesOf(
      collect(
        pipeline.answerRequests([
          { kind: 'without', edge: 'cec' },
          { kind: 'without', edge: 'R_o' },
        ]),
      ),
      14,
    );
    expect([...curves.keys()]).toEqual(['cumulativeWithout.cec', 'cumulativeWithout.R_o']);
    for (const curve of curves.values()) expect(curve[13]).toBe(0);
    expect(collect(new Pipeline().answerRequests([{ kind: 'without', edge: 'cec' }]))).toEqual([]);
  });
});
