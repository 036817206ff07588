/** The contest itself; `bench.ts` bundles this file, so that all code is measured as a page would run it. */
import { allDiffer, type Difference, normsDiffer, sweepsDiffer } from './agreement';
import type { Contestant, Jobs } from './contest';
import { type Duel, duel } from './measure';
import { mlMatrix } from './mlMatrix';
import { enter, type Size } from './ours';
import { tensorFlow } from './tensorflow';
import type { TensorFlow } from './tensorflowTypes';

export interface Outcome {
  readonly size: Size;
  readonly job: string;
  readonly peer: string;
  readonly duel: Duel;
  readonly difference: Difference;
  readonly agrees: boolean;
}

const SIZES: readonly Size[] = [
  { hiddenSize: 32, inputSize: 8, steps: 100 },
  { hiddenSize: 64, inputSize: 8, steps: 200 },
  // As many steps as the slowest peer can do in seconds.
  { hiddenSize: 128, inputSize: 16, steps: 50 },
];

/** `tf` is null where it could not be installed. */
export function contestants(tf: TensorFlow | null): Contestant[] {
  if (tf === null) return [mlMatrix];
  return [
    tensorFlow(tf, 'wasm', 'gates'),
    tensorFlow(tf, 'wasm', 'fused'),
    tensorFlow(tf, 'cpu', 'gates'),
    tensorFlow(tf, 'cpu', 'fused'),
    mlMatrix,
  ];
}

type Fight = readonly [job: string, ours: () => unknown, theirs: () => unknown, compare: () => Difference];

/** The default size does everything together as well; at the larger ones that would only repeat the parts. */
function fights(ours: Jobs, theirs: Jobs, steps: number, ownNorms: boolean, withAll: boolean): Fight[] {
  const norms: Fight[] = [
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
  const everything: Fight = [
    'all of it',
    ours.everything,
    theirs.everything,
    () => allDiffer(ours.everything()(), theirs.everything()(), steps),
  ];
  return [
    ['forward + sweep', ours.sweep, theirs.sweep, () => sweepsDiffer(ours.sweep()(), theirs.sweep()(), steps)],
    ...(ownNorms ? norms : []),
    ...(withAll ? [everything] : []),
  ];
}

export async function* contest(peers: readonly Contestant[]): AsyncGenerator<Outcome, void> {
  for (const size of SIZES) {
    const { problem, jobs: ours } = enter(size);
    for (const peer of peers) {
      const theirs = await peer.prepare(problem);
      for (const [job, own, other, compare] of fights(ours, theirs, size.steps, peer.ownNorms, size === SIZES[0])) {
        const difference = compare();
        const agrees = difference.relative <= peer.tolerance;
        yield { size, job, peer: peer.name, duel: duel(own, other), difference, agrees };
      }
      theirs.dispose();
    }
  }
}
