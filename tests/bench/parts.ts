/** The jobs one by one, at three sizes, against every contestant. */
import { allDiffer, type Difference, normsDiffer, sweepsDiffer } from './agreement';
import type { Contestant, Jobs } from './contest';
import { timed } from './measure';
import { enter, nameOf, type Size } from './ours';
import { fight, type Outcome } from './outcome';
import { lstmSweep } from './workload';

const SIZES: readonly Size[] = [
  { hiddenSize: 32, inputSize: 8, steps: 100 },
  { hiddenSize: 64, inputSize: 8, steps: 200 },
  // As many steps as the slowest peer can do in seconds.
  { hiddenSize: 128, inputSize: 16, steps: 50 },
];

type Part = readonly [job: string, ours: () => unknown, theirs: () => unknown, compare: () => Difference];

/** The default size does everything together as well; at the larger ones that would only repeat the parts. */
function partsOf(ours: Jobs, theirs: Jobs, steps: number, ownNorms: boolean, withAll: boolean): Part[] {
  const norms: Part[] = [
    [
      'step norms',
      ours.stepNorms,
      theirs.stepNorms,
      () => normsDiffer(ours.stepNorms()(), theirs.stepNorms()(), 'step norm'),
    ],
    [
      'cumulative norms',
      ours.cumulativeNorms,
      theirs.cumulativeNorms,
      () => normsDiffer(ours.cumulativeNorms()(), theirs.cumulativeNorms()(), 'cumulative norm'),
    ],
  ];
  const everything: Part = [
    'all of it',
    () => ours.everything(false),
    () => theirs.everything(false),
    () => allDiffer(ours.everything(false)(), theirs.everything(false)(), steps),
  ];
  return [
    ['forward + sweep', ours.sweep, theirs.sweep, () => sweepsDiffer(ours.sweep()(), theirs.sweep()(), steps)],
    ...(ownNorms ? norms : []),
    ...(withAll ? [everything] : []),
  ];
}

export async function* parts(peers: readonly Contestant[]): AsyncGenerator<Outcome, void> {
  for (const size of SIZES) {
    const { problem, jobs: ours } = enter(size);
    for (const peer of peers) {
      const theirs = await peer.prepare(problem);
      for (const [job, own, other, compare] of partsOf(ours, theirs, size.steps, peer.ownNorms, size === SIZES[0])) {
        yield await fight({
          heading: `parts: LSTM, ${nameOf(size)}`,
          size: nameOf(size),
          job,
          peer: peer.name,
          tolerance: peer.tolerance,
          ours: timed(own),
          theirs: timed(other),
          compare,
          multiplyAdds: job === 'forward + sweep' ? lstmSweep(size) : null,
        });
      }
      theirs.dispose();
    }
  }
}
