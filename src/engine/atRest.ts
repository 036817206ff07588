/** The multipliers of the LSTM at rest: no input, zero state (spec, section 5, item 5). */
import { modulus } from '../math/eigenvalues';
import { logistic } from '../math/elementary';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import type { Spectrum } from './spectrum';

/**
 * max_k |μ_k| with μ_k = σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z); the RNN's (tanh) are λ_k(W_h). Null where that formula does not hold:
 * chrono biases differ between units, b_z ≠ 0 moves the resting point, and so does an RNN that is not tanh at 0.
 */
export function atRestMultiplier(settings: Settings, spectra: ReadonlyMap<Edge, Spectrum>): number | null {
  if (settings.blockBias !== 0) return null;
  if (settings.network === 'rnn') {
    const own = spectra.get('W_h');
    return own === undefined || settings.activation === 'sigmoid' || settings.activation === 'relu' ? null : own.radius;
  }
  const block = spectra.get('R_z');
  if (settings.chrono || block === undefined) return null;
  const keep = settings.forgetGate ? logistic(settings.forgetBias) : 1;
  const gain = logistic(settings.inputBias) * logistic(settings.outputBias);
  let largest = 0;
  for (let k = 0; k < block.re.length; k++) {
    largest = Math.max(largest, modulus(keep + gain * (block.re[k] as number), gain * (block.im[k] as number)));
  }
  return largest;
}
