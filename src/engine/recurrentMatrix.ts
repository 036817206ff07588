/**
 * Recurrent matrices: drawn once per (seed, name, kind, size), measured once, rescaled as often as a slider moves. The
 * eigenvalues of αR are α times those of R, so that dragging the spectral radius needs no new eigenvalues.
 */
import { orthogonalFrom } from '../math/orthogonal';
import { RandomStream } from '../math/random';
import type { Settings } from '../settings/settings';
import { type Spectrum, spectrumOf } from './spectrum';

export interface DrawnMatrix {
  /** [N × N] row-major, as drawn. */
  readonly matrix: Float64Array;
  readonly spectrum: Spectrum;
}

/** Keeps what earlier runs drew. Small on purpose: two panes' worth of matrices. */
export class MatrixCache {
  private readonly kept = new Map<string, DrawnMatrix>();

  *draw(seed: number, name: string, kind: Settings['weights'], size: number): Generator<void, DrawnMatrix> {
    const key = `${kind} ${size} ${kind === 'identity' ? '' : `${seed} ${name}`}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const matrix = yield* drawMatrix(seed, name, kind, size);
    const drawn = { matrix, spectrum: yield* spectrumOf(matrix, size) };
    if (this.kept.size >= 10) this.kept.delete(this.kept.keys().next().value as string);
    this.kept.set(key, drawn);
    return drawn;
  }
}

function* drawMatrix(
  seed: number,
  name: string,
  kind: Settings['weights'],
  size: number,
): Generator<void, Float64Array> {
  const stream = new RandomStream(seed, name);
  const count = size * size;
  switch (kind) {
    case 'gaussian':
      // Entries N(0, 1/N): spectral radius near 1 for a large N (the circular law).
      return stream.normals(count, 1 / Math.sqrt(size));
    case 'orthogonal':
      return yield* orthogonalFrom(stream.normals(count, 1), size);
    case 'glorot':
      // Glorot & Bengio 2010, eq. 16: U(−a, a) with a = √(6 / (fan_in + fan_out)).
      return stream.uniforms(count, Math.sqrt(6 / (2 * size)));
    case 'pytorch':
      // torch.nn.RNNBase.reset_parameters: U(−1/√N, 1/√N).
      return stream.uniforms(count, 1 / Math.sqrt(size));
    case 'identity': {
      const matrix = new Float64Array(count);
      for (let k = 0; k < size; k++) matrix[k * size + k] = 1;
      return matrix;
    }
  }
}

export interface RescaledMatrix {
  readonly matrix: Float64Array;
  /** Of the rescaled matrix. */
  readonly spectrum: Spectrum;
}

/** The matrix with the wanted spectral radius; `null` leaves it as drawn. */
export function rescale({ matrix, spectrum }: DrawnMatrix, radius: number | null): RescaledMatrix {
  // A nilpotent draw (radius 0) cannot be rescaled to any other radius, and is left as it is.
  const factor = radius === null || spectrum.radius === 0 ? 1 : radius / spectrum.radius;
  const times = (values: Float64Array): Float64Array => values.map((value) => value * factor);
  return {
    matrix: times(matrix),
    spectrum: {
      re: times(spectrum.re),
      im: times(spectrum.im),
      radius: spectrum.radius * factor,
      norm: spectrum.norm * factor,
    },
  };
}
