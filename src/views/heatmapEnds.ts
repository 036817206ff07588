/** The ends of the colour scale: fixed, so that two links compare, or those of the picture. */
import { FIXED_ENDS, type ScaleEnds } from '../charts/colour';
import type { RunResult } from '../store/runResult';

export function endsOf(result: RunResult | null, scale: 'fixed' | 'fit', kind: 'alone' | 'arriving'): ScaleEnds {
  if (scale === 'fixed' || result === null) return FIXED_ENDS;
  let low = 0;
  let high = 0;
  for (const [name, cells] of result.cells) {
    if (name !== 'c' && name !== 'y' && !name.startsWith(kind)) continue;
    for (const value of cells) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      else if (value > high) high = value;
    }
  }
  // The scale always shows at least one decade on either side of 10⁰.
  return { low: Math.min(-1, Math.floor(low)), high: Math.max(1, Math.ceil(high)) };
}
