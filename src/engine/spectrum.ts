/** A recurrent matrix's eigenvalues, spectral radius and spectral norm: two different answers to "how strong is it". */
import { type Eigenvalues, eigenvaluesOf, largestModulus } from '../math/eigenvalues';
import { denseMap, SpectralNorm } from '../math/spectralNorm';

export interface Spectrum extends Eigenvalues {
  /** max |λ| */
  readonly radius: number;
  /** σ_max */
  readonly norm: number;
}

export function* spectrumOf(matrix: Float64Array, size: number): Generator<void, Spectrum> {
  const { re, im } = yield* eigenvaluesOf(matrix, size);
  const norm = yield* new SpectralNorm(size).compute(denseMap(matrix, size, size));
  return { re, im, radius: largestModulus({ re, im }), norm };
}
