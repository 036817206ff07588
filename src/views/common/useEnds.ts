/** The ends of the one colour scale, over both panes where there are two. */
import { useMemo } from 'react';
import { FIXED_ENDS, type ScaleEnds } from '../../charts/colour';
import { picturedRun } from '../../store/store';
import { useApp } from './context';
import { endsOf } from './shownRows';

export function useEnds(): ScaleEnds {
  // Fixed ends depend neither on the settings nor on what has arrived, so only a fitted scale looks again.
  const isFit = useApp(({ panes }) => panes[0].scale === 'fit');
  const panes = useApp((state) => (isFit ? state.panes : null));
  const result = useApp((state) => (isFit ? picturedRun(state) : null));
  const pinned = useApp((state) => (isFit ? picturedRun(state.pinned) : null));
  const picture = useApp((state) =>
    isFit ? (picturedRun(state)?.picture ?? 0) + (picturedRun(state.pinned)?.picture ?? 0) : 0,
  );
  const [low, high] = useMemo(() => {
    if (panes === null) return [FIXED_ENDS.low, FIXED_ENDS.high];
    const own = endsOf(picture >= 0 ? result : null, panes[0]);
    const other = panes[1] === undefined ? own : endsOf(pinned, panes[1]);
    return [Math.min(own.low, other.low), Math.max(own.high, other.high)];
  }, [panes, result, pinned, picture]);
  // The same ends are the same object: nobody repaints for them.
  return useMemo(() => ({ low, high }), [low, high]);
}
