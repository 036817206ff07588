/** Δ, what the loss sends straight into each step: a vector of norm 1 at the last step, or at every step. */
import { RandomStream } from '../math/random';
import type { LossKind } from '../settings/fileSpecs';
import type { Settings } from '../settings/settings';
import { perturbed } from './perturbation';
import type { OutputGradient, Truncation } from './sweep';

/** What is told of a loss beside its gradient. */
export interface LossFacts {
  readonly kind: LossKind;
  /** E; null where it is a direction only. */
  readonly value: number | null;
  /** What the head says at the last step, [outputs]. */
  readonly outputs: readonly number[] | null;
  /** Why the loss that was asked for is not the one that is used. */
  readonly problem: string | null;
}

export interface Loss {
  readonly gradient: OutputGradient;
  readonly facts: LossFacts;
}

/**
 * Pauses after every step that has a loss: half a million normals take longer than a frame. `isPerturbed`: with every number moved in
 * its last bits (perturbation.ts); `scale` stays what it is without.
 */
export function* lossOf(settings: Settings, steps: number, isPerturbed = false): Generator<void, OutputGradient> {
  const { hiddenSize: n, loss, lossDirection, seed } = settings;
  const delta = new Float64Array(steps * n);
  const every = loss === 'every';
  // The last step is drawn first, so that it is the same vector whether or not the other steps have a loss.
  const stream = new RandomStream(seed, 'Δ');
  for (let step = steps - 1; step >= (every ? 0 : steps - 1); step--) {
    const row = delta.subarray(step * n, (step + 1) * n);
    if (lossDirection === 'unit') row[Math.min(settings.lossUnit, n) - 1] = 1;
    else if (lossDirection === 'ones') row.fill(1 / Math.sqrt(n));
    else {
      row.set(stream.normals(n, 1));
      let square = 0;
      for (const value of row) square += value * value;
      const norm = Math.sqrt(square);
      for (let k = 0; k < n; k++) row[k] = row[k] / norm;
    }
    yield;
  }
  return { delta: isPerturbed ? perturbed(delta, seed, 'Δ') : delta, scale: 1, lastOnly: !every };
}

/** The truncation that is in force: one that reaches over the whole sequence drops nothing. */
export function truncationOf({ truncation, truncationSteps: k }: Settings, steps: number): Truncation {
  const dropsNothing = truncation === 'window' ? k >= steps : k >= steps - 1;
  return truncation === 'none' || dropsNothing ? { kind: 'none' } : { kind: truncation, steps: k };
}
