/** The guided tour: a card beside the page that points at one thing, asks for one touch, and never stands in the way. */
import { useEffect, useRef } from 'react';
import { choose, open } from '../../store/store';
import { TOUR, type TourTarget, tourSettings } from '../../story/tour';
import { useApp, useAppStore } from '../common/context';
import { Glossed } from '../words/Word';
import { rememberPlace } from './place';
import { Ring } from './Ring';
import { useTried } from './useTried';

/** What lies at the lower left, where the card else stands. */
const RIGHT: readonly TourTarget[] = ['chart', 'settings', 'time', 'heatmaps', 'radius', 'bias'];

export function Tour() {
  const store = useAppStore();
  const number = useApp((state) => state.panes[0].tour);
  const step = TOUR[number - 1];
  const card = useRef<HTMLElement>(null);
  const tried = useTried(number);
  useEffect(() => {
    if (step === undefined) return;
    rememberPlace(number);
    card.current?.focus({ preventScroll: true });
  }, [step, number]);
  if (step === undefined) return null;
  const go = (to: number): void => {
    if (to >= 1 && to <= TOUR.length) open(store, tourSettings(to));
  };
  const leave = (): void => choose(store, { tour: 0 });
  return (
    <>
      <Ring target={step.target} />
      <section
        className="tour"
        // Out of the way of what it speaks of.
        data-side={RIGHT.includes(step.target) ? 'right' : 'left'}
        ref={card}
        tabIndex={-1}
        aria-labelledby="tour-title"
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') go(number + 1);
          else if (event.key === 'ArrowLeft') go(number - 1);
          else if (event.key === 'Escape') leave();
          else return;
          event.preventDefault();
        }}
      >
        <header>
          <h2 id="tour-title">{step.title}</h2>
          <span className="quiet">
            {number} of {TOUR.length}
          </span>
          <button
            type="button"
            className="icon"
            aria-label="Leave the tour"
            title="Leave the tour (Esc)"
            onClick={leave}
          >
            ×
          </button>
        </header>
        <p>
          <Glossed text={step.text} />
        </p>
        <p className="try" role="status" data-done={tried || undefined}>
          <b>{tried ? '✓ Done:' : 'Try:'}</b> {step.tryIt}
        </p>
        <footer>
          <button type="button" className="small" disabled={number === 1} onClick={() => go(number - 1)}>
            ← Back
          </button>
          {number < TOUR.length ? (
            <button type="button" className="small next" onClick={() => go(number + 1)}>
              Next →
            </button>
          ) : (
            <button type="button" className="small next" onClick={leave}>
              Finish
            </button>
          )}
        </footer>
      </section>
    </>
  );
}
