/** Where a lane is drawn: one station a step, or, where steps are narrower than a pixel, one a pixel that shows the largest of its steps. */

/** Truncation and the like: the gradient does not go from step s to step s − 1 (0-based). */
export type Stops = readonly number[];

export interface Stations {
  readonly count: number;
  /** [count] the step (0-based) that each station shows. */
  readonly step: Int32Array;
  /** [count] log10; NaN: not there yet; −Infinity: exactly zero. */
  readonly logs: Float64Array;
  /** [count] 1 where the gradient does not go on from this station to the one before it. */
  readonly stop: Uint8Array;
}

/** `logs`: [steps]; `width`: in pixels. */
export function stationsOf(logs: ArrayLike<number>, width: number, stops: Stops): Stations {
  const steps = logs.length;
  const count = Math.max(1, Math.min(steps, Math.floor(width)));
  const stations = {
    count,
    step: new Int32Array(count).fill(-1),
    logs: new Float64Array(count),
    stop: new Uint8Array(count),
  };
  stations.logs.fill(Number.NaN);
  for (let step = 0; step < steps; step++) {
    const station = Math.floor((step * count) / steps);
    const held = stations.logs[station];
    if (stations.step[station] < 0 || logs[step] > held || Number.isNaN(held)) {
      stations.step[station] = step;
      stations.logs[station] = logs[step];
    }
  }
  for (const step of stops) if (step > 0 && step < steps) stations.stop[Math.floor((step * count) / steps)] = 1;
  return stations;
}

/** From the first to before the second. */
export type Run = readonly [number, number];

/** Runs of stations between which the gradient flows: broken by stops, exact zeros and what is not there yet. */
export function runsOf({ count, logs, stop }: Stations): Run[] {
  const runs: Run[] = [];
  let start = -1;
  for (let k = 0; k <= count; k++) {
    const isLive = k < count && logs[k] > -Infinity;
    if (start >= 0 && (!isLive || stop[k] === 1)) {
      runs.push([start, k]);
      start = -1;
    }
    if (isLive && start < 0) start = k;
  }
  return runs;
}
