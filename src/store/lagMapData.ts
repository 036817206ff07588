/** The lag map as the page holds it: in the order in which it is painted, and filled from the last step back. */
import type { LagBatch } from '../engine/lagMap';
import type { LagOf } from '../settings/settings';

/**
 * A loss at its own step stands at 10⁰ but for rounding, which must not set single cells of the diagonal alight: what is 10⁰ to the
 * seven digits of a float32 is kept a hair below.
 */
const BELOW_ONE = -1e-7;

/** A map that grows is painted anew at most this often. */
const PICTURES = 24;

export class LagMapData {
  /**
   * [steps × steps] log10 against the loss gradient; NaN: not there. Column t (a loss) after column t, and in each the last step
   * first: step k of loss t is at t · steps + steps − 1 − k.
   */
  readonly cells: Float32Array;
  /** [steps] by lag: log10 of the arithmetic mean over the losses; NaN where there is none yet. */
  mean: Float64Array;
  /** The first step k (0-based) whose cells are of this run and this quantity; `steps` where none is. */
  ready: number;
  /** Goes up when there is enough new to paint, also from run to run. */
  picture: number;

  /** What `before` has stays in sight until it is replaced. */
  constructor(
    readonly of: LagOf,
    private readonly steps: number,
    before: LagMapData | null,
  ) {
    this.cells = before?.cells ?? new Float32Array(steps * steps).fill(Number.NaN);
    this.mean = before?.mean ?? new Float64Array(steps).fill(Number.NaN);
    this.picture = before?.picture ?? 0;
    this.ready = steps;
  }

  apply({ from, count, cells, mean }: LagBatch): void {
    const { steps } = this;
    for (let row = 0; row < count; row++) {
      const k = from + row;
      for (let t = k; t < steps; t++) {
        const value = cells[row * steps + t];
        this.cells[t * steps + steps - 1 - k] = Math.abs(value) < -BELOW_ONE ? BELOW_ONE : value;
      }
    }
    const enough = Math.max(1, steps / PICTURES);
    if (from === 0 || Math.floor(from / enough) !== Math.floor(this.ready / enough)) {
      this.picture++;
      // Half a curve is no more use than the whole one of the run before.
      if (from === 0 || Number.isNaN(this.mean[steps - 1])) this.mean = mean;
    }
    this.ready = from;
  }

  /** log10 of the cell of loss t at step k, both 0-based; NaN where it is not of this run yet. */
  at(k: number, t: number): number {
    return k < this.ready ? Number.NaN : this.cells[t * this.steps + this.steps - 1 - k];
  }
}
