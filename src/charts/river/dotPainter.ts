/** Paints the dots of a lane over its ribbons: a tail, a rim of the page's colour, and the hue of the path that each is on. */
import type { Edge } from '../../settings/edges';
import type { Theme } from '../colour';
import { packed, rgbOf } from '../ramps/oklab';
import { hueOf, PALETTES, rampOf } from '../ramps/palette';
import { type Dot, dotAt, type Flow, FOLLOWED, NEUTRAL, stationOfDot } from './dots';
import { blendAt, type Picture } from './pixels';
import type { Lane, Ribbon } from './ribbon';

export interface DotPaint {
  readonly theme: Theme;
  /** Device pixels in one of CSS. */
  readonly ratio: number;
  /** Rows of the band; none where dots are neutral. */
  readonly edges: readonly Edge[];
  /** Of a dot at 10⁰, in CSS pixels: 2.6 in Explore, 4.6 on Stage, 2.1 on a phone. */
  readonly radius: number;
  /** Whether one dot is followed. */
  readonly followed: boolean;
}

interface Inks {
  readonly page: number;
  readonly ink: number;
  readonly hues: readonly number[];
}

/** Tails in steps of a hundred, like the whole way; the followed dot's is as long as the eye can bear. */
const TAIL = 0.05;
const TRAIL = 0.3;
const RIM = 1.3;
const WHITE = 0xffffffff;

/** The lane after so many seconds. The picture must hold the ribbons: copy them there first. */
export function paintDots(
  picture: Picture,
  lane: Lane,
  ribbon: Ribbon,
  flow: Flow,
  seconds: number,
  paint: DotPaint,
): void {
  const { theme, edges } = paint;
  const { page, ink } = PALETTES[theme];
  const inks: Inks = {
    page: packed(rgbOf(page)),
    ink: packed(rgbOf(ink)),
    hues: edges.map((edge) => packed(rgbOf(hueOf(theme, rampOf(edge))))),
  };
  // The followed one last, over all others.
  for (let k = flow.count - 1; k >= 0; k--) {
    const station = stationOfDot(flow, k, seconds);
    const dot = dotAt(flow, ribbon, lane, k, station);
    const isFollowed = paint.followed && k === FOLLOWED;
    if (isFollowed) trail(picture, lane, ribbon, flow, station, inks, paint);
    if (dot === null) continue;
    if (!isFollowed) tail(picture, lane, ribbon, flow, k, station, radiusOf(dot, paint), inks, paint);
    const radius = radiusOf(dot, paint) * (isFollowed ? 1.75 : 1);
    disc(picture, dot.x, dot.y, radius + RIM * paint.ratio, isFollowed ? inks.ink : inks.page);
    disc(picture, dot.x, dot.y, radius, colourOf(dot, inks));
  }
}

const radiusOf = ({ size }: Dot, { radius, ratio }: DotPaint): number =>
  radius * ratio * (0.45 + 0.55 * Math.min(1.3, size));

const colourOf = ({ path }: Dot, { ink, hues }: Inks): number => (path === NEUTRAL ? ink : (hues[path] ?? ink));

function tail(
  picture: Picture,
  lane: Lane,
  ribbon: Ribbon,
  flow: Flow,
  dot: number,
  station: number,
  radius: number,
  { page }: Inks,
  { theme, ratio }: DotPaint,
): void {
  const length = TAIL * flow.stations;
  const stride = flow.stations / lane.width;
  for (let behind = stride; behind < length; behind += stride) {
    const at = dotAt(flow, ribbon, lane, dot, station + behind);
    if (at === null) continue;
    const left = 1 - behind / length;
    const colour = theme === 'dark' && at.log > 0 ? page : WHITE;
    // Over a thread it is faint, or it would wipe it out.
    line(
      picture,
      at.x,
      at.y,
      Math.max(ratio, radius * 0.95 * (0.25 + 0.75 * left)),
      colour,
      0.5 * left * Math.min(1, (at.size * lane.unit) / (3 * ratio)),
    );
  }
}

/** Where the followed dot has been, in the hues of the ways that it took. */
function trail(
  picture: Picture,
  lane: Lane,
  ribbon: Ribbon,
  flow: Flow,
  station: number,
  inks: Inks,
  paint: DotPaint,
): void {
  const length = TRAIL * flow.stations;
  const stride = flow.stations / lane.width;
  for (const isRim of [true, false]) {
    for (let behind = 0; behind < length; behind += stride) {
      const at = dotAt(flow, ribbon, lane, FOLLOWED, station + behind);
      if (at === null) continue;
      const left = 1 - behind / length;
      const wide = radiusOf(at, paint) * 2 * (0.5 + 0.5 * left);
      const shown = Math.min(1, 2 * left);
      if (isRim) line(picture, at.x, at.y, wide + 2 * paint.ratio, inks.page, 0.55 * shown);
      else {
        line(picture, at.x, at.y, wide, colourOf(at, inks), shown);
        // On its own hue's ribbon it is seen by its shine.
        line(picture, at.x, at.y - wide / 5, wide / 3, WHITE, 0.45 * shown);
      }
    }
  }
}

/** One column of a tail. */
function line(picture: Picture, x: number, y: number, height: number, colour: number, share: number): void {
  const column = Math.floor(x);
  const top = y - height / 2;
  const bottom = y + height / 2;
  for (let row = Math.floor(top); row < bottom; row++) {
    blendAt(picture, column, row, colour, share * (Math.min(bottom, row + 1) - Math.max(top, row)));
  }
}

/** Its rim is blended by the distance from it, to a pixel. */
function disc(picture: Picture, x: number, y: number, radius: number, colour: number): void {
  const reach = radius + 0.5;
  const last = Math.floor(x + reach);
  for (let row = Math.floor(y - reach); row <= y + reach; row++) {
    const dy = row + 0.5 - y;
    for (let column = Math.floor(x - reach); column <= last; column++) {
      const dx = column + 0.5 - x;
      const square = dx * dx + dy * dy;
      if (square < reach * reach) blendAt(picture, column, row, colour, reach - Math.sqrt(square));
    }
  }
}
