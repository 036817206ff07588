/** Each unit's share of a gradient's squared norm: how thick its strand is where a river is drawn. */
import { blockPower } from '../math/scaled';

/** One of the blocks that a gradient is made of; unit k of a step's vector stands at `start + k`. */
export interface Block {
  readonly mantissa: Float64Array;
  readonly blockExponent: Int32Array;
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
  const top = topBlockExponent(blocks, start, size);
  let largest = 0;
  for (const { mantissa, blockExponent } of blocks)
    for (let k = start; k < start + size; k++)
      largest = Math.max(largest, Math.abs(brought(mantissa[k], blockExponent[k], top)));
  if (largest === 0) {
    out.fill(0, at, at + size);
    return;
  }
  const squareOf = (k: number): number => {
    let square = 0;
    for (const { mantissa, blockExponent } of blocks) {
      const x = brought(mantissa[k], blockExponent[k], top) / largest;
      square += x * x;
    }
    return square;
  };
  let sum = 0;
  for (let k = start; k < start + size; k++) sum += squareOf(k);
  for (let k = 0; k < size; k++) out[at + k] = squareOf(start + k) / sum;
}

/** The highest block exponent of what is not zero. */
function topBlockExponent(blocks: readonly Block[], start: number, size: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (const { mantissa, blockExponent } of blocks)
    for (let k = start; k < start + size; k++) if (mantissa[k] !== 0 && blockExponent[k] > top) top = blockExponent[k];
  return top;
}

function brought(mantissa: number, blockExponent: number, top: number): number {
  return blockExponent === top || mantissa === 0 ? mantissa : mantissa * blockPower(blockExponent - top);
}
