/**
 * The lag map's places. Loss steps t run to the right, the steps k on the way back run up, so that a loss starts on the diagonal
 * and goes down; all steps are 0-based. Cells with k > t do not exist.
 */
import { scaleLinear } from 'd3-scale';
import type { Truncation } from '../engine/sweep';
import { stepAt, stepX, type Tick } from './timeScale';

export interface LagCell {
  /** The step on the way back. */
  readonly k: number;
  /** The step of the loss. */
  readonly t: number;
}

/** The cell under a pixel of the square map; null over the half that is empty. */
export function lagCellAt(x: number, y: number, side: number, steps: number): LagCell | null {
  const t = stepAt(x, steps, side);
  const k = stepAt(side - y, steps, side);
  return k <= t ? { k, t } : null;
}

/** The first loss step whose gradient truncation keeps away from step k; `steps` where it keeps away none. */
export function keptBefore(k: number, truncation: Truncation, steps: number): number {
  switch (truncation.kind) {
    case 'none':
      return steps;
    case 'window':
      return Math.min(steps, (Math.floor(k / truncation.steps) + 1) * truncation.steps);
    case 'sliding':
      return Math.min(steps, k + truncation.steps + 1);
  }
}

/** The first lag at which truncation leaves nothing of any loss: lags are then cut from there on; `steps` where there is none. */
export function firstLagCut(truncation: Truncation, steps: number): number {
  return truncation.kind === 'none' ? steps : keptBefore(0, truncation, steps);
}

export interface Boundary {
  /** The boundary alone. */
  readonly line: string;
  /** What is thrown away, closed. */
  readonly region: string;
}

/** Where truncation cuts the map, as SVG paths; null where it throws nothing away. */
export function boundaryOf(truncation: Truncation, steps: number, side: number): Boundary | null {
  const end = (k: number): number => keptBefore(k, truncation, steps);
  if (end(0) >= steps) return null;
  const at = (step: number): string => String(Math.round((step * side * 100) / steps) / 100);
  const up = (step: number): string => String(Math.round((side - (step * side) / steps) * 100) / 100);
  let line = `M${at(end(0))},${up(0)}`;
  let k = 0;
  while (end(k) < steps) {
    const column = end(k);
    while (k < steps && end(k) === column) k++;
    line += `V${up(k)}H${at(end(k))}`;
  }
  return { line, region: `${line}V${up(0)}Z` };
}

/** The cell after an arrow key: left and right change the loss, up and down the step; it stays inside the triangle. */
export function movedCell({ k, t }: LagCell, key: string, far: number, steps: number): LagCell | null {
  switch (key) {
    case 'ArrowLeft':
      return { k, t: Math.max(k, t - far) };
    case 'ArrowRight':
      return { k, t: Math.min(steps - 1, t + far) };
    case 'ArrowDown':
      return { k: Math.max(0, k - far), t };
    case 'ArrowUp':
      return { k: Math.min(t, k + far), t };
    case 'Home':
      return { k: 0, t };
    case 'End':
      return { k: t, t };
    default:
      return null;
  }
}

/** The cell at another lag of the same loss, or of the first loss that has gone back so far. */
export function cellAtLag({ t }: LagCell, lag: number): LagCell {
  const loss = Math.max(t, lag);
  return { k: loss - lag, t: loss };
}

/** Round lags, with 0 and the last among them. */
export function lagTicks(steps: number, width: number): readonly Tick[] {
  if (steps < 2 || width === 0) return [];
  const last = steps - 1;
  const apart = (28 * steps) / width;
  const inner = scaleLinear()
    .domain([0, last])
    .ticks(Math.max(2, Math.floor(width / 70)))
    .filter((lag) => Number.isInteger(lag) && lag >= apart && last - lag >= apart);
  return [0, ...inner, last].map((lag) => ({ x: stepX(lag, steps, width), label: String(lag) }));
}
