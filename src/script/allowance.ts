/** How far autograd may be from our numbers: 1e-9, or as far as the digits that hold allow (spec, section 8), where fewer do. */
import type { Numbers } from './layerNumbers';

const LEAST = 1e-9;
/** Two runs that differ in their last bits show how far rounding can carry a number, but not the farthest that it can. */
const MARGIN = 100;
/** Steps to each side: where two curves cross, they have more digits in common than hold. */
const REACH = 3;

/** `first` and `second` (every number moved in its last bits), by name; relative, of crossings absolute. */
export function allowances(first: Numbers, second: Numbers): Numbers {
  const all = new Map([...first].map(([name, values]) => [name, allowance(name, values, second.get(name) ?? values)]));
  for (const [name, norms] of first) {
    const [kind, edge] = name.split('.');
    if (kind !== 'step' || edge === undefined) continue;
    const end = norms.findLastIndex((norm) => norm < SMALLEST && norm > Number.NEGATIVE_INFINITY) + 1;
    for (const about of ABOUT_EDGES) all.get(`${about}.${edge}`)?.fill(1, 0, end);
  }
  return all;
}

/**
 * log10 of what float64 can hold in the middle of a product. Where one step's Jacobian is below it autograd gives 0, here and, by this edge, at all
 * earlier steps.
 */
const SMALLEST = -290;
const ABOUT_EDGES = ['arriving', 'alone', 'crossings', 'step', 'path'];

function allowance(name: string, a: Float64Array, b: Float64Array): Float64Array {
  const isLog = !name.startsWith('crossings.');
  const differences = a.map((value, k) => (isLog ? relativeOfLogs(value, b[k]) : Math.abs(value - b[k])));
  return differences.map((_, k) => {
    const near = differences.subarray(Math.max(0, k - REACH), k + REACH + 1);
    return near.reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : MARGIN * value), LEAST);
  });
}

/** Of two sizes given as log10; at most 1. */
function relativeOfLogs(a: number, b: number): number {
  return a === b ? 0 : -Math.expm1(-Math.LN10 * Math.abs(a - b));
}
