/**
 * From settings to a network and a task. Every tensor draws from a stream of its own (seed, name), so that switching a variant,
 * a loss or an input leaves all others as they were; the ghost RNN takes the draws of `R_z` and `W_z`.
 */
import { log } from '../math/elementary';
import { RandomStream } from '../math/random';
import { keyOf } from '../settings/affects';
import type { Edge, Gate } from '../settings/edges';
import type { Settings } from '../settings/settings';
import { stepsOf } from '../settings/steps';
import { INPUT_KEYS, inputsOf } from './inputs';
import type { GateParameters, LstmNetwork, RnnNetwork, Task } from './network';
import { type MatrixCache, type RescaledMatrix, rescale } from './recurrentMatrix';
import type { Spectrum } from './spectrum';

export interface Setup {
  readonly network: LstmNetwork | RnnNetwork;
  readonly task: Task;
  /** The plain tanh RNN drawn over the LSTM's cumulative norms; the RNN has none. */
  readonly ghost: RnnNetwork | null;
  readonly spectra: ReadonlyMap<Edge, Spectrum>;
}

/** The wanted spectral radius of a gate's matrix; null leaves it as drawn. */
function radiusOf(settings: Settings, gate: Gate): number | null {
  if (settings.radii === 'drawn') return null;
  if (settings.radii === 'together' || settings.cell === 'rnn') return settings.spectralRadius;
  return { z: settings.radiusZ, i: settings.radiusI, f: settings.radiusF, o: settings.radiusO }[gate];
}

export function* setUp(settings: Settings, cache: MatrixCache): Generator<void, Setup> {
  const { hiddenSize: n, seed } = settings;
  const steps = stepsOf(settings);
  const matrix = function* (gate: Gate): Generator<void, RescaledMatrix> {
    const drawn = yield* cache.draw(seed, `R_${gate}`, settings.weights, n);
    return rescale(drawn, radiusOf(settings, gate));
  };
  const state = (name: string): Float64Array =>
    settings.initialState === 'random' ? new RandomStream(seed, name).normals(n, 0.5) : new Float64Array(n);
  const task: Task = {
    steps,
    inputs: cache.numbers(`x ${steps} ${keyOf(settings, INPUT_KEYS)}`, () => inputsOf(settings, steps)),
    initialOutput: state('y0'),
    initialCell: settings.cell === 'lstm' ? state('c0') : new Float64Array(n),
  };
  yield;

  const block = yield* matrix('z');
  const rnn = (activation: RnnNetwork['activation']): RnnNetwork => ({
    cell: 'rnn',
    activation,
    hiddenSize: n,
    inputSize: settings.inputSize,
    weights: {
      input: inputWeights(settings, 'z', cache),
      recurrent: block.matrix,
      bias: new Float64Array(n).fill(settings.blockBias),
    },
  });
  if (settings.cell === 'rnn') {
    return {
      network: rnn(settings.activation),
      task,
      ghost: null,
      spectra: new Map<Edge, Spectrum>([['W_h', block.spectrum]]),
    };
  }

  const biases = gateBiases(settings, steps);
  const spectra = new Map<Edge, Spectrum>();
  const parameters = function* (gate: Gate): Generator<void, GateParameters> {
    const exists = gate !== 'f' || settings.forgetGate;
    const recurrent = gate === 'z' ? block : yield* matrix(gate);
    if (exists) spectra.set(`R_${gate}`, recurrent.spectrum);
    return {
      input: exists ? inputWeights(settings, gate, cache) : new Float64Array(n * settings.inputSize),
      recurrent: exists ? recurrent.matrix : new Float64Array(n * n),
      bias: biases[gate],
      peephole:
        settings.peepholes && gate !== 'z' && exists
          ? new RandomStream(seed, `p_${gate}`).normals(n, PEEPHOLE)
          : new Float64Array(n),
    };
  };
  const network: LstmNetwork = {
    cell: 'lstm',
    hiddenSize: n,
    inputSize: settings.inputSize,
    peepholes: settings.peepholes,
    forgetGate: settings.forgetGate,
    gates: {
      z: yield* parameters('z'),
      i: yield* parameters('i'),
      f: yield* parameters('f'),
      o: yield* parameters('o'),
    },
  };
  return { network, task, ghost: rnn('tanh'), spectra };
}

/** Peepholes are drawn N(0, ½²): enough to be seen, too little to take the gates over. */
const PEEPHOLE = 0.5;

/** W [N × M], entries N(0, 1/M): unit white noise then drives each pre-activation with variance 1. */
function inputWeights({ seed, hiddenSize, inputSize }: Settings, gate: Gate, cache: MatrixCache): Float64Array {
  return cache.numbers(`W_${gate} ${seed} ${hiddenSize} ${inputSize}`, () =>
    new RandomStream(seed, `W_${gate}`).normals(hiddenSize * inputSize, 1 / Math.sqrt(inputSize)),
  );
}

function gateBiases(settings: Settings, steps: number): Record<Gate, Float64Array> {
  const n = settings.hiddenSize;
  const constant = (value: number): Float64Array => new Float64Array(n).fill(value);
  const biases = {
    z: constant(settings.blockBias),
    i: constant(settings.inputBias),
    f: constant(settings.forgetGate ? settings.forgetBias : 0),
    o: constant(settings.outputBias),
  };
  if (!settings.chrono) return biases;
  // Tallec & Ollivier 2018, eq. 16: b_f = ln U(1, T − 1), b_i = −b_f.
  const stream = new RandomStream(settings.seed, 'chrono');
  for (let k = 0; k < n; k++) {
    const forget = log(1 + stream.uniform() * Math.max(0, steps - 2));
    if (settings.forgetGate) biases.f[k] = forget;
    biases.i[k] = -forget;
  }
  return biases;
}
