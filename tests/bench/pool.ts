/**
 * One run to its very end by the run itself and by a pool of threads, in turn, in a process of its own:
 * `node pool.mjs N T ROUNDS THREADS poolWorker.mjs` (`npm run bench -- --only pool [--size N,T]`). The scheduler, the queue and
 * the tasks are the page's own. Prints seconds to the end of each part of the run, ratios, and whether the bits agree.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Batch, Stage } from '../../src/engine/batches';
import { LoadedFiles } from '../../src/engine/loaded/files';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import type { FromPoolWorker } from '../../src/worker/pool/messages';
import { WorkerPool, type Workers } from '../../src/worker/pool/pool';
import { Scheduler } from '../../src/worker/scheduler';
import { turns } from '../../src/worker/turn';

interface PoolTimes {
  /** Seconds from the ledger, after which norms begin, to the end of all of them. */
  readonly norms: number;
  readonly whole: number;
  /** Of all curves, in their order. */
  readonly digest: string;
}

/** `processors`: 1 for a run without a pool; `script`: the bundle of poolWorker.ts. */
async function timeRun(settings: Settings, processors: number, script: string): Promise<PoolTimes> {
  const threads: Worker[] = [];
  const workers: Workers = {
    processors,
    spawn: (receive, failed) => {
      const thread = new Worker(script);
      threads.push(thread);
      thread.on('message', (message: FromPoolWorker) => receive(message));
      thread.on('error', failed);
      return { post: (message) => thread.postMessage(message), terminate: () => void thread.terminate() };
    },
  };
  const after = (ms: number, done: () => void): void => void setTimeout(done, ms).unref();
  const files = new LoadedFiles();
  const digest = createHash('sha256');
  const turn = turns();
  let isDone = false;
  const start = performance.now();
  const ends = new Map<Stage, number>();
  await new Promise<void>((resolve, reject) => {
    const scheduler = new Scheduler(
      {
        now: () => performance.now(),
        after,
        // The second run, which would follow, has no turn: it is not what is timed.
        turn: () => (isDone ? new Promise(() => {}) : turn()),
        pool: new WorkerPool(workers, after, files),
        post: (message) => {
          if (message.kind === 'batch') note(message.batch);
          if (message.kind === 'failed') reject(new Error(message.message));
          if (message.kind === 'done') {
            isDone = true;
            resolve();
          }
        },
      },
      files,
    );
    scheduler.receive({ kind: 'run', runId: 1, settings, requests: [] });
  });
  const whole = seconds();
  await Promise.all(threads.map((thread) => thread.terminate()));
  return { norms: (ends.get('cumulative') ?? whole) - (ends.get('ledger') ?? 0), whole, digest: digest.digest('hex') };

  function seconds(): number {
    return (performance.now() - start) / 1e3;
  }

  function note(batch: Batch): void {
    if (batch.kind === 'stage') ends.set(batch.stage, seconds());
    if (batch.kind !== 'series') return;
    digest.update(`${batch.name} ${batch.from}`);
    digest.update(new Uint8Array(batch.values.buffer));
  }
}

const [size, steps, rounds, processors] = process.argv.slice(2, 6).map(Number) as [number, number, number, number];
const script = process.argv[6] as string;
const settings: Settings = { ...DEFAULTS, hiddenSize: size, steps };
const times = { one: [] as PoolTimes[], pool: [] as PoolTimes[] };
for (let round = 0; round < rounds; round++) {
  for (const [name, count] of [
    ['one', 1],
    ['pool', processors],
  ] as const) {
    const taken = await timeRun(settings, count, script);
    times[name].push(taken);
    console.log(
      `  ${name === 'one' ? 'one thread' : `${count} threads`}: norms ${taken.norms.toFixed(1)} s, whole run ${taken.whole.toFixed(1)} s`,
    );
  }
}
const least = (name: 'one' | 'pool', part: 'norms' | 'whole'): number =>
  Math.min(...times[name].map((taken) => taken[part]));
const digests = new Set([...times.one, ...times.pool].map(({ digest }) => digest));
for (const part of ['norms', 'whole'] as const)
  console.log(
    `  ${part}: ${(least('one', part) / least('pool', part)).toFixed(2)} times as fast with ${processors} threads`,
  );
console.log(digests.size === 1 ? '  the same bits' : '  bits differ');
process.exit(digests.size === 1 ? 0 : 1);
