/** The first visit: the picture appears behind two fronts that run back from the loss. It moves what the styles uncover, frame by frame. */
import { useEffect, useRef } from 'react';
import { frontAt, halfAtFront, INTRO_ENDS } from '../../charts/river/intro';
import type { Lane } from '../../charts/river/ribbon';
import { useAppStore } from '../common/context';

interface Props {
  /** In CSS pixels: the plain RNN's, then the network's. */
  readonly lanes: readonly Lane[];
  readonly onEnd: () => void;
}

/** A page that is held up goes on where it was. */
const LONGEST_FRAME = 0.1;
const COLOURS = ['var(--neutral)', 'var(--cec)'];

export function FirstVisit({ lanes, onEnd }: Props) {
  const store = useAppStore();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const fronts = root.current;
    const picture = fronts?.closest<HTMLElement>('.picture');
    if (fronts === null || picture === null || picture === undefined) return;
    let seconds = 0;
    let last: number | null = null;
    let request = 0;
    const next = (now: number): void => {
      request = requestAnimationFrame(next);
      const { run } = store.getState().shown.picture;
      const logs = [run?.curve('ghost'), run?.curve('g')];
      // All of the picture first: what the front uncovers is there.
      if (run === null || run.ready > 0 || !run.done.has('ghost') || !run.done.has('ledger')) return;
      seconds += last === null ? 0 : Math.min(LONGEST_FRAME, (now - last) / 1000);
      last = now;
      for (const k of [0, 1] as const) {
        const front = frontAt(seconds, k);
        picture.style.setProperty(`--front-${k}`, String(front));
        const line = fronts.children[k];
        const lane = lanes[k];
        if (!(line instanceof HTMLElement) || lane === undefined) continue;
        const half = halfAtFront(logs[k] ?? [], front, lane.unit);
        line.style.cssText = `left:${100 * (1 - front)}%;top:${lane.centre - half}px;height:${2 * half}px;background:${COLOURS[k]}`;
        line.hidden = front <= 0 || front >= 1;
      }
      if (frontAt(seconds, 0) === 1) picture.dataset.arrived = 'first';
      if (seconds >= INTRO_ENDS) onEnd();
    };
    request = requestAnimationFrame(next);
    return () => {
      cancelAnimationFrame(request);
      delete picture.dataset.arrived;
      for (const k of [0, 1]) picture.style.removeProperty(`--front-${k}`);
    };
  }, [store, lanes, onEnd]);
  return (
    <div className="fronts" ref={root} aria-hidden="true">
      <i hidden />
      <i hidden />
    </div>
  );
}
