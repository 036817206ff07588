/** Everything in the engine that differs between cells: one record of this kind for each. */
import type { Arrays } from '../../math/arrays';
import type { Scaled } from '../../math/scaled';
import type { FactorRows, ScaledVector } from '../../math/scaledVector';
import type { Cell, GateOf, StatePart } from '../../settings/cells';
import type { Edge, ParameterName } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import type { BackwardSweep } from '../sweep';
import type { GateDelta, OwnQuantity, OwnValue } from './names';
import type { Network, NetworkOptions, NetworkShape, RnnNetwork, Task } from './networks';
import type { ParameterTerm } from './terms';

/** What the rows of the forward pass are called: gates, parts of the state, and the slope of an RNN's activation. */
export type GateRowName = GateOf<Cell> | StatePart | 'φ′';

/** At rest μ_k = keep + gain · λ_k, λ_k being the eigenvalues of this edge's matrix (spec, section 5, item 5, and section 6). */
export interface AtRest {
  readonly edge: Edge;
  readonly keep: number;
  readonly gain: number;
}

/** Where a unit is saturated: below or above a range, or where the ReLU of its pre-activation is 0. */
export type Ends =
  | { readonly kind: 'range'; readonly least: number; readonly most: number }
  | { readonly kind: 'dead'; readonly pre: FactorRows };

export const GATE_ENDS: Ends = { kind: 'range', least: 0.1, most: 0.9 };
export const TANH_ENDS: Ends = { kind: 'range', least: -0.9, most: 0.9 };

/** One row of the gates view. [steps × N]; `ends` is null where a value cannot be saturated. */
export interface GateSource {
  readonly name: GateRowName;
  readonly values: FactorRows;
  readonly ends: Ends | null;
}

/** `N`: its networks; `T`: its traces. Looked up once for a run, a step or an answer, never for a unit. */
export interface EngineCell<N extends Network, T> {
  readonly options: readonly (keyof NetworkOptions)[];
  /** The bias that decides how much of the state is kept; the RNN's only one. */
  readonly keepingBias: ParameterName;

  /** The stream that a parameter is drawn from, where it is not the one of its own name. */
  readonly streams: Readonly<Partial<Record<ParameterName, string>>>;
  /** [N] each. */
  biases(settings: Settings, steps: number): Readonly<Partial<Record<ParameterName, Float64Array>>>;

  /** The network of this shape; `parameter` is asked for each that it has, and gives [out × in] row-major, or [N]. */
  build(shape: NetworkShape, parameter: (name: ParameterName) => Float64Array): N;
  /** Those that the variant has. */
  parameters(network: N): ReadonlyMap<ParameterName, Float64Array>;
  /** The plain tanh RNN with the matrices of this network's block input or candidate; null where the network is one itself. */
  ghost(network: N): RnnNetwork | null;
  /** Null where the formula does not hold. */
  atRest(settings: Settings): AtRest | null;

  /** One step per `yield`. */
  forward(network: N, task: Task, arrays: Arrays): Generator<void, T>;
  /** The state after each step, [steps × N] by part, in the order of the cell's parts. */
  states(trace: T): ReadonlyMap<StatePart, FactorRows>;
  /** The forward pass by symbol: pre-activations, gates, state. [steps × N] each. */
  symbols(trace: T): Readonly<Record<string, FactorRows>>;
  /** The forward pass as the gates view shows it, in the order of its rows. */
  gateRows(trace: T): readonly GateSource[];

  /** The sums that weight gradients are made of, in the order of `parametersOf`. */
  parameterTerms(trace: T): readonly ParameterTerm[];
  /** What the derivative at each matrix edge's pre-activation is called. */
  readonly deltaNames: Readonly<Partial<Record<Edge, GateDelta>>>;
  /** What stands within a step beside δ of the output and the pre-activations' derivatives. */
  walkVectors(trace: T, sweep: BackwardSweep, step: number): ReadonlyMap<OwnQuantity, ScaledVector>;
  /** One unit's slopes and other factors, and the ways within the step. */
  unitTerms(trace: T, sweep: BackwardSweep, step: number, unit: number): Readonly<Partial<Record<OwnValue, Scaled>>>;
}
