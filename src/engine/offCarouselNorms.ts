/**
 * The part off the carousel of dcᵗ/dcᵗ⁻¹ = Fᵗ + Aᵗ Q⁽ᵗ⁻¹⁾ (spec, section 3), Aᵗ Q⁽ᵗ⁻¹⁾, by its spectral norm at every step: what leaves
 * the cell through the output and comes back into it through R_z, R_i and R_f. Of the uncut network, whatever is cut.
 */
import { normalised } from '../math/scaled';
import { ScaledVector } from '../math/scaledVector';
import { denseMap, SpectralNorm } from '../math/spectralNorm';
import type { Linearisation } from './linearisation';
import { relative, StepFactors, topBlockExponent } from './stepFactors';

/** ‖Aᵗ Q⁽ᵗ⁻¹⁾‖ [steps] from the last step back; NaN at the first step, where it is not defined. Nothing for the RNN. */
export function* runOffCarouselNorms(
  linear: Linearisation,
): Generator<{ step: number; series: ScaledVector } | void, ScaledVector> {
  const { size: n, steps, carry, hasCell } = linear;
  const series = new ScaledVector(steps);
  if (!hasCell) return series;
  const factors = new StepFactors(linear);
  const solver = new SpectralNorm(n);
  const offCarousel = new Float64Array(n * n);
  const q = new Float64Array(n);
  for (let step = steps - 1; step > 0; step--) {
    factors.load(step);
    const before = (step - 1) * n;
    // Where every unit is saturated, Q is far below float64: its block exponent is kept apart.
    const blockExponent = topBlockExponent([carry], before, n);
    for (let j = 0; j < n; j++) q[j] = relative(carry, before + j, blockExponent);
    for (let i = 0, index = 0; i < n; i++)
      for (let j = 0; j < n; j++, index++) offCarousel[index] = factors.dense[index] * q[j];
    series.put(
      step,
      normalised(yield* solver.compute(denseMap(offCarousel, n, n)), factors.blockExponent + blockExponent),
    );
    yield { step, series };
  }
  series.put(0, { mantissa: Number.NaN, blockExponent: 0 });
  yield { step: 0, series };
  return series;
}
