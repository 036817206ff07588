/** The trainable parameters of a network, by their symbols (spec, sections 1, 2 and 6). */
import { GATES, GRU_GATES, type GruGate, type Variant } from './edges';
import type { LagOf } from './settings';

/** `b_m` is the bias of the candidate's recurrent part, inside the reset gate. */
type GruParameter = `${'W' | 'R' | 'b'}_${GruGate}` | 'b_m';

export type ParameterName = Exclude<LagOf, 'state'> | GruParameter;

/** In the order of the equations: of each gate W, R, b; then the peepholes, or the GRU's `b_m`. */
export function parametersOf(variant: Variant): readonly ParameterName[] {
  if (variant.cell === 'rnn') return ['W_x', 'W_h', 'b'];
  if (variant.cell === 'gru')
    return [...GRU_GATES.flatMap((gate) => [`W_${gate}`, `R_${gate}`, `b_${gate}`] as const), 'b_m'];
  const gates = GATES.filter((gate) => variant.forgetGate || gate !== 'f');
  const matrices = gates.flatMap((gate) => [`W_${gate}`, `R_${gate}`, `b_${gate}`] as const);
  if (!variant.peepholes) return matrices;
  return [...matrices, ...gates.flatMap((gate) => (gate === 'z' ? [] : ([`p_${gate}`] as const)))];
}
