/** The settings of W4's map. */

export interface MapPoint {
  readonly forgetBias: number;
  readonly radius: number;
}

const SIDE = 24;
const axis = (step: number): number[] => Array.from({ length: SIDE }, (_, k) => (k + 1) * step);

/** Where float32 can follow: below, gradients leave its range; above, the network is chaotic and its rounding takes over. */
export const POINTS: readonly MapPoint[] = axis(0.25).flatMap((forgetBias) =>
  axis(0.08).map((radius) => ({ forgetBias, radius })),
);
