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
  /** True for the shear, of which a wanted radius rescales the diagonal alone. */
  readonly isShear: boolean;
}

/** Keeps what earlier runs drew. Small on purpose: two panes' worth of matrices. Whoever gets an array leaves it as it is. */
export class MatrixCache {
  private readonly kept = new Map<string, DrawnMatrix>();
  private readonly spectra = new Map<string, Spectrum>();
  private readonly keptNumbers = new Map<string, Float64Array>();

  /** Plain numbers that need no measuring: input weights and input sequences. `key` says all that they are made from. */
  numbers(key: string, make: () => Float64Array): Float64Array {
    return keep(this.keptNumbers, key, this.keptNumbers.get(key) ?? make());
  }

  *draw(seed: number, name: string, kind: Settings['weights'], size: number): Generator<void, DrawnMatrix> {
    const key = `${kind} ${size} ${kind === 'identity' || kind === 'jordan' ? '' : `${seed} ${name}`}`;
    return keep(this.kept, key, this.kept.get(key) ?? (yield* drawnMatrix(seed, name, kind, size)));
  }

  hasMeasured(key: string): boolean {
    return this.spectra.has(key);
  }

  /** The spectrum of a matrix [N × N] that is not drawn. `key` says which it is. */
  *measured(key: string, matrix: Float64Array, size: number): Generator<void, Spectrum> {
    return keep(this.spectra, key, this.spectra.get(key) ?? (yield* spectrumOf(matrix, size)));
  }
}

const MOST_KEPT = 10;

/** Makes room by dropping what was wanted the longest time ago. */
function keep<T>(kept: Map<string, T>, key: string, value: T): T {
  kept.delete(key);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(key, value);
  return value;
}

function* drawnMatrix(
  seed: number,
  name: string,
  kind: Settings['weights'],
  size: number,
): Generator<void, DrawnMatrix> {
  if (kind === 'jordan') return { ...shear(size, 1), isShear: true };
  const matrix = yield* drawMatrix(seed, name, kind, size);
  return { matrix, spectrum: yield* spectrumOf(matrix, size), isShear: false };
}

function* drawMatrix(
  seed: number,
  name: string,
  kind: Exclude<Settings['weights'], 'jordan'>,
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

/** What a matrix is to have: its spectral radius or its spectral norm, and of what size. */
export interface Scale {
  readonly by: Settings['scaledBy'];
  readonly size: number;
}

/** The matrix scaled as wanted; `null` leaves it as drawn. */
export function rescale({ matrix, spectrum, isShear }: DrawnMatrix, scale: Scale | null): RescaledMatrix {
  if (isShear && scale?.by !== 'norm') return shear(spectrum.re.length, scale?.size ?? spectrum.radius);
  // A nilpotent draw (radius 0) cannot be rescaled to any other radius, and is left as it is.
  const factor = scale === null || spectrum[scale.by] === 0 ? 1 : scale.size / spectrum[scale.by];
  return {
    matrix: times(matrix, factor),
    spectrum: {
      re: times(spectrum.re, factor),
      im: times(spectrum.im, factor),
      radius: spectrum.radius * factor,
      norm: spectrum.norm * factor,
    },
  };
}

/** A loop: `map` with its calls takes ten times as long, at every move of a slider. */
function times(values: Float64Array, factor: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let k = 0; k < out.length; k++) out[k] = values[k] * factor;
  return out;
}

/** What each pair's second unit sends to its first in a shear: an example with an answer on paper (spec, section 5, item 8). */
const SHEAR = 10;

/**
 * Pairs of units with the block [[ρ, 10], [0, ρ]], and ρ alone for an odd last unit: the simplest matrix whose powers grow
 * before they decay. Its eigenvalues are all ρ; the singular values of a block have the product ρ² and the difference 10.
 */
function shear(size: number, radius: number): RescaledMatrix {
  const matrix = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    matrix[k * size + k] = radius;
    if (k % 2 === 0 && k + 1 < size) matrix[k * size + k + 1] = SHEAR;
  }
  const norm = size === 1 ? radius : (SHEAR + Math.sqrt(SHEAR * SHEAR + 4 * radius * radius)) / 2;
  return {
    matrix,
    spectrum: { re: new Float64Array(size).fill(radius), im: new Float64Array(size), radius, norm },
  };
}
