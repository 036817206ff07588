/**
 * Seeded random numbers. Each tensor draws from a stream of its own, named (seed, name), so that switching a variant leaves
 * all other tensors as they were. Integers are pure-rand's xoroshiro128+; normals are Marsaglia's polar method (Marsaglia &
 * Bray, SIAM Review 6(3), 1964), which needs only a logarithm and a root, both with the same bits on every machine.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { log } from './elementary';

export class RandomStream {
  private readonly generator;
  private spare = 0;
  private hasSpare = false;

  constructor(seed: number, name: string) {
    // FNV-1a over the name, then four words of the 32-bit finaliser of MurmurHash3: neighbouring seeds share nothing.
    let hash = 0x811c9dc5;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    const words = [1, 2, 3, 4].map((word) => finalise(hash ^ finalise(Math.imul(seed | 0, 0x9e3779b1) + word)));
    this.generator = xoroshiro128plusFromState(words);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return uniformFloat64(this.generator);
  }

  /** Normal with mean 0 and variance 1. */
  normal(): number {
    if (this.hasSpare) {
      this.hasSpare = false;
      return this.spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * log(s)) / s);
      this.spare = v * factor;
      this.hasSpare = true;
      return u * factor;
    }
  }

  normals(count: number, deviation: number): Float64Array {
    const out = new Float64Array(count);
    for (let k = 0; k < count; k++) out[k] = this.normal() * deviation;
    return out;
  }

  /** Uniform in [-limit, limit). */
  uniforms(count: number, limit: number): Float64Array {
    const out = new Float64Array(count);
    for (let k = 0; k < count; k++) out[k] = (2 * this.uniform() - 1) * limit;
    return out;
  }
}

function finalise(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
