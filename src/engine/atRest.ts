/** The multipliers of the LSTM at rest: no input, zero state (spec, section 5, item 5). */
import { type Eigenvalues, largestModulus } from '../math/eigenvalues';
import { logistic } from '../math/elementary';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import type { Spectrum } from './spectrum';

/**
 * μ_k = σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z), [N]; the RNN's (tanh) are λ_k(W_h). Null where that formula does not hold: chrono biases
 * differ between units, b_z ≠ 0 moves the resting point, and so does an RNN that is not tanh at 0.
 */
export function atRestMultipliers(settings: Settings, spectra: ReadonlyMap<Edge, Spectrum>): Eigenvalues | null {
  if (settings.blockBias !== 0) return null;
  if (settings.cell === 'rnn') {
    const own = spectra.get('W_h');
    return own === undefined || settings.activation === 'sigmoid' || settings.activation === 'relu' ? null : own;
  }
  const block = spectra.get('R_z');
  if (settings.chrono || block === undefined) return null;
  const keep = settings.forgetGate ? logistic(settings.forgetBias) : 1;
  const gain = logistic(settings.inputBias) * logistic(settings.outputBias);
  return { re: block.re.map((re) => keep + gain * re), im: block.im.map((im) => gain * im) };
}

/** max_k |μ_k|; null where `atRestMultipliers` is. */
export function atRestMultiplier(settings: Settings, spectra: ReadonlyMap<Edge, Spectrum>): number | null {
  const multipliers = atRestMultipliers(settings, spectra);
  return multipliers === null ? null : largestModulus(multipliers);
}
