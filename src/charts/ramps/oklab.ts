/**
 * Colours in OKLab (Björn Ottosson, "A perceptual color space for image processing", 2020), where a straight line between two colours
 * keeps its hue, and CIE L*, which is what a grey print keeps. d3-color has neither OKLab nor L* for the screen's own white.
 */

/** sRGB, each 0 … 255; not rounded. */
export type Rgb = readonly [number, number, number];
/** OKLab: L 0 … 1, a, b. */
export type Oklab = readonly [number, number, number];

export function rgbOf(hex: string): Rgb {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return [r, g, b];
}

export function hexOf(rgb: Rgb): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** Little-endian RGBA, opaque, as a Uint32 view of ImageData has it. */
export function packed([r, g, b]: Rgb): number {
  return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
}

const toLight = (channel: number): number => {
  const v = channel / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};
const fromLight = (light: number): number => {
  const v = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return 255 * Math.min(1, Math.max(0, v));
};

export function oklabOf(rgb: Rgb): Oklab {
  const [r, g, b] = rgb.map(toLight);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** The nearest colour of the screen, channel by channel. */
export function rgbOfOklab([L, a, b]: Oklab): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLight(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLight(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLight(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** From `a` (0) to `b` (1). */
export function mixed(a: Oklab, b: Oklab, share: number): Oklab {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Relative luminance, 0 … 1 (WCAG 2). */
export function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map(toLight);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** CIE L*, 0 … 100: the lightness of a grey print. */
export function lightness(rgb: Rgb): number {
  const y = luminance(rgb);
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y;
}

/** The colour of this L*, with the hue and the chroma of `colour` as far as the screen has them. */
export function brought(colour: Oklab, toLightness: number): Oklab {
  const at = (L: number): Oklab => [L, colour[1], colour[2]];
  return at(bisected(0, 1, (L) => lightness(rgbOfOklab(at(L))) < toLightness));
}

/** Where `isBelow` turns false between `low` and `high`, to 2⁻³⁰ of their distance. */
export function bisected(low: number, high: number, isBelow: (at: number) => boolean): number {
  let [a, b] = [low, high];
  for (let k = 0; k < 30; k++) {
    const middle = (a + b) / 2;
    if (isBelow(middle)) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
