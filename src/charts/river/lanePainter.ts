/** What lies about the ribbons of a lane: the banks at 10⁰, breaks of truncation, glow, the frontier, zeros, and the losses that join. */
import type { Theme } from '../colour';
import { packed, rgbOf } from '../ramps/oklab';
import { PALETTES } from '../ramps/palette';
import { blendAt, fillRect, type Picture } from './pixels';
import type { Lane, Ribbon } from './ribbon';
import type { Stations } from './stations';
import { BEYOND, halfWidth } from './width';

export const pagePixel = (theme: Theme): number => packed(rgbOf(PALETTES[theme].page));
const bankPixel = (theme: Theme): number => packed(rgbOf(PALETTES[theme].bank));

/** Dotted lines at 10⁰, broken where the gradient is stopped; `ratio`: device pixels in one of CSS. */
export function paintBanks(picture: Picture, lane: Lane, { count, stop }: Stations, theme: Theme, ratio: number): void {
  const bank = bankPixel(theme);
  const pitch = lane.width / count;
  const gap = 4 * ratio;
  const breaks = [...stop.keys()].filter((k) => stop[k] === 1).map((k) => k * pitch);
  for (const side of [-1, 1]) {
    const y = lane.centre + side * lane.unit;
    for (let x = 0; x < lane.width; x += 6 * ratio) {
      if (breaks.some((at) => Math.abs(x - at) < gap + ratio)) continue;
      fillRect(picture, lane.left + x, y - ratio / 2, lane.left + x + 2 * ratio, y + ratio / 2, bank);
    }
    // The banks turn away on either side of a break, as at a weir.
    for (const at of breaks) {
      for (const end of [-gap, gap]) {
        const [near, far] = [y, y + side * 5 * ratio];
        const x = lane.left + at + end;
        fillRect(picture, x - ratio / 2, Math.min(near, far), x + ratio / 2, Math.max(near, far), bank);
      }
    }
  }
}

/** A dashed line of the page's colour where the scale ends; `x` in the picture's pixels. */
export function paintFrontier(picture: Picture, lane: Lane, x: number, theme: Theme, ratio: number): void {
  const reach = halfWidth(BEYOND, lane.unit);
  for (let y = lane.centre - reach; y < lane.centre + reach; y += 8 * ratio) {
    fillRect(picture, x, y, x + ratio, Math.min(y + 4 * ratio, lane.centre + reach), pagePixel(theme), 0.7);
  }
}

/** A strip of hatch along the centre where the gradient is exactly zero. */
export function paintZeros(picture: Picture, lane: Lane, { count, logs }: Stations, theme: Theme, ratio: number): void {
  const pitch = lane.width / count;
  const reach = Math.round(4 * ratio);
  const every = Math.round(5 * ratio);
  for (let k = 0; k < count; k++) {
    if (logs[k] !== -Infinity) continue;
    const right = lane.left + Math.round((k + 1) * pitch);
    for (let x = lane.left + Math.round(k * pitch); x < right; x++) {
      for (let d = -reach; d < reach; d++) {
        if ((x + d + reach) % every < ratio) blendAt(picture, x, Math.round(lane.centre) + d, bankPixel(theme), 1);
      }
    }
  }
}

/** The loss's own gradient at every step, where each joins. */
export function paintTributaries(
  picture: Picture,
  lane: Lane,
  ribbon: Ribbon,
  logs: ArrayLike<number>,
  theme: Theme,
  ratio: number,
): void {
  const ink = packed(rgbOf(PALETTES[theme].neutral));
  for (const { x, to, thick, pitch } of tributariesOf(lane, ribbon, logs, ratio))
    for (const side of [-1, 1]) paintTributary(picture, lane, side, x, to, thick, pitch, ink);
}

interface Tributary {
  /** Pixels from the lane's left. */
  readonly x: number;
  /** Half the ribbon's width where it joins. */
  readonly to: number;
  readonly thick: number;
  /** Between two of them. */
  readonly pitch: number;
}

/** `logs`: [steps] of ‖Δᵗ‖ against the largest; a step without is −Infinity. */
export function tributariesOf(
  lane: Lane,
  { half, stations }: Ribbon,
  logs: ArrayLike<number>,
  ratio: number,
): readonly Tributary[] {
  const all: Tributary[] = [];
  const steps = logs.length;
  // Where steps are narrower than six pixels only some can be told apart: one in so many, the largest of them.
  const pitch = Math.max(lane.width / steps, 6 * ratio);
  const count = Math.floor(lane.width / pitch);
  for (let k = 0; k < count; k++) {
    let largest = -Infinity;
    const end = Math.ceil(((k + 1) * steps) / count);
    for (let step = Math.floor((k * steps) / count); step < end; step++) largest = Math.max(largest, logs[step]);
    const thick = 0.34 * halfWidth(largest, pitch);
    if (thick < 0.1 || stations.count === 0) continue;
    const x = ((k + 0.5) * lane.width) / count;
    const to = half[Math.min(half.length - 1, Math.floor(x))];
    all.push({ x, to, thick, pitch });
  }
  return all;
}

/** From above (or below) and from the right, bending into the stream. */
function paintTributary(
  picture: Picture,
  { left, centre, unit }: Lane,
  side: number,
  x: number,
  to: number,
  thick: number,
  pitch: number,
  colour: number,
): void {
  const from = Math.max(to, unit) + unit * 0.22;
  const length = from - to;
  for (let d = 0; d < length; d += 1) {
    const u = d / length;
    const middle = left + x + pitch * 0.5 * (1 - u) * (1 - u);
    const wide = thick * (0.25 + 0.75 * u);
    const y = Math.floor(centre + side * (from - d));
    fillRect(picture, middle - wide / 2, y, middle + wide / 2, y + 1, colour, 0.25 + 0.6 * u);
  }
}
