/**
 * What each step back multiplies the gradient by, as bars about 1: down by the share that is lost, up by the share of what comes out that is
 * gained. The factors multiply to the river. Both directions end at the strip's edge, whatever the size, so that nothing jumps.
 */

export interface StepFactors {
  /** One a step, or one a pixel where several steps share one. */
  readonly stations: number;
  /** [stations] log10 of the factor, the geometric mean where steps share a station; NaN where there is none. */
  readonly logs: Float64Array;
  /** [stations] 1 where two runs have no digit of the factor in common. */
  readonly unsure: Uint8Array;
}

/** log10 by which two runs may differ before less than one digit holds. */
const NO_DIGIT = 0.1;

/** Of a gradient's norms by step, log10 [steps]: the factor of step t is what the way from t + 1 to t does. */
export function ratiosOf(norms: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: norms.length }, (_, t) =>
    t + 1 < norms.length && Number.isFinite(norms[t + 1]) ? norms[t] - norms[t + 1] : Number.NaN,
  );
}

/** Jacobian norms [steps], each under the step that it leads back from, under the one that it leads to: with those of `ratiosOf`. */
export function underTarget(norms: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: norms.length }, (_, t) => (t + 1 < norms.length ? norms[t + 1] : Number.NaN));
}

/** `logs`: [steps] log10 of factors; `second`: the second run's, null while it is not there; `width`: in pixels. */
export function stepFactors(logs: ArrayLike<number>, second: ArrayLike<number> | null, width: number): StepFactors {
  const steps = logs.length;
  const stations = Math.max(1, Math.min(steps, Math.floor(width)));
  const sums = new Float64Array(stations);
  const counts = new Uint32Array(stations);
  const unsure = new Uint8Array(stations);
  for (let step = 0; step < steps; step++) {
    if (Number.isNaN(logs[step])) continue;
    const station = Math.floor((step * stations) / steps);
    sums[station] += logs[step];
    counts[station]++;
    if (second !== null && Math.abs(second[step] - logs[step]) > NO_DIGIT) unsure[station] = 1;
  }
  return { stations, logs: sums.map((sum, k) => (counts[k] === 0 ? Number.NaN : sum / counts[k])), unsure };
}

/** How far a factor's bar reaches: −1, all is lost … 0, it stays as it is … 1. */
export function reachOf(log10: number): number {
  return log10 < 0 ? 10 ** log10 - 1 : 1 - 10 ** -log10;
}

export interface StripFrame {
  readonly width: number;
  readonly height: number;
}

/** From here on columns have a gap of one pixel between them. */
const GAPPED = 4;

/** SVG path of the bars of one side of 1 (`side`: −1 below, 1 above) for which two runs agree, or do not. */
export function barsPath(factors: StepFactors, { width, height }: StripFrame, side: -1 | 1, isUnsure: boolean): string {
  const { stations, logs, unsure } = factors;
  const pitch = width / stations;
  const wide = pitch >= GAPPED ? pitch - 1 : pitch;
  const middle = height / 2;
  let path = '';
  for (let k = 0; k < stations; k++) {
    const reach = reachOf(logs[k]);
    if (!(reach * side > 0) || (unsure[k] === 1) !== isUnsure) continue;
    const tall = Math.abs(reach) * middle;
    path += `M${round(k * pitch)} ${middle}v${round(-side * tall)}h${round(wide)}v${round(side * tall)}z`;
  }
  return path;
}

/** SVG path of a level for each column. */
export function levelsPath({ stations, logs }: StepFactors, { width, height }: StripFrame): string {
  const pitch = width / stations;
  let path = '';
  for (let k = 0; k < stations; k++) {
    if (Number.isNaN(logs[k])) continue;
    path += `M${round(k * pitch)} ${round((height / 2) * (1 - reachOf(logs[k])))}h${round(pitch)}`;
  }
  return path;
}

const round = (value: number): number => Math.round(value * 100) / 100;
