/** Each unit's share of a gradient's squared norm: how thick its strand is where a river is drawn. */
import { limbPower } from '../math/limb';

/** One of the blocks that a gradient is made of; unit k of a step's vector stands at `start + k`. */
export interface Block {
  readonly mantissa: Float64Array;
  readonly limb: Int32Array;
}

/**
 * Writes |g_k|² / Σ|g|² of `size` units to `out` from `at` on, |g_k|² being summed over the blocks. The shares sum to 1, or are all 0
 * where the gradient is exactly zero. Everything is brought to the largest number before it is squared.
 */
export function writeShares(
  blocks: readonly Block[],
  start: number,
  size: number,
  out: Float32Array,
  at: number,
): void {
  const top = topLimb(blocks, start, size);
  let largest = 0;
  for (const { mantissa, limb } of blocks)
    for (let k = start; k < start + size; k++)
      largest = Math.max(largest, Math.abs(brought(mantissa[k], limb[k], top)));
  if (largest === 0) {
    out.fill(0, at, at + size);
    return;
  }
  const squareOf = (k: number): number => {
    let square = 0;
    for (const { mantissa, limb } of blocks) {
      const x = brought(mantissa[k], limb[k], top) / largest;
      square += x * x;
    }
    return square;
  };
  let sum = 0;
  for (let k = start; k < start + size; k++) sum += squareOf(k);
  for (let k = 0; k < size; k++) out[at + k] = squareOf(start + k) / sum;
}

/** The highest limb of what is not zero. */
function topLimb(blocks: readonly Block[], start: number, size: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (const { mantissa, limb } of blocks)
    for (let k = start; k < start + size; k++) if (mantissa[k] !== 0 && limb[k] > top) top = limb[k];
  return top;
}

function brought(mantissa: number, limb: number, top: number): number {
  return limb === top || mantissa === 0 ? mantissa : mantissa * limbPower(limb - top);
}
