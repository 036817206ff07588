/** How a slider's position (0 … 1) maps to its value: linear, logarithmic, or finest around 1 as for the spectral radius. */
import type { NumberSpec } from './spec';

/** Below 1 the track is 1 − (1 − p/½)^1.6, above it 1 + (max − 1)((p − ½)/½)^2.2: an even hand around the critical value. */
const BELOW = 1.6;
const ABOVE = 2.2;

export function positionOf(spec: NumberSpec, value: number): number {
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  if (spec.track === 'log') return Math.log(clamped / spec.min) / Math.log(spec.max / spec.min);
  if (spec.track === 'aroundOne') {
    if (clamped <= 1) return (1 - (1 - clamped) ** (1 / BELOW)) / 2;
    return 0.5 + ((clamped - 1) / (spec.max - 1)) ** (1 / ABOVE) / 2;
  }
  return (clamped - spec.min) / (spec.max - spec.min);
}

/** The value at a position, rounded to the spec's step (finer near 1 on an `aroundOne` track is not needed: its step is 0.01). */
export function valueAt(spec: NumberSpec, position: number): number {
  const p = Math.min(1, Math.max(0, position));
  let value: number;
  if (spec.track === 'log') value = spec.min * (spec.max / spec.min) ** p;
  else if (spec.track === 'aroundOne') {
    value = p <= 0.5 ? 1 - (1 - 2 * p) ** BELOW : 1 + (spec.max - 1) * (2 * p - 1) ** ABOVE;
  } else value = spec.min + p * (spec.max - spec.min);
  return snap(spec, value);
}

/** The nearest multiple of the spec's step inside its range, free of binary dust (0.30000000000000004). */
export function snap(spec: NumberSpec, value: number): number {
  const stepped = Math.round(value / spec.step) * spec.step;
  const digits = Math.max(0, Math.ceil(-Math.log10(spec.step)));
  return Math.min(spec.max, Math.max(spec.min, Number(stepped.toFixed(digits))));
}
