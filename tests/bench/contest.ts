/** What every contestant of the benchmark is given, and what it has to hand back. */
import type { Run } from './measure';

export const GATES = ['z', 'i', 'f', 'o'] as const;
export type Gate = (typeof GATES)[number];

/** The edges between two steps of an LSTM without peepholes. */
export const EDGES = ['cec', 'R_z', 'R_i', 'R_f', 'R_o'] as const;
export type EdgeName = (typeof EDGES)[number];

interface GateWeights {
  /** [N × M] row-major */
  readonly input: Float64Array;
  /** [N × N] row-major */
  readonly recurrent: Float64Array;
  /** [N] */
  readonly bias: Float64Array;
}

export interface Size {
  readonly hiddenSize: number;
  readonly inputSize: number;
  readonly steps: number;
}

/** One LSTM, one input sequence and one loss: the app's defaults at some size. Starts from a state of zeros. */
export interface Problem extends Size {
  readonly gates: Readonly<Record<Gate, GateWeights>>;
  /** [T × M] */
  readonly inputs: Float64Array;
  /** Δ at the last step, [N]; no other step has a loss. */
  readonly delta: Float64Array;
}

/** Each [T × N]; row t − 1 is step t. */
export interface Sweep {
  readonly deltaOutput: ArrayLike<number>;
  readonly deltaCell: ArrayLike<number>;
  /** What each edge delivers to step t from t + 1: T − 1 rows, or T where the last is zero. */
  readonly message: Readonly<Record<EdgeName, ArrayLike<number>>>;
}

/** One spectral norm a step. */
export type Norms = ArrayLike<number>;

/** The parameters of an LSTM without peepholes. */
export const PARAMETERS = GATES.flatMap((gate) => [`W_${gate}`, `R_${gate}`, `b_${gate}`] as const);
type ParameterName = (typeof PARAMETERS)[number];

/** One parameter's gradient Σ_t δ⋆̄ᵗ xᵗᵀ, and the Frobenius norm of each step's term of that sum. */
export interface Contribution {
  /** [T] */
  readonly perStep: Norms;
  /** [N × columns] row-major */
  readonly gradient: ArrayLike<number>;
}

export type Contributions = Readonly<Record<ParameterName, Contribution>>;

export interface Everything {
  readonly sweep: Sweep;
  readonly stepNorms: Norms;
  readonly cumulativeNorms: Norms;
  /** Null where they were not asked for. */
  readonly contributions: Contributions | null;
}

/** A tanh RNN on its input, from a state of zeros. */
export interface RnnProblem extends Size {
  readonly weights: GateWeights;
  /** [T × M] */
  readonly inputs: Float64Array;
}

export type RnnNorms = Pick<Everything, 'stepNorms' | 'cumulativeNorms'>;

/** W4's sweeps, for all settings at once. */
export interface MapSweep {
  /** [T × B × N] each; messages may have T − 1 steps, without the last one's zeros. */
  readonly deltaOutput: Float32Array;
  readonly deltaCell: Float32Array;
  readonly message: Readonly<Record<EdgeName, Float32Array>>;
}

/** What each job hands back. */
export interface Results {
  /** Forward, then the backward sweep with every edge's arriving message. */
  readonly sweep: Sweep;
  /** ‖∂sᵗ/∂sᵗ⁻¹‖ for t = 1 … T, from a forward trace at hand. */
  readonly stepNorms: Norms;
  /** ‖∂sᵀ/∂sᵗ‖ for t = 1 … T, from a forward trace at hand. */
  readonly cumulativeNorms: Norms;
  /** Sweep, step norms and cumulative norms from one forward pass. */
  readonly everything: Everything;
  /** The same with the contributions to the weights' gradients. */
  readonly all: Everything;
  /** W4: forward and sweep for a map of settings. */
  readonly map: MapSweep;
  /** W3: both norms of a tanh RNN, from a forward trace at hand. */
  readonly rnnNorms: RnnNorms;
}

export type JobName = keyof Results;

/** A contestant with its problem, in the isolate where it works. What is lazy is the conversion for the comparison, which is not timed. */
export type Jobs = { readonly [J in JobName]?: () => () => Results[J] } & { readonly dispose: () => void };

/** A contestant with its problem, wherever it works. */
export interface Entrant {
  run(job: JobName): Run;
  numbers<J extends JobName>(job: J): Promise<Results[J]>;
  dispose(): Promise<void>;
}

export interface Contestant {
  readonly name: string;
  /** How it does the work, in a line for the report. */
  readonly how: string;
  /** Largest relative difference from our numbers that its arithmetic excuses. */
  readonly tolerance: number;
  /** What it takes part in. */
  readonly jobs: readonly JobName[];
  prepare(problem: Problem): Promise<Entrant>;
}
