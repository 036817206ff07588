/** Light around what burns, and on a dark page around a living carousel: a falloff above and below each column, blurred along the lane. */
import type { Theme } from '../colour';
import { packed, type Rgb } from '../ramps/oklab';
import { blended, type Picture } from './pixels';
import type { Lane, Ribbon } from './ribbon';

interface Light {
  readonly colour: Rgb;
  readonly strength: number;
  /** Of the blur, in CSS pixels. */
  readonly deviation: number;
}

const FIRE: Readonly<Record<Theme, Light>> = {
  light: { colour: [216, 70, 11], strength: 0.34, deviation: 8 },
  dark: { colour: [255, 112, 32], strength: 0.72, deviation: 14 },
};
const CAROUSEL: Readonly<Record<Theme, Light | null>> = {
  light: null,
  dark: { colour: [70, 120, 255], strength: 0.7, deviation: 13 },
};

/** log10 at which fire glows in full. */
const FULL = 0.6;

/** Under all ribbons: paint it first. `carousel`: null where the lane has none. */
export function paintGlow(
  picture: Picture,
  lane: Lane,
  whole: Ribbon,
  carousel: Ribbon | null,
  theme: Theme,
  ratio: number,
): void {
  const pitch = lane.width / whole.stations.count;
  const logAt = (x: number): number => whole.stations.logs[Math.min(whole.stations.count - 1, Math.floor(x / pitch))];
  paintLight(picture, lane, whole.half, FIRE[theme], ratio, (x) => Math.min(1, Math.max(0, logAt(x) / FULL)));
  const cold = CAROUSEL[theme];
  if (carousel === null || cold === null) return;
  paintLight(picture, lane, whole.half, cold, ratio, (x) => (logAt(x) > 0 ? 0 : carousel.half[x] / lane.unit));
}

function paintLight(
  picture: Picture,
  { left, width, centre }: Lane,
  half: Float32Array,
  { colour, strength, deviation }: Light,
  ratio: number,
  shineAt: (x: number) => number,
): void {
  const sigma = deviation * ratio;
  const reach = Math.ceil(2.6 * sigma);
  const shine = new Float32Array(width + 2 * reach);
  let shines = false;
  for (let x = 0; x < width; x++) {
    shine[reach + x] = half[x] > 0 ? shineAt(x) : 0;
    shines ||= shine[reach + x] > 0;
  }
  if (!shines) return;
  for (let pass = 0; pass < 3; pass++) blur(shine, Math.max(1, Math.round(sigma)));
  const falloff = Float32Array.from({ length: reach }, (_, d) => 256 * strength * tail(d / sigma));
  const light = packed(colour);
  for (let x = 0; x < shine.length; x++) {
    const column = left - reach + x;
    if (column < 0 || column >= picture.width || shine[x] < 0.01) continue;
    const height = half[Math.min(width - 1, Math.max(0, x - reach))];
    const isBeside = x < reach || x >= reach + width;
    paintTail(picture, column, centre, isBeside ? 0 : height, isBeside ? height : 0, falloff, shine[x], light);
  }
}

/** Light from `inner` outwards on both sides; up to `flat` it is as bright as at the edge. */
function paintTail(
  { pixels, width, height }: Picture,
  x: number,
  centre: number,
  inner: number,
  flat: number,
  falloff: Float32Array,
  shine: number,
  light: number,
): void {
  const length = Math.floor(flat) + falloff.length;
  for (const side of [-1, 1]) {
    let row = Math.floor(centre + side * inner);
    for (let d = 0; d < length; d++, row += side) {
      if (row < 0 || row >= height || (d === 0 && side > 0 && inner === 0)) continue;
      const share = falloff[Math.max(0, d - Math.floor(flat))] * shine;
      if (share < 1) continue;
      const at = row * width + x;
      pixels[at] = blended(pixels[at], light, share | 0);
    }
  }
}

/** The part of a normal distribution beyond `z` deviations, which is what a blurred edge has (Abramowitz & Stegun 26.2.17, roughly). */
function tail(z: number): number {
  const t = 1 / (1 + 0.33267 * z);
  return 0.3989423 * Math.exp((-z * z) / 2) * t * (0.4361836 + t * (-0.1201676 + t * 0.937298));
}

/** Mean over `radius` on either side, by a running sum. */
function blur(values: Float32Array, radius: number): void {
  const source = values.slice();
  let sum = 0;
  for (let k = -radius; k < values.length; k++) {
    if (k + radius < values.length) sum += source[k + radius];
    if (k - radius - 1 >= 0) sum -= source[k - radius - 1];
    if (k >= 0) values[k] = sum / (2 * radius + 1);
  }
}
