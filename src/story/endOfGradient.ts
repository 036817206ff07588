/** Where the gradient ends in an exact zero, and why. */
import type { Facts } from './facts';
import { stepsOf } from './format';

export interface End {
  /** A clause: "truncation drops it after 20 steps". */
  readonly why: string;
  /** The first step that receives any, 1-based. */
  readonly earliest: number;
}

export function endOfGradient({
  remaining,
  steps,
  settings,
  cuts,
}: Pick<Facts, 'remaining' | 'steps' | 'settings' | 'cuts'>): End {
  let earliest = steps - 1;
  while (earliest > 0 && remaining[earliest - 1] !== -Infinity) earliest--;
  const k = settings.truncationSteps;
  // Truncation is to blame only where the gradient ends just where it would end it.
  const atWindow = settings.truncation === 'window' && earliest > 0 && earliest === steps - 1 - ((steps - 1) % k);
  const atReach = settings.truncation === 'sliding' && earliest === steps - 1 - k;
  const why = atWindow
    ? `a window of ${stepsOf(k)} lets no gradient across its start`
    : atReach
      ? `truncation drops it after ${stepsOf(k)}`
      : cuts.length > 0
        ? 'every path that is left open ends before it'
        : 'every path is multiplied by an exact zero';
  return { why, earliest: earliest + 1 };
}

/** Σ|crossings| above this many times the lag: the paths cancel, and "which way" loses its meaning. */
export const CANCELLING = 1.5;
