/** A whole river: its lanes one below the other, and the band under them, painted in one go. */
import type { Theme } from '../colour';
import type { Band } from './band';
import { type BandFrame, paintBand } from './bandPainter';
import type { Role } from './fills';
import { paintGlow } from './glow';
import { pagePixel, paintBanks, paintFrontier, paintTributaries, paintZeros } from './lanePainter';
import type { Picture } from './pixels';
import type { Lane, Place, Ribbon } from './ribbon';
import { paintRibbons } from './ribbonPainter';
import { WIDEST } from './width';

export interface RiverLane {
  readonly lane: Lane;
  readonly role: Exclude<Role, 'carousel'>;
  /** All paths together, or the plain RNN. */
  readonly ribbon: Ribbon;
  /** Alone; null where there is none, or it is cut. */
  readonly carousel: Ribbon | null;
  /** Where it leaves the scale (`beyondAt`); null where it does not, or where no line is wanted. */
  readonly frontier: Place | null;
  /** [steps] log10 of ‖Δᵗ‖ against the largest, for a loss at every step; null where the last step has the only one. */
  readonly losses: ArrayLike<number> | null;
}

export interface River {
  readonly lanes: readonly RiverLane[];
  /** Null where there is no ledger. */
  readonly band: { readonly band: Band; readonly frame: BandFrame } | null;
}

export interface RiverPaint {
  readonly theme: Theme;
  /** Device pixels in one of CSS. */
  readonly ratio: number;
  /** Device pixels of a line's width, where lines are to be thicker than that. */
  readonly stroke?: number;
  /** Nothing moves: there is time for the glow, which takes a third as long as all else. */
  readonly resting: boolean;
}

/** Fills the whole picture. 4 to 5 ms for two lanes of 1100 pixels, 32 units and 100 steps. */
export function paintRiver(
  picture: Picture,
  { lanes, band }: River,
  { theme, ratio, stroke = ratio, resting }: RiverPaint,
): void {
  picture.pixels.fill(pagePixel(theme));
  // Light first: one lane's falls on the water of the next, and lies under it.
  if (resting) for (const { lane, ribbon, carousel } of lanes) paintGlow(picture, lane, ribbon, carousel, theme, ratio);
  for (const { lane, role, ribbon, carousel, frontier, losses } of lanes) {
    paintBanks(picture, lane, ribbon.stations, theme, stroke);
    if (losses !== null) paintTributaries(picture, lane, ribbon, losses, theme, stroke);
    paintZeros(picture, lane, ribbon.stations, theme, stroke);
    paintRibbons(picture, lane, { ribbon, role }, carousel === null ? null : { ribbon: carousel, role: 'carousel' }, {
      theme,
      ratio: stroke,
      detours: role === 'whole' ? (band?.band ?? null) : null,
    });
    if (frontier !== null) paintFrontier(picture, lane, frontier.x, theme, stroke);
  }
  if (band !== null) paintBand(picture, band.frame, band.band, theme, stroke);
}

export interface LanesFrame {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  /** Half the width at 10⁰: 46 CSS pixels in Explore, 84 for a plain RNN by itself, 62 on Stage, 23 on a phone. */
  readonly unit: number;
  /** Between the rooms of two lanes. */
  readonly gap: number;
}

/** Where a river's lanes and its band lie, in the picture's pixels. */
export interface RiverRoom extends Omit<LanesFrame, 'left'> {
  readonly lanes: number;
  /** Of the band, or of the strip of factors in its place. */
  readonly bandBase: number;
  readonly bandHeight: number;
}

/** Where `count` lanes lie: each has room for the widest ribbon, so that nothing jumps. In pixels of the picture. */
export function lanesIn({ left, width, top, unit, gap }: LanesFrame, count: number): Lane[] {
  return Array.from({ length: count }, (_, k) => ({
    left,
    width,
    unit,
    centre: top + WIDEST * unit + k * (2 * WIDEST * unit + gap),
  }));
}
