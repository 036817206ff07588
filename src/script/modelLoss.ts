/** The loss on the output of a stack of layers from a file. */
import { type Head, type LossAt, stackLoss, type Target } from '../engine/headLoss';
import { lossOf } from '../engine/loss';
import type { TracedStack } from '../engine/stack';
import type { RecurrentLayer } from '../formats/model';
import { runToEnd } from '../math/task';
import { DEFAULTS } from '../settings/specs';

/** The page's own losses where there is no head: a vector of norm 1 at the last step, or at every step; E = Σ ⟨Δᵗ, yᵗ⟩. */
export type OutputLoss = { readonly kind: 'last' | 'every' };
export type ModelLoss = HeadLoss | OutputLoss;

export interface HeadLoss {
  readonly head: Head;
  readonly target: Target;
}

/** E, and ∂E/∂y of the top layer, [steps × width] in time's order. */
export function lossAt(stack: TracedStack<RecurrentLayer>, choice: ModelLoss): LossAt {
  if (!('kind' in choice)) return stackLoss(stack, choice.head, choice.target);
  const { output, steps, width } = stack;
  const { delta } = runToEnd(lossOf({ ...DEFAULTS, hiddenSize: width, loss: choice.kind }, steps));
  return { loss: delta.reduce((sum, value, k) => sum + value * output[k], 0), delta };
}
