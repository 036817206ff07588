/**
 * What the detours add to the carousel: where all paths together are wider than the carousel alone, and cold, the flanks take the hues of the
 * other paths, from the carousel outwards in the band's order, each as deep as its share of the crossings that were no carousel's.
 */
import { kindOf } from '../../settings/edges';
import type { Theme } from '../colour';
import { rampOf } from '../ramps/palette';
import { rampTable } from '../ramps/ramps';
import type { Band } from './band';
import { blended, type Picture } from './pixels';
import type { Lane, Ribbon } from './ribbon';

/** Of the hue, of 256. */
const WASH: Readonly<Record<Theme, number>> = { light: 130, dark: 120 };
/** Of 256 in each path's ramp: a little lighter than its hue, so that the flanks stay quieter than the carousel. */
const STOP = 235;
/** Flanks thinner than this, in pixels, have no room for layers. */
const THIN = 1;
/** log10 from which on nothing is washed: fire has its own colour. */
const FIRE = 0.15;

/** The paths that a band's flanks are washed with, by their rows, and their colours. */
export function detourHues(
  { edges }: Band,
  theme: Theme,
): { readonly rows: readonly number[]; readonly hues: readonly number[] } {
  const rows = [...edges.keys()].filter((row) => kindOf(edges[row]) !== 'carousel');
  return { rows, hues: rows.map((row) => rampTable(theme, rampOf(edges[row])).below[STOP]) };
}

/** Of 256 of the hue, where the gradient is at log10 = `log`. */
export const washAt = (theme: Theme, log: number): number => WASH[theme] * Math.min(1, Math.max(0, 1 - log / FIRE));

/** Over a painted ribbon of all paths, and under the carousel's; `carousel`: null where it is cut. */
export function washDetours(
  picture: Picture,
  lane: Lane,
  { half, stations }: Ribbon,
  carousel: Ribbon | null,
  band: Band,
  theme: Theme,
): void {
  const { rows, hues } = detourHues(band, theme);
  const columns = Math.min(lane.width, picture.width - lane.left);
  const share = new Float64Array(rows.length);
  for (let x = 0; x < columns; x++) {
    const core = carousel === null ? 0 : carousel.half[x];
    const depth = half[x] - core;
    // The loss's own column has crossed nothing.
    if (!(depth > THIN) || x >= lane.width * (1 - 1 / stations.count)) continue;
    const position = Math.max(0, ((x + 0.5) * stations.count) / lane.width - 0.5);
    const log = stations.logs[Math.min(stations.count - 1, Math.round(position))];
    const wash = washAt(theme, log);
    if (wash < 1 || !sharesAt(band, rows, position, share)) continue;
    let from = core;
    for (let k = 0; k < rows.length; k++) {
      const to = from + depth * share[k];
      washRun(picture, lane.left + x, lane.centre - to, lane.centre - from, hues[k], wash);
      washRun(picture, lane.left + x, lane.centre + from, lane.centre + to, hues[k], wash);
      from = to;
    }
  }
}

/** Shares of the ways that are no carousel's, between two stations, negative ones left out; false where there are none. */
export function sharesAt(
  { stations, up }: Band,
  rows: readonly number[],
  position: number,
  out: Float64Array,
): boolean {
  // The loss's own column has crossed nothing.
  const last = Math.max(0, stations - 2);
  const a = Math.min(last, Math.floor(position));
  const b = Math.min(last, a + 1);
  const u = position - Math.floor(position);
  let all = 0;
  rows.forEach((row, k) => {
    out[k] = (1 - u) * (up[row * stations + a] || 0) + u * (up[row * stations + b] || 0);
    all += out[k];
  });
  for (let k = 0; k < out.length; k++) out[k] /= all;
  return all > 0;
}

/** Blends a run of one column, and its ends by what they cover. */
function washRun(
  { pixels, width, height }: Picture,
  x: number,
  top: number,
  bottom: number,
  hue: number,
  wash: number,
): void {
  const last = Math.min(height, Math.ceil(bottom));
  for (let row = Math.max(0, Math.floor(top)); row < last; row++) {
    const covered = Math.min(bottom, row + 1) - Math.max(top, row);
    const at = row * width + x;
    pixels[at] = blended(pixels[at], hue, (wash * covered) | 0);
  }
}
