/**
 * `npm run bench [-- --json FILE --only W1,paint]`: this engine beside its peers on the same work, in one run. Every peer's
 * numbers are held against ours first; exits 1 where they differ, or where a peer that this project brings could not take part.
 * `memory`, `whole` and `pool` have no peer and take long, so they are run only when they are named: the memory of 200 runs of the
 * largest network in Chromium (exits 1 beyond the limits of memoryReport.ts), one such run to its very end in Node, and runs by a pool of
 * threads in turn with runs by one (exits 1 where their bits differ).
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { messageOf, NotUnderstood, runCommand } from '../../src/cli/commandLine';
import { BenchPage, message, paint } from './browser';
import type { Isolate } from './isolate';
import type { LibraryFiles } from './isolateMessages';
import { LARGEST, reportMemory } from './memoryReport';
import type { Outcome } from './outcome';
import { bringJax, bringTensorFlow, bundleIsolate, bundlePool, bundleWholeRun, CACHE, loadContest } from './peers';
import type { PythonPeer } from './python';
import { PEER, Report } from './report';

const NAMES = ['W1', 'W2', 'W3', 'W4', 'heatmaps', 'paint', 'message', 'growth', 'parts'] as const;
const LONG = ['memory', 'whole', 'pool'] as const;
type Name = (typeof NAMES)[number] | (typeof LONG)[number];

const WHOLE_RUN_SECONDS = 25 * 60;

const POOL_SIZE = '256,2000';
const POOL_ROUNDS = 2;

const usage = `usage: npm run bench -- [--json FILE] [--only JOB,JOB,…]

Measures this engine beside its peers on the same work, after holding their numbers against ours. All of it takes some 20 minutes.

  --only JOB,JOB,…  only these; jobs: ${NAMES.join(', ')}; only when named: ${LONG.join(', ')}
  --size N,T        of the network that \`pool\` runs (default ${POOL_SIZE})
  --json FILE       writes the rows to FILE too
  -h, --help        this

exit code: 0, 1 if a peer's numbers differ or a peer could not take part, 2 if the arguments are not understood`;

await runCommand(
  { name: 'bench', usage, options: { json: { type: 'string' }, only: { type: 'string' }, size: { type: 'string' } } },
  ({ values: { json, only, size = POOL_SIZE } }) => bench(json, only === undefined ? NAMES : jobsIn(only), size),
);

/** Errors: `NotUnderstood` on a job that there is not. */
function jobsIn(only: string): readonly Name[] {
  const known: readonly Name[] = [...NAMES, ...LONG];
  return only.split(',').map((wanted) => {
    const job = known.find((name) => name === wanted);
    if (job === undefined) throw new NotUnderstood(`There is no job "${wanted}": the jobs are ${known.join(', ')}.`);
    return job;
  });
}

async function bench(json: string | undefined, chosen: readonly Name[], size: string): Promise<number> {
  // Threads and processes keep this one alive: they are closed however it ends.
  const close: (() => unknown)[] = [];
  try {
    return await measure(json, chosen, size, close);
  } finally {
    for (const one of close) await one();
  }
}

async function measure(
  json: string | undefined,
  chosen: readonly Name[],
  size: string,
  close: (() => unknown)[],
): Promise<number> {
  const { contestants, GROUPS, growths, Isolate: Thread, multiplyAddsPerMs, PythonPeer: Python } = await loadContest();
  let complete = true;
  const script = await bundleIsolate();
  const [ours, mlMatrix] = [await opened(null), await opened(null)];
  const tf = chosen.some((name) => name in GROUPS && name !== 'W3')
    ? await brought('TensorFlow.js', bringTensorFlow)
    : null;
  const jax = chosen.includes('W1') ? await brought('jax-js', bringJax) : null;
  const python = chosen.some((name) => name === 'W1' || name === 'W2' || name === 'W3') ? await pythonPeers() : [];
  const peers = { ours, mlMatrix, tf, jax, python };

  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'} × ${availableParallelism()}; milliseconds, min (median)\n`,
  );
  if (chosen.some((name) => name in GROUPS)) {
    for (const { name, how } of contestants(peers)) console.log(`${name.padEnd(PEER)} ${how}`);
  }
  for (const { name, how } of python) console.log(`${name.padEnd(PEER)} ${how}; one thread, float64`);
  const report = new Report(multiplyAddsPerMs());
  for (const name of [...NAMES, ...LONG]) {
    if (!chosen.includes(name)) continue;
    if (name === 'growth') {
      console.log("\ngrowth of W1's time");
      for await (const growth of growths(ours)) report.grown(growth);
    } else if (name === 'paint' || name === 'message') await inBrowser(name === 'paint' ? paint : message);
    else if (name === 'memory') complete = (await reportMemory()) && complete;
    else if (name === 'whole') await wholeRun();
    else if (name === 'pool') complete = (await poolRuns(size)) && complete;
    else for await (const outcome of GROUPS[name](peers)) report.add(outcome);
  }
  for (const { job, peer, difference } of report.disagreeing) {
    console.error(
      `${peer}, ${job}: differs from ours by ${difference?.relative} in ${difference?.where}. That was not the same work.`,
    );
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report.rows, null, 2)}\n`);
  return complete && report.disagreeing.length === 0 ? 0 : 1;

  async function opened(files: LibraryFiles | null): Promise<Isolate> {
    const isolate = await Thread.open(script, files);
    close.push(() => isolate.close());
    return isolate;
  }

  async function brought(name: string, bring: () => Promise<LibraryFiles>): Promise<Isolate | null> {
    try {
      return await opened(await bring());
    } catch (error) {
      complete = false;
      console.error(`${name} is left out: ${messageOf(error)}`);
      return null;
    }
  }

  async function pythonPeers(): Promise<PythonPeer[]> {
    const script = join(import.meta.dirname, 'peer.py');
    const found = await Promise.all(
      (['numpy', 'numpy norm', 'torch'] as const).map((kind) => Python.start(kind, script)),
    );
    const present = found.filter((peer) => peer !== null);
    for (const peer of present) close.push(() => peer.stop());
    if (present.length === 0) console.log('python3 has neither numpy nor PyTorch, or is not there: no rows for them.');
    return present;
  }

  async function inBrowser(job: (page: BenchPage) => AsyncGenerator<Outcome, void>): Promise<void> {
    const page = await BenchPage.open(join(CACHE, 'page'));
    try {
      for await (const outcome of job(page)) report.add(outcome);
    } finally {
      await page.close();
    }
  }
}

/** Its lines are its own; it stops by itself when its time is up. */
async function wholeRun(): Promise<void> {
  const { hiddenSize, steps } = LARGEST;
  console.log(`\nwhole: N=${hiddenSize} T=${steps}, one run to its very end in a process of its own`);
  spawnSync(process.execPath, [await bundleWholeRun(), ...[hiddenSize, steps, WHOLE_RUN_SECONDS].map(String)], {
    stdio: 'inherit',
  });
}

/** Returns whether the bits agree. */
async function poolRuns(size: string): Promise<boolean> {
  const { run, worker } = await bundlePool();
  const threads = Math.max(2, availableParallelism());
  console.log(
    `\npool: N,T=${size}, by one thread and by ${threads} in turn, ${POOL_ROUNDS} times each; ratios of the shortest`,
  );
  const numbers = [...size.split(','), POOL_ROUNDS, threads].map(String);
  return spawnSync(process.execPath, [run, ...numbers, worker], { stdio: 'inherit' }).status === 0;
}
