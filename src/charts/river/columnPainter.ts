/**
 * Paints one column of pixels of a ribbon, top to bottom: whole pixels are written, those that several strands share are the mean of them
 * by coverage. So a strand that is thinner than a pixel counts for what it is.
 */
import type { Picture } from './pixels';

/** Between two stations, in one column of pixels. */
export interface Slice {
  /** [strands] ends from 0 to 1, the last is 1. */
  readonly ends: Float64Array;
  /** [strands] packed colours. */
  readonly colours: Uint32Array;
}

/**
 * From `centre − half` to `centre + half`, in pixels. What lies wholly within `hidden` of the centre may be left as it is: something else
 * will be painted there.
 */
export function paintColumn(
  picture: Picture,
  x: number,
  centre: number,
  half: number,
  { ends, colours }: Slice,
  hidden = 0,
): void {
  const { pixels, width, height } = picture;
  const top = Math.max(0, centre - half);
  const bottom = Math.min(height, centre + half);
  if (!(bottom > top)) return;
  // The pixels at its ends are shared with what is seen.
  const hiddenTop = centre - hidden + 2;
  const hiddenBottom = centre + hidden - 2;
  let row = Math.floor(top);
  let at = row * width + x;
  let y = top;
  // What the pixel under way has gathered: channels times coverage.
  let share = top - row;
  let under = pixels[at];
  let red = (under & 255) * share;
  let green = ((under >> 8) & 255) * share;
  let blue = ((under >> 16) & 255) * share;
  for (let strand = 0; strand < ends.length; strand++) {
    const end = Math.min(bottom, centre + half * (2 * ends[strand] - 1));
    if (end <= y) continue;
    if (y > hiddenTop && end < hiddenBottom) {
      row = Math.floor(end);
      at = row * width + x;
      y = end;
      continue;
    }
    const colour = colours[strand];
    const r = colour & 255;
    const g = (colour >> 8) & 255;
    const b = (colour >> 16) & 255;
    if (end >= row + 1) {
      share = row + 1 - y;
      pixels[at] = pack(red + r * share, green + g * share, blue + b * share);
      red = green = blue = 0;
      at += width;
      for (row++; row + 1 <= end; row++) {
        pixels[at] = colour;
        at += width;
      }
      y = row;
    }
    share = end - y;
    red += r * share;
    green += g * share;
    blue += b * share;
    y = end;
  }
  share = row + 1 - y;
  if (row >= height || share >= 1) return;
  under = pixels[at];
  pixels[at] = pack(
    red + (under & 255) * share,
    green + ((under >> 8) & 255) * share,
    blue + ((under >> 16) & 255) * share,
  );
}

/** Channels 0 … 255, not rounded. */
function pack(red: number, green: number, blue: number): number {
  return (0xff000000 | ((blue + 0.5) << 16) | ((green + 0.5) << 8) | (red + 0.5)) >>> 0;
}
