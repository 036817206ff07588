/** Where the tour was left, so that one can return to it. */
import { TOUR } from '../../story/tour';
import { recall, remember } from '../common/theme';

const TOUR_PLACE = 'gradient-carousel.tour';

/** The step (1-based) at which the tour was left; 1 where it was never begun, or was finished. */
export function placeLeft(): number {
  const place = Number(recall(TOUR_PLACE));
  return Number.isInteger(place) && place >= 1 && place < TOUR.length ? place : 1;
}

/** `number`: the step, 1-based. */
export function rememberPlace(number: number): void {
  remember(TOUR_PLACE, String(number));
}
