/** Colours as colour-blind eyes see them, and how far apart they are. */
import { lab, rgb } from 'd3-color';

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
export const VISIONS: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** sRGB 0 … 255 to linear light 0 … 1. */
const linear = (v: number): number => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
const gamma = (v: number): number => 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);

export function seen(css: string, vision: string): string {
  const { r, g, b } = rgb(css);
  const from = [linear(r), linear(g), linear(b)];
  const [x = 0, y = 0, z = 0] = (VISIONS[vision] ?? []).map((row) =>
    gamma(
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, weight, k) => sum + weight * (from[k] ?? 0), 0),
        ),
      ),
    ),
  );
  return rgb(x, y, z).formatHex();
}

/** ΔE*ab (CIE 1976). */
export function distance(one: string, other: string): number {
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}
