/**
 * The seeded arguments, the hash and the hex form behind the golden bits of the elementary functions. Uses + − × ÷ only,
 * so that any browser can rebuild the same arguments.
 */

import {
  cosTurns,
  exp,
  expScaled,
  log,
  log10,
  logistic,
  logisticPrime,
  sinTurns,
  tanh,
  tanhPrime,
} from '../../src/math/elementary';

const SCALED = new Float64Array(2);

export const FUNCTIONS = {
  exp,
  tanh,
  tanhPrime,
  logistic,
  logisticPrime,
  log,
  log10,
  sinTurns,
  cosTurns,
  expScaledMantissa: (x: number): number => {
    expScaled(x, SCALED);
    return SCALED[0];
  },
};

export type FunctionName = keyof typeof FUNCTIONS;

/** Uniform doubles in [0, 1) with 53 bits, from two steps of a 32-bit linear congruence each. */
export function seededUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const high = state >>> 5;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (high * 67108864 + (state >>> 6)) / 9007199254740992;
  };
}

const SCALES = [0.3, 2, 6, 40, 760];

/** Argument number i of a function: the scales take turns, both signs, or positive for the logarithms. */
export function goldenArgument(name: FunctionName, i: number): number {
  const next = seededUniform(i * 2654435 + 17);
  next();
  const u = next();
  const scale = SCALES[i % SCALES.length];
  if (name === 'log' || name === 'log10') return u * scale * scale;
  return (2 * u - 1) * scale * (name === 'expScaledMantissa' ? 1000 : 1);
}

const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);

/** The 64 bits of a double as 16 hexadecimal digits. */
export function hexOf(x: number): string {
  DOUBLE[0] = x;
  return WORDS[1].toString(16).padStart(8, '0') + WORDS[0].toString(16).padStart(8, '0');
}

/** FNV-1a over the words of the values at 10 000 arguments. */
export function hashOfFunction(name: FunctionName): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < 10000; i++) {
    DOUBLE[0] = FUNCTIONS[name](goldenArgument(name, i));
    hash = Math.imul(hash ^ WORDS[0], 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15) ^ WORDS[1], 0x01000193);
    hash ^= hash >>> 13;
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
