/** A ring around what the tour speaks of. It is only seen: nothing of it can be pressed. */
import { useEffect, useState } from 'react';
import type { TourTarget } from '../../story/tour';

/** Pixels between the thing and its ring. */
const GAP = 3;

export function Ring({ target }: { readonly target: TourTarget }) {
  const [box, setBox] = useState<DOMRect | null>(null);
  useEffect(() => {
    const element = document.querySelector(`[data-tour="${target}"]`);
    if (element === null) return;
    const { top, bottom } = element.getBoundingClientRect();
    // On a narrow page the thing may be far below the fold.
    if (top < 0 || bottom > window.innerHeight) element.scrollIntoView({ block: 'nearest' });
    const measure = (): void => setBox(element.getBoundingClientRect());
    measure();
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure);
    observer?.observe(element);
    observer?.observe(document.documentElement);
    window.addEventListener('resize', measure);
    window.addEventListener('scroll', measure, true);
    return () => {
      observer?.disconnect();
      window.removeEventListener('resize', measure);
      window.removeEventListener('scroll', measure, true);
    };
  }, [target]);
  if (box === null) return null;
  return (
    <i
      className="tour-ring"
      aria-hidden="true"
      style={{
        left: box.left - GAP,
        top: box.top - GAP,
        width: box.width + 2 * GAP,
        height: box.height + 2 * GAP,
      }}
    />
  );
}
