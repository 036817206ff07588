/** One weight gradient beside another of the same network: what truncation and clipping do to it. */
import { type Scaled, toNumber } from '../math/limb';
import { addTo, ScaledVector, scaledDot, scaledNorm } from '../math/scaledVector';
import { clipFactor, type WeightGradients } from './weightGradients';

/** All parameters one after the other, as the one vector that an optimiser sees. */
export function flattened({ gradient }: WeightGradients): ScaledVector {
  const parts = [...gradient.values()];
  const flat = new ScaledVector(parts.reduce((count, { mantissa }) => count + mantissa.length, 0));
  let place = 0;
  for (const { mantissa, limb } of parts) {
    flat.mantissa.set(mantissa, place);
    flat.limb.set(limb, place);
    place += mantissa.length;
  }
  flat.normalise();
  return flat;
}

/** cos ∠(a, b); NaN where one of them is zero. */
export function cosine(a: ScaledVector, b: ScaledVector): number {
  return quotient(quotientOf(scaledDot(a, b), norm(a)), norm(b));
}

/** ‖part − whole‖ / ‖whole‖ */
export function relativeError(part: ScaledVector, whole: ScaledVector): number {
  const difference = new ScaledVector(whole.size);
  difference.copy(whole);
  for (let k = 0; k < whole.size; k++) difference.mantissa[k] = -(whole.mantissa[k] as number);
  addTo(difference, part);
  return quotient(norm(difference), norm(whole));
}

/** The gradient as clipping by its global norm leaves it (spec, section 2). */
export function clipped(gradient: ScaledVector, maxNorm: number): ScaledVector {
  const factor = clipFactor(norm(gradient), maxNorm);
  const out = new ScaledVector(gradient.size);
  for (let k = 0; k < out.size; k++) {
    out.mantissa[k] = (gradient.mantissa[k] as number) * factor.mantissa;
    out.limb[k] = (gradient.limb[k] as number) + factor.limb;
  }
  out.normalise();
  return out;
}

export function norm(v: ScaledVector): Scaled {
  return scaledNorm(v.mantissa, v.limb, 0, v.size);
}

function quotientOf(a: Scaled, b: Scaled): Scaled {
  return { mantissa: a.mantissa / b.mantissa, limb: a.limb - b.limb };
}

function quotient(a: Scaled, b: Scaled): number {
  return toNumber(quotientOf(a, b));
}
