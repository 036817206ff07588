/**
 * The ways a gradient can go from one step to the step before it, named after the matrices of
 * Greff et al. (arXiv 1503.04069). `p_o` acts inside one step: it can be cut, but it is not crossed.
 */

const LSTM_EDGES = ['cec', 'R_z', 'R_i', 'R_f', 'R_o', 'p_i', 'p_f'] as const;
const RNN_EDGES = ['W_h'] as const;
/** The GRU's own matrices; its carousel, from h to h, is called `cec` too. */
const GRU_MATRICES = ['R_u', 'R_r', 'R_n'] as const;
const GRU_EDGES = ['cec', ...GRU_MATRICES] as const;
export const EDGES = [...LSTM_EDGES, ...RNN_EDGES, ...GRU_MATRICES] as const;
/** Everything that a switch on the page can cut: it has no GRU yet. */
export const CUTTABLE = [...LSTM_EDGES, 'p_o', ...RNN_EDGES] as const;

export type Edge = (typeof EDGES)[number];
export type Cuttable = Edge | 'p_o';
/** The four recurrent matrices of the LSTM, in the order in which they are drawn. */
export const GATES = ['z', 'i', 'f', 'o'] as const;
export type Gate = (typeof GATES)[number];
/** Update gate, reset gate and candidate of the GRU, in the order of its parameters. */
export const GRU_GATES = ['u', 'r', 'n'] as const;
export type GruGate = (typeof GRU_GATES)[number];

export interface Variant {
  readonly cell: 'lstm' | 'rnn' | 'gru';
  readonly peepholes: boolean;
  readonly forgetGate: boolean;
}

/** The edges that exist between two steps of this network, in the order of the rows. */
export function edgesOf(variant: Variant): readonly Edge[] {
  if (variant.cell === 'rnn') return RNN_EDGES;
  if (variant.cell === 'gru') return GRU_EDGES;
  return LSTM_EDGES.filter((edge) => {
    if (!variant.forgetGate && (edge === 'R_f' || edge === 'p_f')) return false;
    return variant.peepholes || (edge !== 'p_i' && edge !== 'p_f');
  });
}

/** What can be cut in this network: its edges, and `p_o` where there are peepholes. */
export function cuttableOf(variant: Variant): readonly Cuttable[] {
  const edges: readonly Cuttable[] = edgesOf(variant);
  return variant.cell === 'lstm' && variant.peepholes ? [...edges, 'p_o'] : edges;
}

/** The cuts that mean something in this network; others wait until the variant has them again. */
export function activeCuts(variant: Variant & { readonly cuts: readonly Cuttable[] }): ReadonlySet<Cuttable> {
  const exist = cuttableOf(variant);
  return new Set(variant.cuts.filter((cut) => exist.includes(cut)));
}
