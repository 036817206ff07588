/** The worker's protocol: order, newest waiting wins, grace, crash, inspection, and the same bits as a direct call. */
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import type { Edge } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import type { FromWorker } from '../../src/worker/messages';
import { Scheduler } from '../../src/worker/scheduler';
import { small } from '../engine/networks';
import { batchesOf, bitsOf, collect, expectedStages, expectWellFormed, stagesOf } from '../engine/runs';
import { FakeHost } from './fakeHost';

const settings = small({ peepholes: true });

function started(tick = 0): { host: FakeHost; scheduler: Scheduler } {
  const host = new FakeHost();
  host.tick = tick;
  return { host, scheduler: new Scheduler(host) };
}

describe('a run', () => {
  it('has the same bits by direct call, as a generator and through the scheduler', async () => {
    const direct = bitsOf(batchesOf(settings));
    const generated: ReturnType<typeof batchesOf> = [];
    const work = new Pipeline().run(settings);
    for (let next = work.next(); next.done !== true; next = work.next()) if (next.value) generated.push(next.value);
    expect(bitsOf(generated)).toEqual(direct);
    for (const tick of [0, 3, 100]) {
      const { host, scheduler } = started(tick);
      scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
      await host.done(1);
      expect(bitsOf(host.batchesOf(1))).toEqual(direct);
    }
  });

  it('streams its stages in order, then posts that it is done', async () => {
    const { host, scheduler } = started();
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    expectWellFormed(host.batchesOf(1));
    const other = host.posted.find(({ kind }) => kind !== 'batch' && kind !== 'perturbed');
    expect(other).toEqual({ kind: 'done', runId: 1 });
    expect(host.posted.every((message) => 'runId' in message && message.runId === 1)).toBe(true);
  });

  it('checks for newer requests after every 5 ms of work, and after each batch behind the picture', async () => {
    const { host, scheduler } = started(1);
    const pauses = [...new Pipeline().run(settings)].length;
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    expect(host.turns).toBeGreaterThan(pauses / 8);
  });

  it('gives its buffers away: each is in the transfer list once, and no later message touches it', async () => {
    const { host, scheduler } = started();
    const seen: { bits: string[]; message: FromWorker }[] = [];
    host.onPost = (message) => seen.push({ bits: bitsOf('batch' in message ? [message.batch] : []), message });
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    scheduler.receive({ kind: 'run', runId: 2, settings: { ...settings, cuts: ['R_z'] }, requests: [] });
    await host.until(({ kind }) => kind === 'checked');
    for (const { bits, message } of seen) if ('batch' in message) expect(bitsOf([message.batch])).toEqual(bits);
    expect(new Set(host.transferred).size).toBe(host.transferred.length);
    const buffers = host.posted.flatMap((message) => ('batch' in message ? arraysIn(message.batch) : []));
    expect(buffers.length).toBeGreaterThan(10);
    expect(new Set(buffers)).toEqual(new Set(host.transferred));
  });
});

function arraysIn(batch: object): ArrayBufferLike[] {
  return Object.values(batch).flatMap((value: unknown) => (ArrayBuffer.isView(value) ? [value.buffer] : []));
}

describe('a run that is overtaken', () => {
  /** Sends run 2 (and 3) in the first turn of run 1, and waits for the last of them. */
  async function overtake(tick: number, newer: readonly Settings[] = [small({ seed: 2 })]): Promise<FakeHost> {
    const { host, scheduler } = started(tick);
    host.onTurn = () => {
      host.onTurn = null;
      newer.forEach((next, k) => scheduler.receive({ kind: 'run', runId: k + 2, settings: next, requests: [] }));
    };
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(newer.length + 1);
    return host;
  }

  it('finishes its messages within 50 ms, and drops its later stages', async () => {
    const host = await overtake(0.2);
    expect(host.stagesOf(1)).toEqual(['forward', 'messages', 'outline']);
    expect(host.doneRuns()).toEqual([2]);
    expect(bitsOf(host.batchesOf(2))).toEqual(bitsOf(batchesOf(small({ seed: 2 }))));
  });

  it('is dropped before its messages are complete beyond 50 ms', async () => {
    const host = await overtake(6);
    expect(host.stagesOf(1)).not.toContain('messages');
    expect(host.doneRuns()).toEqual([2]);
  });

  it('gives way to the newest only: what waited in between is never run', async () => {
    const host = await overtake(0.2, [small({ seed: 2 }), small({ seed: 3 }), small({ seed: 4 })]);
    expect(host.batchesOf(2)).toEqual([]);
    expect(host.batchesOf(3)).toEqual([]);
    expect(host.doneRuns()).toEqual([4]);
  });

  it('in its later stages stops at the next check', async () => {
    const { host, scheduler } = started(0.2);
    host.onPost = (message) => {
      if (
        message.kind === 'batch' &&
        message.runId === 1 &&
        message.batch.kind === 'series' &&
        message.batch.name === 'ghost'
      ) {
        scheduler.receive({ kind: 'run', runId: 2, settings: { ...settings, cuts: ['R_o'] }, requests: [] });
      }
    };
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(2);
    const batches = host.batchesOf(1);
    expect(batches.at(-1)).toMatchObject({ kind: 'series', name: 'ghost' });
    // Only the cut changed, but the Jacobians of this network had not been reached: they come now.
    const second = host.batchesOf(2);
    expect(second[0]).toMatchObject({ kind: 'forward', newNetwork: false });
    expect(second.some((batch) => batch.kind === 'series' && batch.name === 'cumulative.state')).toBe(true);
  });
});

describe('an error', () => {
  const broken = (): Settings =>
    new Proxy(settings, {
      get(target, key) {
        if (key === 'weights') throw new Error('no such weights');
        return Reflect.get(target, key) as unknown;
      },
    });

  it('is posted with its run, and the next run works', async () => {
    const { host, scheduler } = started();
    scheduler.receive({ kind: 'run', runId: 1, settings: broken(), requests: [] });
    await host.until((message) => message.kind === 'failed');
    expect(host.posted).toEqual([{ kind: 'failed', runId: 1, message: 'no such weights' }]);
    scheduler.receive({ kind: 'run', runId: 2, settings, requests: [] });
    await host.done(2);
    expect(bitsOf(host.batchesOf(2))).toEqual(bitsOf(batchesOf(settings)));
  });

  it('does not hold up a run that waits already', async () => {
    const { host, scheduler } = started();
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    scheduler.receive({ kind: 'run', runId: 2, settings: broken(), requests: [] });
    host.onPost = (message) => {
      if (message.kind === 'failed') scheduler.receive({ kind: 'run', runId: 3, settings, requests: [] });
    };
    await host.done(3);
    expect(expectedStages(host.batchesOf(3))).toEqual(stagesOf(host.batchesOf(3)));
  });
});

describe('what is asked on the side', () => {
  it('inspect answers the engine’s own float64 numbers', async () => {
    const { host, scheduler } = started();
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    const pipeline = new Pipeline();
    collect(pipeline.run(settings));
    const { currentTrace, messages, ledger } = pipeline;
    if (currentTrace === null || messages === null) throw new Error('the run left nothing');
    for (const [step, unit] of [
      [0, 0],
      [7, 3],
      [13, 5],
    ] as const) {
      scheduler.receive({ kind: 'inspect', requestId: 9, step, unit });
      expect(host.posted.at(-1)).toMatchObject({
        kind: 'inspected',
        requestId: 9,
        runId: 1,
        inspection: inspect(currentTrace, messages, ledger, step, unit),
      });
    }
  });

  it('inspect answers null for a cell that is not there (yet), and never throws', async () => {
    const { host, scheduler } = started();
    const ask = (step: number, unit: number): unknown => {
      scheduler.receive({ kind: 'inspect', requestId: 1, step, unit });
      const answer = host.posted.at(-1);
      return answer?.kind === 'inspected' ? answer.inspection : answer;
    };
    expect(ask(0, 0)).toBeNull();
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    for (const [step, unit] of [
      [14, 0],
      [0, 6],
      [-1, 0],
      [0, -1],
      [Number.NaN, 0],
    ] as const)
      expect(ask(step, unit)).toBeNull();
    expect(ask(0, 0)).not.toBeNull();
  });

  it('view requests made during a run are answered before its curves, and only for the run that is shown', async () => {
    const { host, scheduler } = started();
    host.tick = 1;
    host.onTurn = () => {
      if (!host.stagesOf(1).includes('messages')) return;
      host.onTurn = null;
      scheduler.receive({ kind: 'requests', runId: 1, requests: [{ kind: 'without', edge: 'cec' }] });
      scheduler.receive({ kind: 'requests', runId: 7, requests: [{ kind: 'without', edge: 'R_o' }] });
    };
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    expect(host.stagesOf(1).at(-1)).toBe('without');
    const names = host.batchesOf(1).flatMap((batch) => (batch.kind === 'series' ? [batch.name] : []));
    expect(names).toContain('cumulativeWithout.cec');
    expect(names.indexOf('cumulativeWithout.cec')).toBeLessThan(names.indexOf('cumulative.state'));
    expect(names).not.toContain('cumulativeWithout.R_o');
  });

  it('the newest view requests replace those that are under way', async () => {
    const { host, scheduler } = started();
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    host.tick = 1;
    const request = (...edges: Edge[]): void =>
      scheduler.receive({ kind: 'requests', runId: 1, requests: edges.map((edge) => ({ kind: 'without', edge })) });
    host.onTurn = () => {
      host.onTurn = null;
      request('R_f');
    };
    request('cec', 'R_z', 'R_i', 'R_o');
    await host.until(
      (message) =>
        message.kind === 'batch' &&
        message.batch.kind === 'series' &&
        message.batch.name === 'cumulativeWithout.R_f' &&
        message.batch.from === 0,
    );
    const names = host.batchesOf(1).flatMap((batch) => (batch.kind === 'series' ? [batch.name] : []));
    expect(names).not.toContain('cumulativeWithout.R_o');
  });

  it('view requests give way to a new run at once, grace or not', async () => {
    const { host, scheduler } = started();
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    host.tick = 1;
    host.onTurn = () => {
      host.onTurn = null;
      scheduler.receive({ kind: 'run', runId: 2, settings, requests: [] });
    };
    const requests = (['cec', 'R_z', 'R_i', 'R_f', 'R_o'] as const).map((edge) => ({ kind: 'without', edge }) as const);
    scheduler.receive({ kind: 'requests', runId: 1, requests });
    await host.done(2);
    const names = host.batchesOf(1).flatMap((batch) => (batch.kind === 'series' ? [batch.name] : []));
    expect(names).not.toContain('cumulativeWithout.R_o');
  });

  it('a newer request made during a run replaces the one that came with it', async () => {
    const { host, scheduler } = started();
    host.tick = 1;
    host.onTurn = () => {
      if (host.batchesOf(1).length === 0) return;
      host.onTurn = null;
      scheduler.receive({ kind: 'requests', runId: 1, requests: [{ kind: 'jacobian', step: 6 }] });
    };
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [{ kind: 'jacobian', step: 5 }] });
    await host.done(1);
    const batches = host.batchesOf(1);
    expect(batches.flatMap((batch) => (batch.kind === 'jacobian' ? [batch.step] : []))).toEqual([6]);
    const names = batches.map((batch) => (batch.kind === 'stage' ? batch.stage : batch.kind));
    expect(names.indexOf('jacobian')).toBeGreaterThan(names.indexOf('ledger'));
    expect(names.indexOf('jacobian')).toBeLessThan(names.indexOf('steps'));
  });

  it('a request that fails is reported, is not called done, and leaves the run as it was', async () => {
    const { host, scheduler } = started();
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    const bad = [{ kind: 'without', edge: 'cec' }] as const;
    const broken = {
      get kind(): never {
        throw new Error('no such view');
      },
    } as unknown as (typeof bad)[number];
    scheduler.receive({ kind: 'requests', runId: 1, requests: [broken] });
    await host.until((message) => message.kind === 'failed');
    expect(host.doneRuns()).toEqual([1]);
    scheduler.receive({ kind: 'inspect', requestId: 1, step: 0, unit: 0 });
    expect(host.posted.at(-1)).toMatchObject({ kind: 'inspected', inspection: { step: 0 } });
    scheduler.receive({ kind: 'requests', runId: 1, requests: bad });
    await host.until((message) => message.kind === 'done' && host.doneRuns().length === 2);
  });

  it('a stream of runs whose pictures take longer than the grace still gets pictures', async () => {
    const { host, scheduler } = started();
    host.tick = 1; // a picture of this network takes some hundred readings of the clock
    let runId = 1;
    host.onTurn = () => {
      if (runId < 400)
        scheduler.receive({ kind: 'run', runId: ++runId, settings: { ...settings, seed: runId }, requests: [] });
    };
    scheduler.receive({ kind: 'run', runId, settings, requests: [] });
    await host.done(400);
    const pictures = host.posted.filter(
      (message) => message.kind === 'batch' && message.batch.kind === 'stage' && message.batch.stage === 'messages',
    );
    expect(pictures.length).toBeGreaterThan(3);
  });

  it('where pictures of this size take longer than the grace, those that are begun are finished, whatever waits', async () => {
    const { host, scheduler } = started(1);
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    let runId = 2;
    host.onTurn = () => {
      if (runId < 400)
        scheduler.receive({ kind: 'run', runId: ++runId, settings: { ...settings, seed: runId }, requests: [] });
    };
    scheduler.receive({ kind: 'run', runId, settings, requests: [] });
    await host.done(400);
    const pictures = Array.from({ length: 399 }, (_, k) => host.stagesOf(k + 2)).filter((stages) =>
      stages.includes('messages'),
    );
    // With every run dropped at 50 ms until the picture starves there are 10.
    expect(pictures.length).toBeGreaterThan(14);
  });

  it('a network of another size does not wait for a slow picture', async () => {
    const { host, scheduler } = started(1);
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    host.onTurn = () => {
      host.onTurn = null;
      scheduler.receive({ kind: 'run', runId: 3, settings: { ...settings, hiddenSize: 3 }, requests: [] });
    };
    scheduler.receive({ kind: 'run', runId: 2, settings: { ...settings, seed: 2 }, requests: [] });
    await host.done(3);
    expect(host.stagesOf(2)).not.toContain('messages');
  });
});

describe('while a slider moves', () => {
  /** Run 1 to its end and, so many milliseconds later, run 2; resolves when what remains of run 2 is put off. */
  async function putOff(later = 100): Promise<{ host: FakeHost; scheduler: Scheduler; goOn: () => void }> {
    const { host, scheduler } = started(0.01);
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    host.pass(later);
    const goOn = await new Promise<() => void>((resolve) => {
      host.onAfter = (_ms, done) => resolve(done);
      scheduler.receive({ kind: 'run', runId: 2, settings: { ...settings, seed: 2 }, requests: [] });
    });
    return { host, scheduler, goOn };
  }

  it('picture and sentence come at once, and the curves when there has been no change for a while', async () => {
    const { host, goOn } = await putOff();
    expect(host.stagesOf(2)).toEqual(['forward', 'messages', 'outline', 'ghost', 'ledger']);
    goOn();
    await host.done(2);
    expect(bitsOf(host.batchesOf(2))).toEqual(bitsOf(batchesOf({ ...settings, seed: 2 })));
  });

  it('of pictures that follow one another closely not every one gets its sentence', async () => {
    const { host, goOn } = await putOff(1);
    expect(host.stagesOf(2)).toEqual(['forward', 'messages', 'outline']);
    goOn();
    await host.done(2);
    expect(bitsOf(host.batchesOf(2))).toEqual(bitsOf(batchesOf({ ...settings, seed: 2 })));
  });

  it('the next change ends the wait', async () => {
    const { host, scheduler } = await putOff();
    host.onAfter = (_ms, done) => done();
    scheduler.receive({ kind: 'run', runId: 3, settings: { ...settings, seed: 3 }, requests: [] });
    await host.done(3);
    expect(host.stagesOf(2).at(-1)).toBe('ledger');
  });

  it('so does a view that is opened', async () => {
    const { host, scheduler } = await putOff();
    scheduler.receive({ kind: 'requests', runId: 2, requests: [{ kind: 'without', edge: 'cec' }] });
    await host.done(2);
    expect(host.stagesOf(2).at(-1)).toBe('without');
  });

  it('a change by itself is not put off', async () => {
    const { host, scheduler } = started(1);
    host.onAfter = () => expect.unreachable('nobody is dragging');
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.done(1);
    // More than a quarter of a second by this clock since the first.
    scheduler.receive({ kind: 'run', runId: 2, settings: { ...settings, seed: 2 }, requests: [] });
    await host.done(2);
  });
});

describe('the second run, with every number moved in its last bits', () => {
  const perturbedBatches = (host: FakeHost, runId: number): ReturnType<typeof batchesOf> =>
    host.posted.flatMap((message) => (message.kind === 'perturbed' && message.runId === runId ? [message.batch] : []));
  const checked = (host: FakeHost, runId: number): Promise<FromWorker> =>
    host.until((message) => message.kind === 'checked' && message.runId === runId);

  it('comes after the sentence and after what a view asks for, with the bits of a direct call', async () => {
    for (const tick of [0, 3]) {
      const { host, scheduler } = started(tick);
      scheduler.receive({ kind: 'run', runId: 1, settings, requests: [{ kind: 'gates' }] });
      await checked(host, 1);
      const pipeline = new Pipeline().perturbed();
      const direct = [...collect(pipeline.run(settings)), ...collect(pipeline.answerRequests([{ kind: 'gates' }]))];
      expect(bitsOf(perturbedBatches(host, 1)).sort()).toEqual(bitsOf(direct).sort());
      const names = host.posted.map((message) =>
        'batch' in message
          ? `${message.kind} ${message.batch.kind === 'stage' ? message.batch.stage : message.batch.kind}`
          : message.kind,
      );
      const order = ['batch ledger', 'batch gates', 'perturbed forward', 'perturbed ledger', 'batch steps', 'done'];
      const places = [...order, 'perturbed gates', 'perturbed steps', 'checked'].map((name) => names.lastIndexOf(name));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places[0]).toBeGreaterThan(0);
    }
  });

  it('is dropped by a new run, which waits for no more than a slice of it', async () => {
    const { host, scheduler } = started(1);
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.until(({ kind }) => kind === 'perturbed');
    const before = host.posted.length;
    scheduler.receive({ kind: 'run', runId: 2, settings: small({ seed: 2 }), requests: [] });
    await checked(host, 2);
    expect(host.posted.filter((message) => message.kind === 'checked')).toHaveLength(1);
    const later = host.posted.slice(before);
    expect(later.filter((message) => 'runId' in message && message.runId === 1).length).toBeLessThan(3);
    const pipeline = new Pipeline().perturbed();
    expect(bitsOf(perturbedBatches(host, 2))).toEqual(bitsOf(collect(pipeline.run(small({ seed: 2 })))));
  });

  it('lets what a view asks for pass, goes on after it, and answers it too', async () => {
    const { host, scheduler } = started(1);
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await host.until(({ kind }) => kind === 'perturbed');
    scheduler.receive({ kind: 'requests', runId: 1, requests: [{ kind: 'gates' }] });
    await checked(host, 1);
    expect(host.batchesOf(1).filter(({ kind }) => kind === 'gates')).toHaveLength(1);
    const pipeline = new Pipeline().perturbed();
    const direct = [...collect(pipeline.run(settings)), ...collect(pipeline.answerRequests([{ kind: 'gates' }]))];
    expect(bitsOf(perturbedBatches(host, 1)).sort()).toEqual(bitsOf(direct).sort());
  });

  it('answers only the newest of what was asked of one kind, and each kind', async () => {
    const { host, scheduler } = started(1);
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [{ kind: 'growth' }] });
    await host.done(1);
    for (const step of [2, 3, 4, 5]) {
      scheduler.receive({ kind: 'requests', runId: 1, requests: [{ kind: 'jacobian', step }] });
      await host.until(
        (message) => message.kind === 'batch' && message.batch.kind === 'jacobian' && message.batch.step === step,
      );
    }
    await checked(host, 1);
    const answers = perturbedBatches(host, 1).flatMap((batch) => (batch.kind === 'jacobian' ? [batch.step] : []));
    expect(answers.at(-1)).toBe(5);
    expect(answers.length).toBeLessThanOrEqual(2);
    expect(perturbedBatches(host, 1).filter(({ kind }) => kind === 'growth').length).toBeGreaterThan(0);
  });

  it('answers for single cells once it is there, and no earlier', async () => {
    const { host, scheduler } = started();
    const ask = (): unknown => {
      scheduler.receive({ kind: 'inspect', requestId: 1, step: 3, unit: 2 });
      const answer = host.posted.at(-1);
      return answer?.kind === 'inspected' ? answer.perturbed : answer;
    };
    const early: unknown[] = [];
    host.onPost = (message) => {
      if (message.kind === 'batch' && message.batch.kind === 'stage' && message.batch.stage === 'messages')
        early.push(ask());
    };
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
    await checked(host, 1);
    expect(early).toEqual([null]);
    const pipeline = new Pipeline().perturbed();
    collect(pipeline.run(settings));
    const { currentTrace, messages, ledger } = pipeline;
    if (currentTrace === null || messages === null) throw new Error('the run left nothing');
    expect(ask()).toEqual(inspect(currentTrace, messages, ledger, 3, 2));
    scheduler.receive({ kind: 'run', runId: 2, settings: small({ seed: 2 }), requests: [] });
    await checked(host, 2);
    expect(early).toEqual([null, null]);
    expect(ask()).not.toEqual(inspect(currentTrace, messages, ledger, 3, 2));
  });
});
