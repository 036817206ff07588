/** A picture as a Uint32 view of ImageData: opaque, little-endian RGBA, row by row. */
export interface Picture {
  /** [height × width] */
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

const EVEN = 0xff00ff;
const OPAQUE = 0xff000000;

/** From `a` to `b`, both packed; `share` 0 … 256. Two channels at a time. */
export function blended(a: number, b: number, share: number): number {
  const left = 256 - share;
  const even = (((a & EVEN) * left + (b & EVEN) * share) >>> 8) & EVEN;
  const odd = (((a >>> 8) & 0xff) * left + ((b >>> 8) & 0xff) * share) & 0xff00;
  return (OPAQUE | odd | even) >>> 0;
}

/** Blends a colour into one pixel, if it is on the picture; `share` 0 … 1. */
export function blendAt({ pixels, width, height }: Picture, x: number, y: number, colour: number, share: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = y * width + x;
  pixels[at] = blended(pixels[at], colour, Math.round(256 * Math.min(1, share)));
}

/** Fills a rectangle whose edges may lie between pixels: those it covers in part are blended. */
export function fillRect(
  picture: Picture,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: number,
  share = 1,
): void {
  const lastX = Math.ceil(right);
  const lastY = Math.ceil(bottom);
  for (let y = Math.floor(top); y < lastY; y++) {
    const tall = Math.min(bottom, y + 1) - Math.max(top, y);
    for (let x = Math.floor(left); x < lastX; x++) {
      blendAt(picture, x, y, colour, share * tall * (Math.min(right, x + 1) - Math.max(left, x)));
    }
  }
}
