/** Shares of units by step, as areas that grow from the top or from the bottom of one axis from 0 to 100 %. */
import type { Frame } from './curves';

/** SVG path with one stair a step; `from` is the edge at which 0 % stands. */
export function sharePath(shares: Float64Array, { width, height }: Frame, from: 'top' | 'bottom'): string {
  const base = from === 'top' ? 0 : height;
  const steps = shares.length;
  let path = `M0,${base}`;
  shares.forEach((share, step) => {
    const y = from === 'top' ? share * height : height * (1 - share);
    path += `V${round(y)}H${round(((step + 1) * width) / steps)}`;
  });
  return `${path}V${base}Z`;
}

const round = (v: number): number => Math.round(v * 100) / 100;
