/** Paints a lane's ribbons: all paths with its strands, and the carousel alone within it, or around it where it alone is larger. */
import type { Theme } from '../colour';
import { packed, rgbOf } from '../ramps/oklab';
import { PALETTES } from '../ramps/palette';
import type { Band } from './band';
import { paintColumn, type Slice } from './columnPainter';
import { washDetours } from './detours';
import { type Role, strandColours } from './fills';
import { blendAt, blended, type Picture } from './pixels';
import type { Lane, Ribbon } from './ribbon';
import type { Stations } from './stations';
import { eased } from './strands';

export interface Drawn {
  readonly ribbon: Ribbon;
  readonly role: Role;
}

export interface RibbonPaint {
  readonly theme: Theme;
  /** Device pixels in one of CSS. */
  readonly ratio: number;
  /** Where there is a ledger: colours what the detours add to the carousel by the shares of their ways. */
  readonly detours: Band | null;
}

/** Of the page's colour between carousel and all paths, in CSS pixels. */
const SEAM = 1.25;

/** `inner`: the carousel alone, null where there is none. Both are of `lane`. */
export function paintRibbons(
  picture: Picture,
  lane: Lane,
  whole: Drawn,
  inner: Drawn | null,
  paint: RibbonPaint,
): void {
  const outline = brushOf(whole, paint.theme);
  const within = inner === null ? null : brushOf(inner, paint.theme);
  const page = Uint32Array.of(packed(rgbOf(PALETTES[paint.theme].page)));
  const seam: Slice = { ends: Float64Array.of(1), colours: page };
  const edge = SEAM * paint.ratio;
  const columns = Math.min(lane.width, picture.width - lane.left);
  // Less than the seam between them is not to turn the picture inside out.
  const isInside = (x: number): boolean => within === null || within.half[x] <= outline.half[x] + edge;
  for (let x = 0; x < columns; x++) {
    if (within === null) outline.paint(picture, lane, x, 0);
    else if (isInside(x)) outline.paint(picture, lane, x, within.half[x]);
    else within.paint(picture, lane, x, outline.half[x]);
  }
  if (paint.detours !== null)
    washDetours(picture, lane, whole.ribbon, inner?.ribbon ?? null, paint.detours, paint.theme);
  if (within === null) return;
  for (let x = 0; x < columns; x++) {
    const core = isInside(x) ? within : outline;
    // At the carousel's right end, where the loss's own column begins, it has a seam too.
    const height = Math.max(core.half[x], x >= edge * 1.6 ? core.half[x - Math.round(edge * 1.6)] : 0);
    if (height > 0)
      paintColumn(picture, lane.left + x, lane.centre, height + Math.min(edge * steepness(core.half, x), height), seam);
    core.paint(picture, lane, x, 0);
  }
}

/** What a vertical measure is longer by than one across the outline; at most 2.5. */
function steepness(half: Float32Array, x: number): number {
  const slope = (half[Math.min(half.length - 1, x + 1)] - half[Math.max(0, x - 1)]) / 2;
  return Math.min(2.5, Math.sqrt(1 + slope * slope));
}

interface Brush {
  readonly half: Float32Array;
  /** One column; what lies within `hidden` of the centre will be painted over. */
  paint(picture: Picture, lane: Lane, x: number, hidden: number): void;
}

function brushOf({ ribbon: { stations, half, sure, strands }, role }: Drawn, theme: Theme): Brush {
  const { count, ends: stationEnds } = strands;
  const stationColours = strandColours(theme, role, stations.logs, count);
  const ends = new Float64Array(count);
  const colours = new Uint32Array(count);
  const slice: Slice = { ends, colours };
  const last = stations.count - 1;
  return {
    half,
    paint(picture, lane, x, hidden) {
      const height = half[x];
      if (!(height > 0)) return;
      const position = Math.min(last, Math.max(0, ((x + 0.5) * stations.count) / lane.width - 0.5));
      let a = Math.floor(position);
      let b = Math.min(last, a + 1);
      if (b > a && isBreak(stations, b)) {
        // On either side of a break nothing is mixed.
        if (position - a < 0.5) b = a;
        else a = b;
      }
      const u = position - Math.floor(position);
      const e = eased(u);
      const share = Math.round(256 * u);
      const fromA = a * count;
      const fromB = b * count;
      for (let strand = 0; strand < count; strand++) {
        const end = stationEnds[fromA + strand];
        ends[strand] = end + (stationEnds[fromB + strand] - end) * e;
        const colour = stationColours[fromA + strand];
        const other = stationColours[fromB + strand];
        colours[strand] = colour === other ? colour : blended(colour, other, share);
      }
      paintColumn(picture, lane.left + x, lane.centre, sure === half ? height : sure[x], slice, hidden);
      if (sure !== half) fringe(picture, lane.left + x, lane.centre, sure[x], height, slice);
    },
  };
}

/** Whether nothing flows from station k to the one before it. */
function isBreak({ logs, stop }: Stations, k: number): boolean {
  return stop[k] === 1 || !(logs[k] > -Infinity) || !(logs[k - 1] > -Infinity);
}

/** Dots where only one of two runs reaches: a row of them, or more where they are far apart. */
function fringe(picture: Picture, x: number, centre: number, from: number, to: number, { colours }: Slice): void {
  if (to - from < 0.5) return;
  for (const side of [-1, 1]) {
    const colour = colours[side < 0 ? 0 : colours.length - 1];
    const start = Math.ceil(from);
    for (let d = start; d < to; d++) {
      // Two of four pixels, every second pair of rows shifted: a weave that no strand looks like.
      if (((x + (d >> 1) * 2) & 3) < 2 && d > start) blendAt(picture, x, Math.floor(centre + side * d), colour, 0.6);
    }
  }
}
