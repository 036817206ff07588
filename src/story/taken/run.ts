/** A run as plain data that JSON can hold: the same keys from the command line and from the page. */
import type { ForwardBatch } from '../../engine/batches';
import type { SeriesName } from '../../engine/seriesNames';
import type { Edge } from '../../settings/edges';
import { encodeLink } from '../../settings/link';
import type { Settings } from '../../settings/settings';
import { digitsOfLogs, holdsFrom } from '../digits';

/** A log10; null for an exact zero, as in the reference cases, and where it is not defined (c → c at step 1). */
type Logged = number | null;

export interface HeldDigits {
  /** Decimal digits that hold in ‖g‖ at step 1. */
  readonly left: number;
  /** The first step, 1-based, from which on at least one digit of ‖g‖ holds. */
  readonly holdsFromStep: number;
}

/** log10 ‖g‖ by step, [steps], of the run and of its second run (spec, section 8). */
export function heldDigitsOf(gradient: Float64Array, second: Float64Array): HeldDigits {
  return {
    left: digitsOfLogs(gradient[0], second[0]),
    holdsFromStep: holdsFrom(gradient, (step) => second[step]) + 1,
  };
}

/** What is there of a run. */
export interface RunNumbers {
  readonly info: ForwardBatch;
  /** log10 by step. */
  readonly series: ReadonlyMap<SeriesName, Float64Array>;
  readonly residual: Float64Array;
  readonly crossings: ReadonlyMap<Edge, Float64Array>;
}

export interface TracedRun<Digits extends HeldDigits | null = HeldDigits> {
  readonly link: string;
  readonly steps: number;
  readonly size: number;
  readonly edges: ForwardBatch['edges'];
  /** Of each recurrent matrix; eigenvalues as [real, imaginary]. */
  readonly spectra: readonly {
    readonly edge: Edge;
    readonly radius: number;
    readonly norm: number;
    readonly eigenvalues: readonly (readonly [number, number])[];
  }[];
  readonly atRest: number | null;
  /** log10 of each norm by step, step 1 first. */
  readonly series: Readonly<Partial<Record<SeriesName, readonly Logged[]>>>;
  /** log10 of |parts − whole| / |largest part| by step. */
  readonly residual: readonly Logged[];
  /** Null where there is no ledger (a loss at every step, or truncation). */
  readonly crossings: Readonly<Record<string, readonly Logged[]>> | null;
  readonly digits: Digits;
}

export function tracedRun<Digits extends HeldDigits | null>(
  settings: Settings,
  { info, series, residual, crossings }: RunNumbers,
  digits: Digits,
): TracedRun<Digits> {
  const { steps, size, edges, spectra, atRest, hasLedger } = info;
  return {
    link: encodeLink([settings]),
    steps,
    size,
    edges,
    spectra: spectra.map(({ edge, radius, norm, re, im }) => ({
      edge,
      radius,
      norm,
      eigenvalues: Array.from(re, (value, k) => [value, im[k]] as const),
    })),
    atRest,
    series: Object.fromEntries([...series].map(([name, values]) => [name, logged(values)])),
    residual: logged(residual),
    crossings: hasLedger ? Object.fromEntries([...crossings].map(([edge, values]) => [edge, logged(values)])) : null,
    digits,
  };
}

function logged(values: Float64Array): Logged[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}
