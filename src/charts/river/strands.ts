/**
 * The strands inside a ribbon: one a unit, in the units' order, each as thick as the unit's share of the squared norm, so that they sum to
 * the ribbon's width. Between two stations edges are eased. More than 64 units are pooled with their neighbours.
 */

/** Of each step, what each unit has of the squared norm. */
export interface UnitShares {
  readonly units: number;
  /** [steps × units]; a step sums to 1. All 0 or NaN: nothing is known of it, and its strands are equal. */
  readonly values: ArrayLike<number>;
}

export interface Strands {
  readonly count: number;
  /** [stations × count] where each strand ends, from 0 at the top of the ribbon to 1 at its bottom. */
  readonly ends: Float32Array;
}

export const MOST_STRANDS = 64;

/** `steps`: the step that each station shows. Without shares one strand fills the ribbon. */
export function strandsOf(shares: UnitShares | null, steps: Int32Array): Strands {
  if (shares === null) return { count: 1, ends: new Float32Array(steps.length).fill(1) };
  const { units, values } = shares;
  const count = Math.min(MOST_STRANDS, units);
  const ends = new Float32Array(steps.length * count);
  steps.forEach((step, station) => {
    const from = step * units;
    let total = 0;
    for (let unit = 0; unit < units; unit++) total += values[from + unit];
    let sum = 0;
    for (let unit = 0; unit < units; unit++) {
      sum += total > 0 ? values[from + unit] / total : 1 / units;
      ends[station * count + Math.floor((unit * count) / units)] = sum;
    }
    ends[station * count + count - 1] = 1;
  });
  return { count, ends };
}

/** u²(3 − 2u): leaves each station level. */
export const eased = (u: number): number => u * u * (3 - 2 * u);

/** Where the strand lies at a fractional station: its middle, from −1 at the top of the ribbon to 1 at its bottom. */
export function strandMiddle({ count, ends }: Strands, strand: number, position: number): number {
  const stations = ends.length / count;
  const a = Math.max(0, Math.min(stations - 1, Math.floor(position)));
  const b = Math.min(stations - 1, a + 1);
  const e = eased(Math.min(1, Math.max(0, position - a)));
  const bottom = a * count + strand;
  const next = b * count + strand;
  const lower = ends[bottom] + (ends[next] - ends[bottom]) * e;
  const upper = strand === 0 ? 0 : ends[bottom - 1] + (ends[next - 1] - ends[bottom - 1]) * e;
  return lower + upper - 1;
}

/** The strand in which the height `at`, 0 … 1 from the top, lies at a station. */
export function strandAt({ count, ends }: Strands, station: number, at: number): number {
  let strand = 0;
  while (strand < count - 1 && ends[station * count + strand] < at) strand++;
  return strand;
}
