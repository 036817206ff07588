/** A recurrent matrix's eigenvalues, spectral radius and spectral norm: two different answers to "how strong is it". */
import { eigenvaluesOf } from '../math/eigenvalues';
import { denseMap, SpectralNorm } from '../math/spectralNorm';

export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** max |λ| */
  readonly radius: number;
  /** σ_max */
  readonly norm: number;
}

export function* spectrumOf(matrix: Float64Array, size: number): Generator<void, Spectrum> {
  const { re, im } = yield* eigenvaluesOf(matrix, size);
  let radius = 0;
  for (let k = 0; k < size; k++) radius = Math.max(radius, modulus(re[k] as number, im[k] as number));
  const norm = yield* new SpectralNorm(size).compute(denseMap(matrix, size, size));
  return { re, im, radius, norm };
}

/** |a + ib| without leaving float64's range on the way. */
export function modulus(a: number, b: number): number {
  const large = Math.max(Math.abs(a), Math.abs(b));
  if (large === 0) return 0;
  const x = a / large;
  const y = b / large;
  return large * Math.sqrt(x * x + y * y);
}
