/** The workloads that the project promises to be fast at. */
import { allDiffer, bothNormsDiffer, type Difference, sweepsDiffer } from './agreement';
import type { WholeContestant } from './contest';
import { jaxJs } from './jax';
import { timed } from './measure';
import { mlMatrix, mlMatrixRnn } from './mlMatrix';
import { enter, enterRnn, nameOf, type Size } from './ours';
import { fight, type Outcome } from './outcome';
import { OurMap, POINTS } from './phaseMap';
import type { PythonPeer } from './python';
import type { Peers } from './run';
import { tensorFlow } from './tensorflow';
import { TensorFlowMap } from './tensorflowMap';
import { lstmEverything, lstmSweep, rnnNorms } from './workload';

const W1: Size = { hiddenSize: 32, inputSize: 8, steps: 100 };
const W2: Size = { hiddenSize: 128, inputSize: 16, steps: 500 };
const W3: Size = { hiddenSize: 64, inputSize: 8, steps: 200 };
/** At W2 these peers need seconds for a single step: both sides then have this many of the 500. */
const W2_STEPS_OF_SLOW_PEERS = 20;

/** Float64 on both sides; the method of the norms differs. */
const PYTHON_TOLERANCE = 1e-9;

interface Whole {
  readonly heading: string;
  readonly job: string;
  readonly size: Size;
}

/** Forward, sweep with messages, contributions, step norms, cumulative norms. */
async function* everything(
  { heading, job, size }: Whole,
  contestants: readonly WholeContestant[],
  python: readonly PythonPeer[],
): AsyncGenerator<Outcome, void> {
  const { problem, jobs: ours } = enter(size);
  const row = { heading, job, size: nameOf(size), ours: timed(() => ours.everything(true)) };
  const multiplyAdds = lstmEverything(size);
  for (const { name: peer, tolerance, prepare } of contestants) {
    const theirs = await prepare(problem);
    const compare = (): Difference => allDiffer(ours.everything(true)(), theirs.everything(true)(), size.steps);
    const run = timed(() => theirs.everything(true));
    yield await fight({ ...row, peer, tolerance, theirs: run, compare, multiplyAdds });
    theirs.dispose();
  }
  for (const peer of python) {
    await peer.load(problem);
    yield await fight({
      ...row,
      peer: peer.name,
      tolerance: PYTHON_TOLERANCE,
      theirs: peer.run('everything'),
      compare: async () => allDiffer(ours.everything(true)(), await peer.everything(), size.steps),
      multiplyAdds,
    });
  }
}

export async function* w1({ tf, jax, python }: Peers): AsyncGenerator<Outcome, void> {
  const networks = [
    ...(tf === null ? [] : [tensorFlow(tf, 'wasm', 'gates'), tensorFlow(tf, 'wasm', 'fused')]),
    ...(jax === null ? [] : [jaxJs(jax)]),
  ];
  const heading = `W1: LSTM, ${nameOf(W1)}: forward, sweep, contributions, step norms, cumulative norms`;
  yield* everything({ heading, job: 'W1', size: W1 }, [...networks, mlMatrix], python);
}

export async function* w2({ tf, python }: Peers): AsyncGenerator<Outcome, void> {
  const heading = `W2: LSTM, ${nameOf(W2)}: as W1`;
  yield* everything({ heading, job: 'W2', size: W2 }, [], python);
  const short = { ...W2, steps: W2_STEPS_OF_SLOW_PEERS };
  const networks = tf === null ? [] : [tensorFlow(tf, 'wasm', 'fused')];
  yield* everything(
    { heading: `W2 cut to T=${short.steps} on both sides: these peers would take minutes`, job: 'W2 cut', size: short },
    [...networks, mlMatrix],
    [],
  );
}

export async function* w3({ python }: Peers): AsyncGenerator<Outcome, void> {
  const { problem, norms } = enterRnn(W3);
  const row = {
    heading: `W3: tanh RNN, ${nameOf(W3)}: step and cumulative norms from a trace at hand`,
    job: 'W3',
    size: nameOf(W3),
    tolerance: PYTHON_TOLERANCE,
    ours: timed(norms),
    multiplyAdds: rnnNorms(W3),
  };
  const theirs = mlMatrixRnn(problem);
  yield await fight({
    ...row,
    peer: mlMatrix.name,
    theirs: timed(theirs),
    compare: () => bothNormsDiffer(norms()(), theirs()()),
  });
  for (const peer of python) {
    await peer.load(problem);
    const compare = async (): Promise<Difference> => bothNormsDiffer(norms()(), await peer.norms());
    yield await fight({ ...row, peer: peer.name, theirs: peer.run('norms'), compare });
  }
}

export async function* w4({ tf }: Peers): AsyncGenerator<Outcome, void> {
  if (tf === null) return;
  const ours = new OurMap(W1);
  await tf.setBackend('wasm');
  await tf.ready();
  const theirs = new TensorFlowMap(tf, ours.unitProblem(), POINTS);
  yield await fight({
    heading: `W4: LSTM, ${nameOf(W1)}: forward and sweep for ${POINTS.length} settings, forget bias × radius`,
    job: `W4, ${POINTS.length} settings`,
    size: nameOf(W1),
    peer: 'tfjs-wasm-batch',
    tolerance: 1e-3,
    ours: timed(() => ours.run()),
    theirs: timed(() => theirs.run()),
    compare() {
      const map = theirs.run();
      return ours.differsFrom((index) => theirs.at(index, map));
    },
    multiplyAdds: POINTS.length * lstmSweep(W1),
  });
  theirs.dispose();
}

export async function* heatmaps({ tf }: Peers): AsyncGenerator<Outcome, void> {
  if (tf === null) return;
  const { problem, jobs: ours } = enter(W1);
  for (const style of ['gates', 'fused'] as const) {
    const { name: peer, tolerance, prepare } = tensorFlow(tf, 'wasm', style);
    const theirs = await prepare(problem);
    yield await fight({
      heading: `heatmaps: LSTM, ${nameOf(W1)}: forward and sweep`,
      job: 'heatmaps',
      size: nameOf(W1),
      peer,
      tolerance,
      ours: timed(ours.sweep),
      theirs: timed(theirs.sweep),
      compare: () => sweepsDiffer(ours.sweep()(), theirs.sweep()(), W1.steps),
      multiplyAdds: lstmSweep(W1),
    });
    theirs.dispose();
  }
}
