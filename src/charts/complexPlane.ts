/** The complex plane in pixels: one scale for both axes, the origin in the middle, circles that can be dragged. */
import { scaleLinear } from 'd3-scale';

export interface PlaneTick {
  readonly value: number;
  /** Pixels from the left, or from the top. */
  readonly at: number;
}

export interface Plane {
  readonly width: number;
  readonly height: number;
  /** The origin, in pixels. */
  readonly centreX: number;
  readonly centreY: number;
  /** Pixels to 1. */
  readonly scale: number;
  readonly real: readonly PlaneTick[];
  readonly imaginary: readonly PlaneTick[];
}

/** What the plane may reach to, in steps so coarse that it keeps still under a slider. */
const REACHES = [1.5, 2, 3, 4, 6, 8, 12] as const;

/** The first round reach with all circles of these radii inside, and a margin. */
export function reachOf(radii: readonly number[]): number {
  const wanted = 1.08 * Math.max(1, ...radii.filter(Number.isFinite));
  let decade = 1;
  while (wanted > 12 * decade) decade *= 10;
  return decade * (REACHES.find((reach) => reach * decade >= wanted) ?? 12);
}

/** A plane that reaches at least to `reach` in every direction. */
export function planeOf(width: number, height: number, reach: number): Plane {
  const [centreX, centreY] = [width / 2, height / 2];
  const scale = Math.min(centreX, centreY) / reach;
  const ticks = (half: number, sign: 1 | -1): PlaneTick[] => {
    if (scale === 0) return [];
    const end = half / scale;
    // Two labels need some 40 pixels between them, and nobody needs more than ten.
    const values = scaleLinear()
      .domain([-end, end])
      .ticks(Math.max(3, Math.min(10, Math.floor((2 * half) / 44))));
    return values
      .map((value) => ({ value, at: half + sign * value * scale }))
      .filter(({ at }) => at > 7 && at < 2 * half - 7);
  };
  return { width, height, centreX, centreY, scale, real: ticks(centreX, 1), imaginary: ticks(centreY, -1) };
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

export function pixelOf(plane: Plane, re: number, im: number): Pixel {
  return { x: plane.centreX + re * plane.scale, y: plane.centreY - im * plane.scale };
}

/** How far a pixel is from the origin, as a number. */
export function radiusAt(plane: Plane, { x, y }: Pixel): number {
  return plane.scale === 0 ? 0 : Math.hypot(x - plane.centreX, y - plane.centreY) / plane.scale;
}

/** The direction of a pixel from the origin, in radians, counter-clockwise from the right. */
export function angleAt(plane: Plane, { x, y }: Pixel): number {
  return Math.atan2(plane.centreY - y, x - plane.centreX);
}

/** The point of a circle about the origin at an angle, kept inside the plane by a margin in pixels. */
export function onCircle(
  plane: Plane,
  radius: number,
  angle: number,
  margin: number,
): Pixel & { readonly inside: boolean } {
  const far = radius * plane.scale;
  const room = Math.min(
    (plane.width / 2 - margin) / Math.max(1e-9, Math.abs(Math.cos(angle))),
    (plane.height / 2 - margin) / Math.max(1e-9, Math.abs(Math.sin(angle))),
  );
  const reached = Math.max(0, Math.min(far, room));
  return {
    x: plane.centreX + reached * Math.cos(angle),
    y: plane.centreY - reached * Math.sin(angle),
    inside: far <= room + margin,
  };
}

export interface Points {
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
}

/** The value nearest to re + i·im, by the distance in the plane; undefined where there is none. */
export function nearest(
  { re: all, im: imaginary }: Points,
  re: number,
  im: number,
): { readonly re: number; readonly im: number } | undefined {
  let best: { re: number; im: number } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < all.length; k++) {
    const one = { re: all[k], im: imaginary[k] };
    const distance = Math.hypot(one.re - re, one.im - im);
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** All points as one path of zero-length strokes: with round caps each is a dot. */
export function dotsPath(plane: Plane, { re, im }: Points): string {
  let path = '';
  for (let k = 0; k < re.length; k++) {
    const { x, y } = pixelOf(plane, re[k], im[k]);
    path += `M${round(x)} ${round(y)}h0`;
  }
  return path;
}

/** The point nearest to a pixel, within so many pixels; null where none is. */
export function nearestPoint(
  plane: Plane,
  sets: readonly Points[],
  to: Pixel,
  within: number,
): { readonly set: number; readonly index: number } | null {
  let best: { set: number; index: number } | null = null;
  let least = within;
  for (const [set, { re, im }] of sets.entries()) {
    for (let index = 0; index < re.length; index++) {
      const { x, y } = pixelOf(plane, re[index], im[index]);
      const distance = Math.hypot(x - to.x, y - to.y);
      if (distance >= least) continue;
      least = distance;
      best = { set, index };
    }
  }
  return best;
}

/** Indices of the points, the largest modulus first; of a conjugate pair the upper one. */
export function byModulus({ re, im }: Points): number[] {
  const size = Array.from(re, (x, k) => Math.hypot(x, im[k]));
  // The two of a pair may differ in their last bits.
  return size
    .map((_, k) => k)
    .sort((a, b) => {
      const difference = size[b] - size[a];
      return Math.abs(difference) > 1e-13 * size[a] ? difference : im[b] - im[a];
    });
}
