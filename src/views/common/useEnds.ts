/** The ends of the one colour scale, over both panes where there are two. */
import { useMemo } from 'react';
import { FIXED_ENDS, type ScaleEnds } from '../../charts/colour';
import { useApp } from './context';
import { endsOf } from './shownRows';

export function useEnds(): ScaleEnds {
  // Fixed ends depend neither on the settings nor on what has arrived, so only a fitted scale looks again.
  const isFit = useApp(({ panes }) => panes[0].scale === 'fit');
  const panes = useApp((state) => (isFit ? state.panes : null));
  const active = useApp(({ shown }) => (isFit ? shown.picture : null));
  const pinned = useApp((state) => (isFit ? state.pinned.shown.picture : null));
  const [low, high] = useMemo(() => {
    if (panes === null) return [FIXED_ENDS.low, FIXED_ENDS.high];
    const own = endsOf(active?.run ?? null, panes[0]);
    const other = panes[1] === undefined ? own : endsOf(pinned?.run ?? null, panes[1]);
    return [Math.min(own.low, other.low), Math.max(own.high, other.high)];
  }, [panes, active, pinned]);
  // The same ends are the same object: nobody repaints for them.
  return useMemo(() => ({ low, high }), [low, high]);
}
