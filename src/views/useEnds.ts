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
  const picture = useApp(({ panes: [{ scale }], ...state }) =>
    scale === 'fit' ? (state.result?.picture ?? 0) + (state.pinned.result?.picture ?? 0) : 0,
  );
  const [low, high] = useMemo(() => {
    const own = endsOf(picture >= 0 ? result : null, panes[0]);
    const other = panes[1] === undefined ? own : endsOf(pinned, panes[1]);
    return [Math.min(own.low, other.low), Math.max(own.high, other.high)];
  }, [panes, result, pinned, picture]);
  // The same ends are the same object: nobody repaints for them.
  return useMemo(() => ({ low, high }), [low, high]);
}
