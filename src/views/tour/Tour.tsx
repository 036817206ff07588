/**
 * The guided tour: a column beside the page, or a card under a phone's picture. Each step sets the page, points at what it names, and asks
 * for one touch; it covers nothing.
 */
import { useEffect, useRef } from 'react';
import { encodeLink } from '../../settings/link';
import { DEFAULTS } from '../../settings/specs';
import { type AppStore, open } from '../../store/store';
import { bringBack, keepAndLeave, leaveTour, showStep } from '../../store/tour';
import { differences } from '../../story/differences';
import { TOUR, tourChanges, tourSettings } from '../../story/tour';
import { useApp, useAppStore } from '../common/context';
import { Subscripted } from '../common/Term';
import { Glossed } from '../words/Word';
import { placeLeft, rememberPlace } from './place';
import { Rings } from './Rings';
import { useEscape } from './useEscape';
import { useFocusBack } from './useFocusBack';
import { useTried } from './useTried';

/** Begins at the step at which the tour was left. Pressed twice while it was on its way, it begins once. */
export function begin(store: AppStore): void {
  if (store.getState().panes[0].tour === 0) showStep(store, tourSettings(placeLeft()));
}

export function Tour() {
  const store = useAppStore();
  const settings = useApp((state) => state.panes[0]);
  const hasOwn = useApp((state) => state.beforeTour !== null);
  const number = settings.tour;
  const step = TOUR[number - 1];
  const card = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const tried = useTried(number);
  useFocusBack(card);
  useEscape(store);
  useEffect(() => {
    if (step === undefined) return;
    // A link that names the step and nothing else: the settings are the step's. Back is not to return to half of it.
    const { panes } = store.getState();
    if (encodeLink(panes) === encodeLink([{ ...DEFAULTS, tour: number }]))
      store.setState({ panes: [tourSettings(number)] });
    rememberPlace(number);
    title.current?.focus({ preventScroll: true });
  }, [store, step, number]);
  if (step === undefined) return null;
  const isLast = number === TOUR.length;
  const go = (to: number): void => {
    if (to >= 1 && to <= TOUR.length) showStep(store, tourSettings(to));
  };
  const leave = (): void => leaveTour(store);
  const keep = (): void => keepAndLeave(store);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target !== title.current) return;
    if (event.key === 'ArrowRight' || event.key === 'Enter') {
      if (!isLast) go(number + 1);
      else if (event.key === 'Enter') keep();
    } else if (event.key === 'ArrowLeft') go(number - 1);
    else return;
    event.preventDefault();
  };
  const changes = tourChanges(number);
  const isChanged = differences(tourSettings(number), settings).length > 0;
  return (
    <>
      <Rings targets={step.targets} card={card} />
      <section className="tour" ref={card} aria-labelledby="tour-title" onKeyDown={onKeyDown}>
        <header>
          <span className="quiet">
            Step {number} of {TOUR.length}
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
        <h2 id="tour-title" ref={title} tabIndex={-1}>
          {step.title}
        </h2>
        <p className="wide">
          <Glossed text={step.text} />
        </p>
        <p className="narrow">
          <Subscripted text={step.short} />
        </p>
        <p className="quiet sets">
          {changes === '' ? 'Set: the page as it opens.' : <Subscripted text={`Set: ${changes}.`} />}{' '}
          <button
            type="button"
            className="link"
            style={{ visibility: isChanged ? 'visible' : 'hidden' }}
            onClick={() => open(store, tourSettings(number))}
          >
            Set it again
          </button>
        </p>
        <p className="try" role="status" data-done={tried || undefined}>
          <b>{tried ? '✓ Done:' : 'Try:'}</b> <Subscripted text={step.tryIt} />
        </p>
        <footer>
          <button type="button" className="small" disabled={number === 1} onClick={() => go(number - 1)}>
            ← Back
          </button>
          {isLast ? (
            <button type="button" className="small next" onClick={keep}>
              Keep this, finish
            </button>
          ) : (
            <button type="button" className="small next" onClick={() => go(number + 1)}>
              Next →
            </button>
          )}
          {hasOwn && (
            <button type="button" className={isLast ? 'link last' : 'link'} onClick={() => bringBack(store)}>
              {isLast ? 'Finish, back to my settings' : 'Leave, back to my settings'}
            </button>
          )}
        </footer>
      </section>
    </>
  );
}
