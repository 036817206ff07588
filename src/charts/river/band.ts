/** The band "which way it came": of the steps back to each step, what share ran on each path. Shares are signed and sum to 1. */
import { type Edge, kindOf } from '../../settings/edges';

export interface Band {
  readonly edges: readonly Edge[];
  readonly stations: number;
  /** [edges × stations] what stands above the base; NaN where nothing is known: at the loss, and where there is no gradient. */
  readonly up: Float32Array;
  /** [edges × stations] what hangs below it, ≥ 0. `up` − `down` sums to 1 over the edges. */
  readonly down: Float32Array;
}

/** In the order in which they are stacked; [steps] each, NaN where there is no gradient. Crossings of T − t steps back from step t. */
export type Crossings = ReadonlyMap<Edge, ArrayLike<number>>;

/** `width`: in pixels. Where a pixel covers several steps it has the means of what is above and of what is below, so that none is lost. */
export function bandOf(crossings: Crossings, steps: number, width: number): Band {
  const stations = Math.max(1, Math.min(steps, Math.floor(width)));
  const edges = [...crossings.keys()];
  const up = new Float32Array(edges.length * stations);
  const down = new Float32Array(edges.length * stations);
  edges.forEach((edge, row) => {
    const own = crossings.get(edge) as ArrayLike<number>;
    const counted = new Uint32Array(stations);
    for (let step = 0; step < steps - 1; step++) {
      const share = own[step] / (steps - 1 - step);
      if (Number.isNaN(share)) continue;
      const station = Math.floor((step * stations) / steps);
      counted[station]++;
      (share < 0 ? down : up)[row * stations + station] += Math.abs(share);
    }
    counted.forEach((many, station) => {
      up[row * stations + station] = many === 0 ? Number.NaN : up[row * stations + station] / many;
      down[row * stations + station] = many === 0 ? Number.NaN : down[row * stations + station] / many;
    });
  });
  return { edges, stations, up, down };
}

/** The share that an edge has at a station, negative where its way cancels. */
export function shareAt({ stations, up, down }: Band, row: number, station: number): number {
  return up[row * stations + station] - down[row * stations + station];
}

/** The part, 0 … 1, of what stands above the base that did not run on the carousel: 1 where there is no band. */
export function detourAt(band: Band, station: number): number {
  let all = 0;
  let carousel = 0;
  for (const [row, edge] of band.edges.entries()) {
    const share = band.up[row * band.stations + station];
    if (!(share > 0)) continue;
    all += share;
    if (kindOf(edge) === 'carousel') carousel += share;
  }
  return all > 0 ? 1 - carousel / all : 1;
}
