/**
 * The gradient on the inputs, ∂E/∂xᵗ = Σ_⋆ W_⋆ᵀ δ⋆̄ᵗ (spec, sections 6 and 7): how much the loss would change with what the network reads
 * at step t. It reads a finished sweep, and so respects cuts and truncation.
 */

import { rectangularTimes } from '../math/products';
import { type Scaled, scaledProduct } from '../math/scaled';
import { addTo, ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import { parameterKind } from '../settings/edges';
import { cellOf } from './cells';
import type { ForwardTrace } from './forward';
import { leftFactors, parameterTerms } from './parameterTerms';
import type { BackwardSweep } from './sweep';

/** Fills `rows` [steps × M] from the last step back, and yields ‖∂E/∂xᵗ‖ against the loss gradient, [steps], after each step. */
export function* runInputGradient(
  trace: ForwardTrace,
  sweep: BackwardSweep,
  rows: ScaledRows = new ScaledRows(trace.task.steps, trace.network.inputSize),
): Generator<{ step: number; series: ScaledVector }, ScaledVector> {
  const { hiddenSize: n, inputSize: m } = trace.network;
  const { steps } = trace.task;
  const parameters = cellOf(trace.cell).parameters(trace.network);
  const leftOf = leftFactors(sweep);
  const terms = parameterTerms(trace).flatMap((term) => {
    const weights = parameters.get(term.name);
    if (weights === undefined || parameterKind(term.name) !== 'input') return [];
    return [{ transpose: transposedOf(weights, n, m), deltas: leftOf(term) }];
  });
  const series = new ScaledVector(steps);
  const delta = new ScaledVector(n);
  const part = new ScaledVector(m);
  const sum = new ScaledVector(m);
  for (let step = steps - 1; step >= 0; step--) {
    sum.clear();
    for (const { transpose, deltas } of terms) {
      deltas.load(step, delta);
      rectangularTimes(transpose, delta, part);
      addTo(sum, part);
    }
    sum.normalise();
    rows.store(step, sum);
    series.put(step, againstLoss(scaledNorm(sum.mantissa, sum.blockExponent, 0, m), sweep.loss.scale));
    yield { step, series };
  }
  return series;
}

function againstLoss(norm: Scaled, scale: number): Scaled {
  return scale === 1 ? norm : scaledProduct(norm, { mantissa: 1 / scale, blockExponent: 0 });
}

/** [M × N] from [N × M], row-major. */
function transposedOf(matrix: Float64Array, n: number, m: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[j * n + i] = matrix[i * m + j];
  return out;
}
