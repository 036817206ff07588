/** Rings around what the tour speaks of. They are only seen: nothing of them can be pressed. */
import { type RefObject, useEffect, useState } from 'react';
import type { TourTarget } from '../../story/tour';
import { useApp } from '../common/context';
import { mediaMatches } from '../common/media';
import { type Box, boxOf, unionOf } from './boxes';

/** Pixels between the thing and its ring, across and along, and between a ring and the edge of what is in sight. */
const BESIDE = 6;
const ABOVE = 2;
const MARGIN = 12;

interface Props {
  readonly targets: readonly TourTarget[];
  readonly card: RefObject<HTMLElement | null>;
}

export function Rings({ targets, card }: Props) {
  const settings = useApp((state) => state.panes[0]);
  const run = useApp(({ shown }) => shown.text.run?.runId);
  const [found, setFound] = useState<readonly Box[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run may have another height of words above the river.
  useEffect(() => {
    const measure = (): void => {
      const now = targets.flatMap((target) => boxOf(target, settings) ?? []);
      setFound((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    };
    measure();
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure);
    for (const element of document.querySelectorAll('.river, .rows, .answer, .app')) observer?.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer?.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [targets, settings, run]);
  const first = found[0] !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a step, when its first thing is there.
  useEffect(() => {
    if (first) scrollTo(found, card.current);
  }, [targets, first]);
  return found.map(({ left, top, right, bottom }, index) => (
    <i
      key={targets[index]}
      className="tour-ring"
      aria-hidden="true"
      style={{
        left: Math.max(0, left - BESIDE),
        top: top - ABOVE,
        width: Math.min(document.documentElement.clientWidth, right + BESIDE) - Math.max(0, left - BESIDE),
        height: bottom - top + 2 * ABOVE,
      }}
    />
  ));
}

/** On a small page what is spoken of may be below the fold or under the card: all of it comes into sight, or the first thing. */
function scrollTo(found: readonly Box[], card: HTMLElement | null): void {
  const all = unionOf(found);
  const [first] = found;
  if (all === null || first === undefined) return;
  const under = card !== null && mediaMatches('(width < 56.25rem)');
  const free = under ? card.getBoundingClientRect().top : window.innerHeight;
  const wanted = all.bottom - all.top <= free - 2 * MARGIN ? all : first;
  const isSeen = wanted.top >= window.scrollY && wanted.bottom <= window.scrollY + free;
  if (!isSeen) window.scrollTo({ top: wanted.top - (free - (wanted.bottom - wanted.top)) / 2 });
}
