/** One time axis for everything: step t (0-based) covers the strip from t/T to (t + 1)/T of the width. */
import { scaleLinear } from 'd3-scale';
import { characterSign } from './characterSigns';

/** Centre of a step, in pixels. */
export function stepX(step: number, steps: number, width: number): number {
  return ((step + 0.5) * width) / steps;
}

/** The step under a pixel. */
export function stepAt(x: number, steps: number, width: number): number {
  return Math.min(steps - 1, Math.max(0, Math.floor((x / width) * steps)));
}

/** The unit under a pixel; unit 1 is on top. */
export function unitAt(y: number, size: number, height: number): number {
  return Math.min(size - 1, Math.max(0, Math.floor((y / height) * size)));
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

/** Round step numbers, with the first and the last always among them. */
export function stepTicks(steps: number, width: number): readonly Tick[] {
  if (width === 0) return [];
  const count = Math.max(2, Math.floor(width / 70));
  const inner = scaleLinear()
    .domain([1, steps])
    .ticks(count)
    .filter((t) => Number.isInteger(t) && t > 1 && t < steps);
  const spacing = width / steps;
  const ticks = [1, ...inner.filter((t) => (t - 1) * spacing > 28 && (steps - t) * spacing > 34), steps];
  return ticks.map((t) => ({ x: stepX(t - 1, steps, width), label: String(t) }));
}

/** The text's characters under their steps, where there is room for all; what cannot be seen is shown by a sign. */
export function characterTicks(characters: readonly string[], width: number): readonly Tick[] {
  if (width === 0) return [];
  const steps = characters.length;
  // Every k-th character would be gibberish: where they do not all fit, the numbers of the steps stand instead.
  if (steps * 7 > width) return stepTicks(steps, width);
  return characters.map((character, step) => ({ x: stepX(step, steps, width), label: characterSign(character) }));
}
