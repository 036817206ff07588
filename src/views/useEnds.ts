/** The ends of the one colour scale, over both panes where there are two. */
import { useMemo } from 'react';
import type { ScaleEnds } from '../charts/colour';
import { useApp } from './context';
import { endsOf } from './shownRows';

export function useEnds(): ScaleEnds {
  const panes = useApp((state) => state.panes);
  const result = useApp((state) => state.result);
  const pinned = useApp((state) => state.pinned.result);
  // Fixed ends do not depend on what has arrived, so only a fitted scale looks again.
  const version = useApp(({ panes: [{ scale }], ...state }) =>
    scale === 'fit' ? state.version + state.pinned.version : 0,
  );
  return useMemo(() => {
    const own = endsOf(version >= 0 ? result : null, panes[0]);
    if (panes[1] === undefined) return own;
    const other = endsOf(pinned, panes[1]);
    return { low: Math.min(own.low, other.low), high: Math.max(own.high, other.high) };
  }, [panes, result, pinned, version]);
}
