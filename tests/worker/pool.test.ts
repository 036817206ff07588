/** The pool of workers: the same bits with any number of them, and with none; cancelled by a change, replaced where it fails. */
import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../src/engine/pipeline';
import { isLarge } from '../../src/engine/stepNorms';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import type { FromWorker } from '../../src/worker/messages';
import { Scheduler } from '../../src/worker/scheduler';
import { batchesOf, bitsOf, collect } from '../engine/runs';
import { FakeHost } from './fakeHost';
import { fakePool } from './fakePool';

/** Just large, and quick: an RNN has one matrix. */
const large: Settings = { ...DEFAULTS, cell: 'rnn', hiddenSize: 64, input: 'noise', steps: 1000 };
const alone = bitsOf(batchesOf(large));
const second = bitsOf(collect(new Pipeline().perturbed().run(large)));

function started(processors: number) {
  const { pool, workers, later } = fakePool(processors);
  const host = Object.assign(new FakeHost(), { pool });
  return { host, workers, later, scheduler: new Scheduler(host) };
}

const tasksTo = ({ workers }: ReturnType<typeof started>): number =>
  workers.sent.flat().filter(({ kind }) => kind === 'task').length;

const perturbedOf = (posted: readonly FromWorker[]): string[] =>
  bitsOf(posted.flatMap((message) => (message.kind === 'perturbed' ? [message.batch] : [])));

describe('the norms of a large network', () => {
  it('are cut into blocks', () => {
    expect(isLarge({ size: large.hiddenSize, steps: large.steps })).toBe(true);
    expect(isLarge({ size: DEFAULTS.hiddenSize, steps: DEFAULTS.steps })).toBe(false);
  });

  it.each([2, 3, 8])('have the same bits by %i workers as by none, in both runs', async (processors) => {
    const all = started(processors);
    all.scheduler.receive({ kind: 'run', runId: 1, settings: large, requests: [] });
    await all.host.until(({ kind }) => kind === 'checked');
    expect(bitsOf(all.host.batchesOf(1))).toEqual(alone);
    expect(perturbedOf(all.host.posted)).toEqual(second);
    expect(all.workers.sent).toHaveLength(processors);
    expect(all.workers.sent.every((sent) => sent.length > 0)).toBe(true);
  });

  it('are computed by the run itself where there is one processor', async () => {
    const one = started(1);
    one.scheduler.receive({ kind: 'run', runId: 1, settings: large, requests: [] });
    await one.host.done(1);
    expect(bitsOf(one.host.batchesOf(1))).toEqual(alone);
    expect(one.workers.sent).toEqual([]);
  });

  it('stay with the run in a small network', async () => {
    const small = started(4);
    small.scheduler.receive({ kind: 'run', runId: 1, settings: { ...large, steps: 20 }, requests: [] });
    await small.host.done(1);
    expect(small.workers.sent).toEqual([]);
  });

  it('are dropped when the settings change, and the next run has its own', async () => {
    const run = started(2);
    let isChanged = false;
    run.host.onPost = (message) => {
      if (isChanged || message.kind !== 'batch' || message.batch.kind !== 'series') return;
      if (message.batch.name !== 'step.state' || message.batch.every > 1) return;
      isChanged = true;
      run.scheduler.receive({ kind: 'run', runId: 2, settings: { ...large, seed: 2 }, requests: [] });
    };
    run.scheduler.receive({ kind: 'run', runId: 1, settings: large, requests: [] });
    await run.host.done(2);
    expect(run.host.stagesOf(1)).not.toContain('steps');
    expect(run.workers.sent.flat().some(({ kind }) => kind === 'cancel')).toBe(true);
    expect(bitsOf(run.host.batchesOf(2))).toEqual(bitsOf(batchesOf({ ...large, seed: 2 })));
    expect(run.workers.sent).toHaveLength(2);
  });

  it('are computed by the run itself after a worker has crashed', async () => {
    const run = started(2);
    run.workers.crashing = 1;
    run.scheduler.receive({ kind: 'run', runId: 1, settings: large, requests: [] });
    await run.host.done(1);
    const curves = run.host.batchesOf(1).filter(({ kind }) => kind === 'series');
    expect(new Set(bitsOf(curves))).toEqual(new Set(bitsOf(batchesOf(large).filter(({ kind }) => kind === 'series'))));
    expect(run.workers.terminated).toBe(2);
    const before = tasksTo(run);
    run.scheduler.receive({ kind: 'run', runId: 2, settings: { ...large, seed: 2 }, requests: [] });
    await run.host.done(2);
    expect(tasksTo(run)).toBe(before);
  });

  it('let questions of the views be answered meanwhile', async () => {
    const run = started(2);
    let isAsked = false;
    run.host.onPost = (message) => {
      if (isAsked || message.kind !== 'batch' || message.batch.kind !== 'series' || message.batch.every > 1) return;
      if (message.batch.name !== 'step.state') return;
      isAsked = true;
      run.scheduler.receive({ kind: 'requests', runId: 1, requests: [{ kind: 'gates' }] });
    };
    run.scheduler.receive({ kind: 'run', runId: 1, settings: large, requests: [] });
    await run.host.done(1);
    const kinds = run.host.batchesOf(1).map((batch) => (batch.kind === 'stage' ? batch.stage : batch.kind));
    expect(kinds.indexOf('gates')).toBeGreaterThan(-1);
    expect(kinds.indexOf('gates')).toBeLessThan(kinds.indexOf('steps'));
  });

  it('leave no worker behind when there has been nothing to do for a while', async () => {
    const run = started(2);
    run.scheduler.receive({ kind: 'run', runId: 1, settings: large, requests: [] });
    await run.host.until(({ kind }) => kind === 'checked');
    expect(run.workers.terminated).toBe(0);
    for (const done of run.later) done();
    expect(run.workers.terminated).toBe(2);
  });
});
