/** The thread of an isolate: loads its library, and does jobs with it whenever it is told to. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Entrant, JobName, Jobs, Problem } from './contest';
import { entrant } from './entrant';
import type { LibraryFiles } from './isolate';
import { jaxJobs } from './jax';
import type { Jax } from './jaxTypes';
import { POINTS } from './mapPoints';
import { type Style, tensorFlowJobs } from './tensorflow';
import { mapJobs } from './tensorflowMap';
import type { TensorFlow } from './tensorflowTypes';

export type Entry =
  | { readonly kind: 'tensorflow'; readonly backend: 'wasm' | 'cpu'; readonly style: Style; readonly problem: Problem }
  | { readonly kind: 'tensorflow map'; readonly problem: Problem }
  | { readonly kind: 'jax'; readonly problem: Problem };

export type Question =
  | { readonly kind: 'load' }
  | { readonly kind: 'enter'; readonly entry: Entry }
  | { readonly kind: 'time' | 'numbers'; readonly job: JobName }
  | { readonly kind: 'leave' };

export type Answer = { readonly value: unknown } | { readonly error: string };

const { library, file, wasm } = workerData as LibraryFiles;
let tf: TensorFlow | null = null;
let jax: Jax | null = null;
let own: Entrant | null = null;

async function load(): Promise<void> {
  if (library === 'jax') {
    jax = (await import(pathToFileURL(file).href)) as Jax;
    return;
  }
  tf = createRequire(import.meta.url)(file) as TensorFlow;
  tf.enableProdMode();
  tf.setWasmPaths(wasm ?? '');
}

async function jobsOf(entry: Entry): Promise<Jobs> {
  if (entry.kind === 'jax') return jaxJobs(present(jax), entry.problem);
  const loaded = present(tf);
  const backend = entry.kind === 'tensorflow' ? entry.backend : 'wasm';
  await loaded.setBackend(backend);
  await loaded.ready();
  if (loaded.getBackend() !== backend) throw new Error(`the ${backend} backend did not start`);
  if (entry.kind === 'tensorflow map') return mapJobs(loaded, entry.problem, POINTS);
  return tensorFlowJobs(loaded, entry.style, entry.problem);
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('this isolate has no such library, or nobody has entered');
  return value;
}

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'load':
      return load();
    case 'enter':
      own = entrant(await jobsOf(question.entry));
      return;
    case 'time':
      return present(own).run(question.job)();
    case 'numbers':
      return present(own).numbers(question.job);
    case 'leave':
      await present(own).dispose();
      own = null;
  }
}

parentPort?.on('message', (question: Question) => {
  answer(question).then(
    (value) => parentPort?.postMessage({ value } satisfies Answer),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies Answer),
  );
});
