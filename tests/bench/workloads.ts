/** The workloads that the project promises to be fast at. */
import { allDiffer, bothNormsDiffer, type Difference, differ } from './agreement';
import type { Contestant, Size } from './contest';
import { jaxes, ML_MATRIX, mlMatrixes, type Peers, tensorFlows } from './contestants';
import { POINTS } from './mapPoints';
import { nameOf, problemOf, rnnProblemOf } from './ours';
import { fight, type Outcome } from './outcome';
import { mapsDiffer } from './phaseMap';
import { lstmEverything, lstmSweep, rnnNorms } from './workload';

const W1: Size = { hiddenSize: 32, inputSize: 8, steps: 100 };
const W2: Size = { hiddenSize: 128, inputSize: 16, steps: 500 };
const W3: Size = { hiddenSize: 64, inputSize: 8, steps: 200 };
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
  contestants: readonly Contestant[],
  { ours: isolate, python }: Peers,
): AsyncGenerator<Outcome, void> {
  const problem = problemOf(size);
  const ours = await isolate.enter({ kind: 'ours', size });
  const row = { heading, job, size: nameOf(size), ours: ours.run('all') };
  const multiplyAdds = lstmEverything(size);
  for (const { name: peer, tolerance, prepare } of contestants) {
    const theirs = await prepare(problem);
    const compare = (): Promise<Difference> => differ('all', ours, theirs, size.steps);
    yield await fight({ ...row, peer, tolerance, theirs: theirs.run('all'), compare, multiplyAdds });
    await theirs.dispose();
  }
  for (const peer of python) {
    await peer.load(problem);
    yield await fight({
      ...row,
      peer: peer.name,
      tolerance: PYTHON_TOLERANCE,
      theirs: peer.run('everything'),
      compare: async () => allDiffer(await ours.numbers('all'), await peer.everything(), size.steps),
      multiplyAdds,
    });
  }
}

export async function* w1(peers: Peers): AsyncGenerator<Outcome, void> {
  const { tf, jax, mlMatrix } = peers;
  const heading = `W1: LSTM, ${nameOf(W1)}: forward, sweep, contributions, step norms, cumulative norms`;
  yield* everything(
    { heading, job: 'W1', size: W1 },
    [...tensorFlows(tf), ...jaxes(jax), ...mlMatrixes(mlMatrix)],
    peers,
  );
}

/** The slow ones take minutes, so each has one round beside the run whose numbers are compared. */
export async function* w2(peers: Peers): AsyncGenerator<Outcome, void> {
  const { tf, mlMatrix } = peers;
  const heading = `W2: LSTM, ${nameOf(W2)}: as W1`;
  yield* everything({ heading, job: 'W2', size: W2 }, [...tensorFlows(tf), ...mlMatrixes(mlMatrix)], peers);
}

export async function* w3({ ours: isolate, mlMatrix, python }: Peers): AsyncGenerator<Outcome, void> {
  const problem = rnnProblemOf(W3);
  const ours = await isolate.enter({ kind: 'our rnn', size: W3 });
  const row = {
    heading: `W3: tanh RNN, ${nameOf(W3)}: step and cumulative norms from a trace at hand`,
    job: 'W3',
    size: nameOf(W3),
    tolerance: PYTHON_TOLERANCE,
    ours: ours.run('rnnNorms'),
    multiplyAdds: rnnNorms(W3),
  };
  const theirs = await mlMatrix.enter({ kind: 'ml-matrix rnn', problem });
  const compare = (): Promise<Difference> => differ('rnnNorms', ours, theirs, W3.steps);
  yield await fight({ ...row, peer: ML_MATRIX, theirs: theirs.run('rnnNorms'), compare });
  for (const peer of python) {
    await peer.load(problem);
    const compare = async (): Promise<Difference> =>
      bothNormsDiffer(await ours.numbers('rnnNorms'), await peer.norms());
    yield await fight({ ...row, peer: peer.name, theirs: peer.run('norms'), compare });
  }
}

export async function* w4({ ours: isolate, tf }: Peers): AsyncGenerator<Outcome, void> {
  if (tf === null) return;
  const ours = await isolate.enter({ kind: 'our map', size: W1 });
  // Its radius is 1: every point's is a rescaling of it.
  const theirs = await tf.enter({ kind: 'tensorflow map', problem: problemOf(W1) });
  yield await fight({
    heading: `W4: LSTM, ${nameOf(W1)}: forward and sweep for ${POINTS.length} settings, forget bias × radius`,
    job: `W4, ${POINTS.length} settings`,
    size: nameOf(W1),
    peer: 'tfjs-wasm-batch',
    tolerance: 1e-3,
    ours: ours.run('map'),
    theirs: theirs.run('map'),
    compare: async () => mapsDiffer(await ours.numbers('map'), await theirs.numbers('map'), W1),
    multiplyAdds: POINTS.length * lstmSweep(W1),
  });
  await theirs.dispose();
}

export async function* heatmaps({ ours: isolate, tf, mlMatrix }: Peers): AsyncGenerator<Outcome, void> {
  const problem = problemOf(W1);
  const ours = await isolate.enter({ kind: 'ours', size: W1 });
  for (const { name: peer, tolerance, prepare } of [...tensorFlows(tf), ...mlMatrixes(mlMatrix)]) {
    const theirs = await prepare(problem);
    yield await fight({
      heading: `heatmaps: LSTM, ${nameOf(W1)}: forward and sweep`,
      job: 'heatmaps',
      size: nameOf(W1),
      peer,
      tolerance,
      ours: ours.run('sweep'),
      theirs: theirs.run('sweep'),
      compare: () => differ('sweep', ours, theirs, W1.steps),
      multiplyAdds: lstmSweep(W1),
    });
    await theirs.dispose();
  }
}
