/**
 * ‖Rᵏ‖ of the matrices as they are now. The powers of αR are αᵏ times those of R, so that while only the radius moves, or nothing of
 * the matrices, what an earlier run computed still holds, rescaled: the curves follow the ring at once.
 */
import { useRef } from 'react';
import type { Edge } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';

export interface Growth {
  /** log10 ‖Rᵏ‖ by k. */
  readonly curves: ReadonlyMap<Edge, Float64Array>;
  /** Of other matrices than these. */
  readonly stale: boolean;
}

/** What the matrices are drawn from, or the file that they are from, but for their scale. */
const drawOf = ({ seed, weights, hiddenSize, cell, file, layer }: Settings): string =>
  JSON.stringify([seed, weights, hiddenSize, cell, file, layer]);

/** A radius sets the diagonal of a shear alone: what it had before is no multiple of what it has now. */
const isMultiple = ({ file, weights, scaledBy }: Settings): boolean =>
  file !== '' || weights !== 'jordan' || scaledBy === 'norm';

/** log10 ‖Rᵏ‖ from those of a multiple of R, by the norm of R; null where that multiple was zero, and determines nothing. */
function rescaledGrowth(values: Float64Array, norm: number): Float64Array | null {
  const by = Math.log10(norm) - (values[1] ?? Number.NaN);
  if (Number.isNaN(by) || by === Infinity) return null;
  return values.map((value, k) => (k === 0 ? value : value + k * by));
}

export function useGrowth(result: RunResult | null): Growth {
  /** The draw that the growth in the result was computed for. */
  const computed = useRef('');
  if (result === null) return { curves: new Map(), stale: false };
  const { viewResults, info, settings } = result;
  const draw = drawOf(settings);
  if (!viewResults.stale.has('growth')) {
    if (viewResults.growth.size > 0) computed.current = draw;
    return { curves: viewResults.growth, stale: false };
  }
  const curves = new Map<Edge, Float64Array>();
  for (const { edge, norm } of info.spectra) {
    const values = viewResults.growth.get(edge);
    const now = values === undefined ? null : rescaledGrowth(values, norm);
    if (computed.current !== draw || now === null || !isMultiple(settings))
      return { curves: viewResults.growth, stale: true };
    curves.set(edge, now);
  }
  return { curves, stale: false };
}
