/** The page's side of the protocol, against a worker that sends what the test wants. */
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/engine/batches';
import { EngineClient, type WorkerLike } from '../../src/worker/client';
import type { FromWorker } from '../../src/worker/messages';
import { Scheduler } from '../../src/worker/scheduler';
import { small } from '../engine/networks';
import { batchesOf, bitsOf } from '../engine/runs';
import { FakeHost } from './fakeHost';
import { FakeWorker } from './fakeWorker';

function connected(create?: () => WorkerLike): {
  client: EngineClient;
  workers: FakeWorker[];
  received: string[];
  batches: { runId: number; batch: Batch }[];
} {
  const workers: FakeWorker[] = [];
  const received: string[] = [];
  const batches: { runId: number; batch: Batch }[] = [];
  const client = new EngineClient(
    create ??
      (() => {
        const worker = new FakeWorker();
        workers.push(worker);
        return worker;
      }),
    {
      batch: (runId, batch, isToBeShown) => {
        received.push(
          `${runId} ${batch.kind === 'stage' ? batch.stage : batch.kind}${isToBeShown ? '' : ', not shown'}`,
        );
        batches.push({ runId, batch });
      },
      done: (runId) => received.push(`${runId} done`),
      perturbed: (runId, batch) =>
        received.push(`${runId} perturbed ${batch.kind === 'stage' ? batch.stage : batch.kind}`),
      checked: (runId) => received.push(`${runId} checked`),
      failed: (message) => received.push(`failed: ${message}`),
    },
  );
  return { client, workers, received, batches };
}

const stage = (name: 'forward' | 'messages' | 'ledger'): Batch => ({ kind: 'stage', stage: name });
const curve = (every: number): Batch => ({
  kind: 'series',
  name: 'ghost',
  from: 0,
  count: 1,
  every,
  values: new Float64Array(1),
});

describe('the client', () => {
  it('starts one worker, at the first request, and numbers its runs', () => {
    const { client, workers } = connected();
    expect(workers).toHaveLength(0);
    expect(client.run(small(), [])).toBe(1);
    expect(client.run(small({ seed: 2 }), [])).toBe(2);
    client.request([{ kind: 'without', edge: 'cec' }]);
    expect(workers).toHaveLength(1);
    expect(workers[0].received).toEqual([
      { kind: 'run', runId: 1, settings: small(), requests: [] },
      { kind: 'run', runId: 2, settings: small({ seed: 2 }), requests: [] },
      { kind: 'requests', runId: 2, requests: [{ kind: 'without', edge: 'cec' }] },
    ]);
  });

  it('passes the picture of an overtaken run on as news, and what comes after it as none', () => {
    const { client, workers, received } = connected();
    client.run(small(), []);
    client.run(small({ seed: 2 }), []);
    const [worker] = workers;
    for (const batch of [stage('forward'), stage('messages'), curve(3), curve(1), stage('ledger')])
      worker.emit({ kind: 'batch', runId: 1, batch });
    worker.emit({ kind: 'done', runId: 1 });
    worker.emit({ kind: 'failed', runId: 1, message: 'of an older run' });
    expect(received).toEqual(['1 forward', '1 messages', '1 series', '1 series, not shown', '1 ledger, not shown']);
    for (const batch of [stage('forward'), curve(1), stage('ledger')]) worker.emit({ kind: 'batch', runId: 2, batch });
    worker.emit({ kind: 'done', runId: 2 });
    expect(received.slice(5)).toEqual(['2 forward', '2 series', '2 ledger', '2 done']);
  });

  it('reports that the newest run failed', () => {
    const { client, workers, received } = connected();
    client.run(small(), []);
    workers[0].emit({ kind: 'failed', runId: 1, message: 'no such weights' });
    expect(received).toEqual(['failed: no such weights']);
    client.run(small(), []);
    expect(workers).toHaveLength(1);
  });

  it('a worker that crashes is reported, its questions answered null, and the next run starts a fresh one', async () => {
    const { client, workers, received } = connected();
    client.run(small(), []);
    const asked = client.inspect(3, 4);
    workers[0].die('out of memory');
    expect(await asked).toBeNull();
    expect(workers[0].terminated).toBe(true);
    expect(received).toEqual(['failed: out of memory']);
    expect(client.run(small(), [])).toBe(2);
    expect(workers).toHaveLength(2);
    expect(workers[1].received).toEqual([{ kind: 'run', runId: 2, settings: small(), requests: [] }]);
    workers[1].emit({ kind: 'batch', runId: 2, batch: stage('forward') });
    expect(received.at(-1)).toBe('2 forward');
  });

  it('so is one that cannot be loaded, cannot be started, or says what cannot be read', () => {
    const unloadable = connected();
    unloadable.client.run(small(), []);
    unloadable.workers[0].die('');
    expect(unloadable.received).toEqual(['failed: the worker could not be loaded']);
    const refused = connected(() => {
      throw new Error('no workers here');
    });
    refused.client.run(small(), []);
    expect(refused.received).toEqual(['failed: no workers here']);
    const garbled = connected();
    garbled.client.run(small(), []);
    garbled.workers[0].onmessageerror?.({} as MessageEvent);
    expect(garbled.received).toEqual(['failed: a message from the worker could not be read']);
  });

  it('gives each question its own answer, whatever the order', async () => {
    const { client, workers } = connected();
    client.run(small(), []);
    const first = client.inspect(1, 0);
    const second = client.inspect(2, 0);
    const ids = workers[0].received.flatMap((message) => (message.kind === 'inspect' ? [message.requestId] : []));
    const inspection = {
      step: 2,
      unit: 0,
      forward: {},
      delta: {},
      arriving: {},
      alone: {},
      factor: {},
      crossings: [],
      walk: [{ step: 2, norm: {}, message: {} }, null, null] as const,
      terms: {},
    };
    workers[0].emit({ kind: 'inspected', requestId: ids[1], runId: 1, inspection, perturbed: null });
    workers[0].emit({ kind: 'inspected', requestId: ids[0], runId: 1, inspection: null, perturbed: null });
    expect(await second).toEqual({ inspection, perturbed: null });
    expect(await first).toBeNull();
  });

  it('terminates its worker when it is disposed of', async () => {
    const { client, workers } = connected();
    client.run(small(), []);
    const asked = client.inspect(0, 0);
    client.dispose();
    expect(workers[0].terminated).toBe(true);
    expect(await asked).toBeNull();
  });

  it('hears from a scheduler the same bits as a direct call gives', async () => {
    const host = new FakeHost();
    const scheduler = new Scheduler(host);
    const worker: WorkerLike = {
      postMessage: (message) => scheduler.receive(message),
      terminate() {},
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    };
    host.onPost = (data) => worker.onmessage?.({ data } as MessageEvent<FromWorker>);
    const { client, batches, received } = connected(() => worker);
    const runId = client.run(small(), []);
    await host.done(runId);
    expect(bitsOf(batches.map(({ batch }) => batch))).toEqual(bitsOf(batchesOf(small())));
    expect(received.at(-1)).toBe('1 done');
    await host.until(({ kind }) => kind === 'checked');
    expect(received).toContain('1 perturbed forward');
    expect(received.at(-1)).toBe('1 checked');
  });
});
