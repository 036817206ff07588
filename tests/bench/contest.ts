/** What every contestant of the benchmark is given, and what it has to hand back. */

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

/** One LSTM, one input sequence and one loss: the app's defaults at some size. Starts from a state of zeros. */
export interface Problem {
  readonly hiddenSize: number;
  readonly inputSize: number;
  readonly steps: number;
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

/** The four jobs. What is lazy is only the conversion for the comparison of the numbers, which is not timed. */
export interface Jobs {
  /** Forward, then the backward sweep with every edge's arriving message. */
  sweep(): () => Sweep;
  /** ‖∂sᵗ/∂sᵗ⁻¹‖ for t = 1 … T, from a forward trace at hand. */
  stepNorms(): () => Norms;
  /** ‖∂sᵀ/∂sᵗ‖ for t = 1 … T, from a forward trace at hand. */
  cumulativeNorms(): () => Norms;
  /** All of these from one forward pass. */
  everything(): () => Everything;
  dispose(): void;
}

export interface Everything {
  readonly sweep: Sweep;
  readonly stepNorms: Norms;
  readonly cumulativeNorms: Norms;
}

export interface Contestant {
  readonly name: string;
  /** How it does the work, in a line for the report. */
  readonly how: string;
  /** Largest relative difference from our numbers that its arithmetic excuses. */
  readonly tolerance: number;
  /** False where the norms are another contestant's code: those jobs then need no second run. */
  readonly ownNorms: boolean;
  prepare(problem: Problem): Promise<Jobs>;
}
