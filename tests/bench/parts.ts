/** The jobs one by one, at three sizes, against every contestant. */
import { differ } from './agreement';
import type { Contestant, JobName, Size } from './contest';
import type { Isolate } from './isolate';
import { nameOf, problemOf } from './ours';
import { fight, type Outcome } from './outcome';
import { lstmSweep } from './workload';

const SIZES: readonly Size[] = [
  { hiddenSize: 32, inputSize: 8, steps: 100 },
  { hiddenSize: 64, inputSize: 8, steps: 200 },
  // As many steps as the slowest peer can do in seconds.
  { hiddenSize: 128, inputSize: 16, steps: 50 },
];

/** Everything together only at the default size: at the larger ones that would but repeat the parts. */
const JOBS: readonly (readonly [JobName, string])[] = [
  ['sweep', 'forward + sweep'],
  ['stepNorms', 'step norms'],
  ['cumulativeNorms', 'cumulative norms'],
  ['everything', 'all of it'],
];

export async function* parts(isolate: Isolate, peers: readonly Contestant[]): AsyncGenerator<Outcome, void> {
  for (const size of SIZES) {
    const problem = problemOf(size);
    const ours = await isolate.enter({ kind: 'ours', size });
    for (const { name: peer, tolerance, jobs, prepare } of peers) {
      const theirs = await prepare(problem);
      for (const [job, heading] of JOBS) {
        if (!jobs.includes(job) || (job === 'everything' && size !== SIZES[0])) continue;
        yield await fight({
          heading: `parts: LSTM, ${nameOf(size)}`,
          size: nameOf(size),
          job: heading,
          peer,
          tolerance,
          ours: ours.run(job),
          theirs: theirs.run(job),
          compare: () => differ(job, ours, theirs, size.steps),
          multiplyAdds: job === 'sweep' ? lstmSweep(size) : null,
        });
      }
      await theirs.dispose();
    }
  }
}
