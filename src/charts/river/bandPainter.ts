/** Paints the band: layers in their paths' hues above the base, hatched ones below it where a path cancels what others bring. */
import type { Theme } from '../colour';
import { packed, rgbOf } from '../ramps/oklab';
import { hueOf, PALETTES, rampOf } from '../ramps/palette';
import type { Band } from './band';
import { blendAt, fillRect, type Picture } from './pixels';

/** Where the band lies, in the picture's pixels: 100 % reaches from `base` up to `base − height`. */
export interface BandFrame {
  readonly left: number;
  readonly width: number;
  readonly base: number;
  readonly height: number;
}

/** Layers thinner than this have no seam, which would hide them. */
const SEAMED = 1.6;

export function paintBand(picture: Picture, frame: BandFrame, band: Band, theme: Theme, ratio: number): void {
  const page = packed(rgbOf(PALETTES[theme].page));
  const hues = band.edges.map((edge) => packed(rgbOf(hueOf(theme, rampOf(edge)))));
  const { stations, up, down } = band;
  for (let station = 0; station < stations; station++) {
    const left = frame.left + Math.round((station * frame.width) / stations);
    const right = frame.left + Math.round(((station + 1) * frame.width) / stations);
    let top = frame.base;
    let bottom = frame.base + ratio;
    hues.forEach((hue, row) => {
      const above = up[row * stations + station] * frame.height;
      const below = down[row * stations + station] * frame.height;
      if (above > 0) {
        fillRect(picture, left, top - above, right, top, hue);
        if (top < frame.base && above > SEAMED * ratio)
          fillRect(picture, left, top - 0.4 * ratio, right, top + 0.4 * ratio, page, 0.85);
        top -= above;
      }
      if (below > 0) {
        hatch(picture, left, bottom, right, bottom + below, hue, ratio);
        bottom += below;
      }
    });
  }
}

/** Diagonal lines of 1.4 CSS pixels, every 4. */
function hatch(
  picture: Picture,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: number,
  ratio: number,
): void {
  const every = 4 * ratio;
  const wide = 1.4 * ratio;
  const last = Math.ceil(bottom);
  for (let y = Math.floor(top); y < last; y++) {
    const tall = Math.min(bottom, y + 1) - Math.max(top, y);
    for (let x = left; x < right; x++) {
      const at = (x + y) % every;
      // The pixel covers [at, at + 1) of the pattern, the line [0, wide).
      const share = Math.max(0, Math.min(wide, at + 1) - at) + Math.max(0, at + 1 - every);
      if (share > 0) blendAt(picture, x, y, colour, Math.min(1, share) * tall);
    }
  }
}
