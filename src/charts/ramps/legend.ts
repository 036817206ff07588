/** The legend of the ramps: even in lightness, so that its cold part is the bend itself. Places run from 0, where all is gone, to 1. */
import type { ScaleEnds, Theme } from '../colour';
import { hexOf } from './oklab';
import { bend, rampTable } from './ramps';

/** Where 10⁰ stands. */
export const ONE_AT = 0.68;

/** The place of log10 = `log`. */
export function legendPlace(log: number, { low, high }: ScaleEnds): number {
  if (log > 0) return ONE_AT + (1 - ONE_AT) * Math.min(1, log / high);
  return log > low ? ONE_AT * bend(log, low) : 0;
}

/** log10 of the ticks above the lower end, downwards: for the fixed ends 6, 3, 0, −1, −3, −6. */
export function legendTicks(ends: ScaleEnds): readonly number[] {
  const { low, high } = ends;
  const wanted = [high, high / 2, 0, low / 12, low / 4, low / 2];
  return [...new Set(wanted.map((log) => Math.round(log) + 0))];
}

/** From place 0 to 1, in the neutral ramp. */
export function legendGradient(theme: Theme): readonly { readonly place: number; readonly colour: string }[] {
  const { below, above } = rampTable(theme, 'neutral');
  const part = (table: Uint32Array, from: number, to: number, many: number) =>
    Array.from({ length: many + 1 }, (_, k) => {
      const pixel = table[Math.round((k * (table.length - 1)) / many)];
      const colour = hexOf([pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]);
      return { place: from + ((to - from) * k) / many, colour };
    });
  return [...part(below, 0, ONE_AT, 16), ...part(above, ONE_AT, 1, 12)];
}

/** The same as CSS stops. */
export function legendStops(theme: Theme): string {
  return legendGradient(theme)
    .map(({ place, colour }) => `${colour} ${(100 * place).toFixed(1)}%`)
    .join(', ');
}
