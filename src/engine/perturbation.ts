/**
 * The second run (spec, section 8): every weight, bias, input, initial value and Δ moved in its last bits. Where the two runs differ,
 * float64 does not determine the digits in which they differ.
 */
import { RandomStream } from '../math/random';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import type { GateParameters, LstmNetwork, RnnNetwork, Task } from './network';
import type { MatrixCache } from './recurrentMatrix';
import { type Setup, setUp } from './setup';
import { type Spectrum, spectrumOf } from './spectrum';

/** 2⁻⁵²: a relative change of one unit in the last place, or a little less. */
const RELATIVE = Number.EPSILON;

/** Each value times 1 ± 2⁻⁵², the signs drawn from the stream (seed, "± name"). Zeros stay zeros. */
export function perturbed(values: Float64Array, seed: number, name: string): Float64Array {
  const stream = new RandomStream(seed, `± ${name}`);
  return values.map((value) => value * (stream.uniform() < 0.5 ? 1 - RELATIVE : 1 + RELATIVE));
}

/** What the settings describe: as it is, or for the second run. */
export function* setUpRun(settings: Settings, cache: MatrixCache, isPerturbed: boolean): Generator<void, Setup> {
  const setup = yield* setUp(settings, cache);
  return isPerturbed ? yield* perturbedSetup(setup, settings.seed) : setup;
}

/** The same network and task with all their numbers perturbed. The plain RNN beside an LSTM goes on sharing its `R_z` and `W_z`. */
export function* perturbedSetup(setup: Setup, seed: number): Generator<void, Setup> {
  const move = (values: Float64Array, name: string): Float64Array => perturbed(values, seed, name);
  const rnn = (network: RnnNetwork): RnnNetwork => ({
    ...network,
    weights: {
      input: move(network.weights.input, 'W_z'),
      recurrent: move(network.weights.recurrent, 'R_z'),
      bias: move(network.weights.bias, 'b_z'),
    },
  });
  const lstm = (network: LstmNetwork): LstmNetwork => {
    const gate = (name: keyof LstmNetwork['gates']): GateParameters => {
      const { input, recurrent, bias, peephole } = network.gates[name];
      return {
        input: move(input, `W_${name}`),
        recurrent: move(recurrent, `R_${name}`),
        bias: move(bias, `b_${name}`),
        peephole: move(peephole, `p_${name}`),
      };
    };
    return { ...network, gates: { z: gate('z'), i: gate('i'), f: gate('f'), o: gate('o') } };
  };
  const { inputs, initialOutput, initialCell } = setup.task;
  const task: Task = {
    ...setup.task,
    inputs: move(inputs, 'x'),
    initialOutput: move(initialOutput, 'y0'),
    initialCell: move(initialCell, 'c0'),
  };
  const network = setup.network.cell === 'rnn' ? rnn(setup.network) : lstm(setup.network);
  yield;
  const spectra = new Map<Edge, Spectrum>();
  for (const edge of setup.spectra.keys())
    spectra.set(edge, yield* spectrumOf(recurrentOf(network, edge), network.hiddenSize));
  return { network, task, ghost: setup.ghost === null ? null : rnn(setup.ghost), spectra };
}

function recurrentOf(network: LstmNetwork | RnnNetwork, edge: Edge): Float64Array {
  if (network.cell === 'rnn') return network.weights.recurrent;
  return network.gates[edge.slice(2) as keyof LstmNetwork['gates']].recurrent;
}
