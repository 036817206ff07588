/** The thread of an isolate: loads its library, if it needs one, and does jobs with it whenever it is told to. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Entrant, Jobs } from './contest';
import { entrant } from './entrant';
import type { Answer, Entry, LibraryFiles, Question } from './isolateMessages';
import { jaxJobs } from './jax';
import type { Jax } from './jaxTypes';
import { POINTS } from './mapPoints';
import { mlMatrixJobs, mlMatrixRnnJobs } from './mlMatrix';
import { ourJobs, ourRnnJobs } from './ours';
import { ourMapJobs } from './phaseMap';
import { tensorFlowJobs } from './tensorflow';
import { mapJobs } from './tensorflowMap';
import type { TensorFlow } from './tensorflowTypes';

let tf: TensorFlow | null = null;
let jax: Jax | null = null;
const entrants = new Map<number, Entrant>();

async function load(files: LibraryFiles | null): Promise<void> {
  if (files === null) return;
  const { library, file, wasm } = files;
  if (library === 'jax') {
    jax = (await import(pathToFileURL(file).href)) as Jax;
    return;
  }
  tf = createRequire(import.meta.url)(file) as TensorFlow;
  tf.enableProdMode();
  tf.setWasmPaths(wasm ?? '');
}

async function jobsOf(entry: Entry): Promise<Jobs> {
  switch (entry.kind) {
    case 'ours':
      return ourJobs(entry.size);
    case 'our rnn':
      return ourRnnJobs(entry.size);
    case 'our map':
      return ourMapJobs(entry.size);
    case 'ml-matrix':
      return mlMatrixJobs(entry.problem);
    case 'ml-matrix rnn':
      return mlMatrixRnnJobs(entry.problem);
    case 'jax':
      return jaxJobs(present(jax), entry.style, entry.problem);
    case 'tensorflow':
      return tensorFlowJobs(await onBackend(entry.backend), entry.style, entry.problem);
    case 'tensorflow map':
      return mapJobs(await onBackend('wasm'), entry.problem, POINTS);
  }
}

async function onBackend(backend: 'wasm' | 'cpu'): Promise<TensorFlow> {
  const loaded = present(tf);
  await loaded.setBackend(backend);
  await loaded.ready();
  if (loaded.getBackend() !== backend) throw new Error(`the ${backend} backend did not start`);
  return loaded;
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('this isolate has no such library, or no such entrant');
  return value;
}

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'load':
      return load(workerData as LibraryFiles | null);
    case 'enter':
      entrants.set(question.who, entrant(await jobsOf(question.entry)));
      return;
    case 'time':
      return present(entrants.get(question.who)).run(question.job)();
    case 'numbers':
      return present(entrants.get(question.who)).numbers(question.job);
    case 'leave':
      await present(entrants.get(question.who)).dispose();
      entrants.delete(question.who);
  }
}

parentPort?.on('message', (question: Question) => {
  answer(question).then(
    (value) => parentPort?.postMessage({ value } satisfies Answer),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies Answer),
  );
});
