/** One weight gradient beside another of the same network: what truncation and clipping do to it. */
import { type Scaled, toNumber } from '../math/scaled';
import { addTo, ScaledVector, scaledDot, scaledNorm } from '../math/scaledVector';
import type { WeightGradients } from './weightGradients';

/** All parameters one after the other, as the one vector that an optimiser sees. */
export function flattened({ gradient }: WeightGradients): ScaledVector {
  const parts = [...gradient.values()];
  const flat = new ScaledVector(parts.reduce((count, { mantissa }) => count + mantissa.length, 0));
  let place = 0;
  for (const { mantissa, blockExponent } of parts) {
    flat.mantissa.set(mantissa, place);
    flat.blockExponent.set(blockExponent, place);
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
  for (let k = 0; k < whole.size; k++) difference.mantissa[k] = -whole.mantissa[k];
  addTo(difference, part);
  return quotient(norm(difference), norm(whole));
}

/** Each number of the gradient by itself clipped to ±limit, as torch.nn.utils.clip_grad_value_ does; limit < 2¹²⁸. */
export function clippedByValue(gradient: ScaledVector, limit: number): ScaledVector {
  const out = new ScaledVector(gradient.size);
  for (let k = 0; k < out.size; k++) {
    const own = gradient.at(k);
    const above = own.blockExponent > 0 || (own.blockExponent === 0 && Math.abs(own.mantissa) > limit);
    out.put(k, above ? { mantissa: Math.sign(own.mantissa) * limit, blockExponent: 0 } : own);
  }
  return out;
}

export function norm(v: ScaledVector): Scaled {
  return scaledNorm(v.mantissa, v.blockExponent, 0, v.size);
}

function quotientOf(a: Scaled, b: Scaled): Scaled {
  return { mantissa: a.mantissa / b.mantissa, blockExponent: a.blockExponent - b.blockExponent };
}

function quotient(a: Scaled, b: Scaled): number {
  return toNumber(quotientOf(a, b));
}
