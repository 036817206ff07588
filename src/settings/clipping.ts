/** Clipping by global norm: what the page does to the weights’ gradient when it is asked. */

/** `min(1, max_norm / (‖g‖ + 1e-6))`: what torch.nn.utils.clip_grad_norm_ multiplies every gradient by. */
export function clipRatio(norm: number, maxNorm: number): number {
  return Math.min(1, maxNorm / (norm + 1e-6));
}
