/** What the backward pass's quantities are called (spec, sections 2 and 6). */
import type { Edge } from '../../settings/edges';

type Deltas = Readonly<Partial<Record<Edge, string>>>;

/** The derivative at each matrix edge's pre-activation. */
export const RNN_DELTAS = { W_h: 'δh̄' } as const satisfies Deltas;
export const LSTM_DELTAS = { R_z: 'δz̄', R_i: 'δī', R_f: 'δf̄', R_o: 'δō' } as const satisfies Deltas;
export const GRU_DELTAS = { R_u: 'δū', R_r: 'δr̄', R_n: 'δm' } as const satisfies Deltas;

type ValueOf<T> = T[keyof T];

export type GateDelta = ValueOf<typeof RNN_DELTAS> | ValueOf<typeof LSTM_DELTAS> | ValueOf<typeof GRU_DELTAS>;

/** Vectors within a step that only one cell has; `Q ⊙ δy` is the way from the output into the cell, as it is open. */
export type OwnQuantity = 'δc' | 'Q ⊙ δy' | 'p_o ⊙ δō';

/**
 * One unit's values: c⁻ is the cell of the step before, h⁻ the state; δy ⊙ o ⊙ h′(c) the way from the output into the cell, but for
 * the peephole's. g and h: the LSTM's nonlinearity, of its block input and of its cell.
 */
export type OwnValue =
  | 'φ′(h̄)'
  | 'h(c)'
  | 'g′(z̄)'
  | 'σ′(ī)'
  | 'σ′(f̄)'
  | 'σ′(ō)'
  | 'c⁻'
  | 'δy ⊙ o ⊙ h′(c)'
  | 'p_o ⊙ δō'
  | 'σ′(ū)'
  | 'σ′(r̄)'
  | 'tanh′(n̄)'
  | '1 − u'
  | 'h⁻ − n'
  | 'δn̄';
