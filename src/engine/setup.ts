/**
 * From settings to a network and a task. Every tensor draws from a stream of its own (seed, name), so that switching a variant,
 * a loss or an input leaves all others as they were; the plain RNN takes the draws of `R_z` and `W_z`.
 */
import { RandomStream } from '../math/random';
import { keyOf } from '../settings/affects';
import { type Edge, edgesOf, kindOf, type ParameterName, parameterKind, statePartsOf } from '../settings/edges';
import { radiusKey } from '../settings/radii';
import type { Settings } from '../settings/settings';
import { stepsOf } from '../settings/steps';
import { cellOf } from './cells';
import type { Network, RnnNetwork, Task } from './cells/networks';
import { INPUT_KEYS } from './inputs';
import { type LoadedFiles, type LoadedRun, NO_FILES } from './loaded/files';
import { sequenceOf } from './loaded/inputs';
import { type MatrixCache, rescale, type Scale } from './recurrentMatrix';
import type { Spectrum } from './spectrum';

export interface Setup {
  readonly network: Network;
  readonly task: Task;
  /** The plain tanh RNN drawn over a gated cell's cumulative norms; the RNN has none. */
  readonly ghost: RnnNetwork | null;
  /** Empty where `measureSpectra` is there. */
  readonly spectra: ReadonlyMap<Edge, Spectrum>;
  /** Eigenvalues of large trained matrices take longer than the picture, which does not wait for them; null where spectra are there. */
  readonly measureSpectra: (() => Generator<void, ReadonlyMap<Edge, Spectrum>>) | null;
  /** Where the network comes from a file: the run of all its layers. */
  readonly loaded: LoadedRun | null;
}

export function* setUp(settings: Settings, cache: MatrixCache, files: LoadedFiles = NO_FILES): Generator<void, Setup> {
  const { hiddenSize: n, seed } = settings;
  const cell = cellOf(settings.cell);
  const steps = stepsOf(settings);
  const state = (name: string): Float64Array =>
    settings.initialState === 'random' ? new RandomStream(seed, name).normals(n, 0.5) : new Float64Array(n);
  const task: Task = {
    steps,
    inputs: cache.numbers(`x ${steps} ${keyOf(settings, INPUT_KEYS)} ${files.keyOf(settings)}`, () =>
      sequenceOf(settings, steps, settings.inputSize, files),
    ),
    initialOutput: state('y0'),
    initialCell: statePartsOf(settings.cell).includes('c') ? state('c0') : new Float64Array(n),
  };
  yield;

  const biases = cell.biases(settings, steps);
  const matrices = new Map<ParameterName, Float64Array>();
  const spectra = new Map<Edge, Spectrum>();
  for (const edge of edgesOf(settings)) {
    if (kindOf(edge) !== 'matrix') continue;
    const name = edge as ParameterName;
    const drawn = yield* cache.draw(seed, cell.streams[name] ?? name, settings.weights, n);
    const { matrix, spectrum } = rescale(drawn, scaleOf(settings, edge));
    matrices.set(name, matrix);
    spectra.set(edge, spectrum);
  }
  const network = cell.build(settings, (name) => {
    const stream = cell.streams[name] ?? name;
    switch (parameterKind(name)) {
      case 'recurrent':
        return matrices.get(name) as Float64Array;
      case 'bias':
        return biases[name] as Float64Array;
      case 'input':
        return inputWeights(settings, stream, cache);
      case 'peephole':
        return new RandomStream(seed, stream).normals(n, PEEPHOLE);
    }
  });
  return { network, task, ghost: cell.ghost(network), spectra, measureSpectra: null, loaded: null };
}

/** What an edge's matrix is scaled to; null leaves it as drawn. */
function scaleOf(settings: Settings, edge: Edge): Scale | null {
  const key = radiusKey(settings, edge);
  return key === null ? null : { by: settings.scaledBy, size: settings[key] };
}

/** Peepholes are drawn N(0, ½²): enough to be seen, too little to take the gates over. */
const PEEPHOLE = 0.5;

/** W [N × M], entries N(0, 1/M): unit white noise then drives each pre-activation with variance 1. */
function inputWeights({ seed, hiddenSize, inputSize }: Settings, stream: string, cache: MatrixCache): Float64Array {
  return cache.numbers(`${stream} ${seed} ${hiddenSize} ${inputSize}`, () =>
    new RandomStream(seed, stream).normals(hiddenSize * inputSize, 1 / Math.sqrt(inputSize)),
  );
}
