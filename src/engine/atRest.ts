/** The multipliers at rest: no input, zero state (spec, section 5, item 5, and section 6). */
import { type Eigenvalues, largestModulus } from '../math/eigenvalues';
import type { Edge } from '../settings/edges';
import { isFromFile } from '../settings/fileSpecs';
import type { Settings } from '../settings/settings';
import { cellOf } from './cells';
import type { AtRest } from './cells/cell';
import type { Spectrum } from './spectrum';

/** The cell's formula; null where it does not hold: a trained network's biases differ between units. */
export const atRestOf = (settings: Settings): AtRest | null =>
  isFromFile(settings) ? null : cellOf(settings.cell).atRest(settings);

/** μ_k = keep + gain · λ_k, [N], as the cell's record has it; null where that formula does not hold. */
export function atRestMultipliers(settings: Settings, spectra: ReadonlyMap<Edge, Spectrum>): Eigenvalues | null {
  const rest = atRestOf(settings);
  const own = rest === null ? undefined : spectra.get(rest.edge);
  if (rest === null || own === undefined) return null;
  const { keep, gain } = rest;
  return { re: own.re.map((re) => keep + gain * re), im: own.im.map((im) => gain * im) };
}

/** max_k |μ_k|; null where `atRestMultipliers` is. */
export function atRestMultiplier(settings: Settings, spectra: ReadonlyMap<Edge, Spectrum>): number | null {
  const multipliers = atRestMultipliers(settings, spectra);
  return multipliers === null ? null : largestModulus(multipliers);
}
