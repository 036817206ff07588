/**
 * The second run (spec, section 8): every weight, bias, input, initial value and Δ moved in its last bits. Where the two runs differ,
 * float64 does not determine the digits in which they differ.
 */
import { RandomStream } from '../math/random';
import type { Edge, ParameterName } from '../settings/edges';
import { cellOf } from './cells';
import { NO_OPTIONS, type Task } from './cells/networks';
import type { Setup } from './setup';
import { type Spectrum, spectrumOf } from './spectrum';

/** 2⁻⁵²: a relative change of one unit in the last place, or a little less. */
const RELATIVE = Number.EPSILON;

/** Each value times 1 ± 2⁻⁵², the signs drawn from the stream (seed, "± name"). Zeros stay zeros. */
export function perturbed(values: Float64Array, seed: number, name: string): Float64Array {
  const stream = new RandomStream(seed, `± ${name}`);
  return values.map((value) => value * (stream.uniform() < 0.5 ? 1 - RELATIVE : 1 + RELATIVE));
}

/** The same network and task with all their numbers perturbed. The plain RNN beside a gated cell goes on sharing its matrices. */
export function* perturbedSetup(setup: Setup, seed: number): Generator<void, Setup> {
  const move = (values: Float64Array, name: string): Float64Array => perturbed(values, seed, name);
  const { inputs, initialOutput, initialCell } = setup.task;
  const task: Task = {
    ...setup.task,
    inputs: move(inputs, 'x'),
    initialOutput: move(initialOutput, 'y0'),
    initialCell: move(initialCell, 'c0'),
  };
  const cell = cellOf(setup.network.cell);
  const unmoved = cell.parameters(setup.network);
  const network = cell.build({ ...NO_OPTIONS, ...setup.network }, (name) =>
    move(unmoved.get(name) as Float64Array, cell.streams[name] ?? name),
  );
  yield;
  const parameters = cell.parameters(network);
  const spectra = new Map<Edge, Spectrum>();
  for (const edge of setup.spectra.keys())
    spectra.set(edge, yield* spectrumOf(parameters.get(edge as ParameterName) as Float64Array, network.hiddenSize));
  return { network, task, ghost: cell.ghost(network), spectra, measureSpectra: null, loaded: null };
}
