/** The trainable parameters of a network, by their symbols (spec, sections 1 and 2). */
import { GATES, type Variant } from './edges';
import type { LagOf } from './settings';

export type ParameterName = Exclude<LagOf, 'state'>;

/** In the order of the equations: of each gate W, R, b; then the peepholes. */
export function parametersOf(variant: Variant): readonly ParameterName[] {
  if (variant.network === 'rnn') return ['W_x', 'W_h', 'b'];
  const gates = GATES.filter((gate) => variant.forgetGate || gate !== 'f');
  const matrices = gates.flatMap((gate) => [`W_${gate}`, `R_${gate}`, `b_${gate}`] as const);
  if (!variant.peepholes) return matrices;
  return [...matrices, ...gates.flatMap((gate) => (gate === 'z' ? [] : ([`p_${gate}`] as const)))];
}
