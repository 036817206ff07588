/** Where the things that the tour speaks of are, in the document's CSS pixels. */
import type { Settings } from '../../settings/settings';
import type { TourTarget } from '../../story/tour';
import { hasPaths, lanesOf, roomIn } from '../river/model';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is found by its element alone; several make one box. */
const SELECTORS: Readonly<Partial<Record<TourTarget, string>>> = {
  loss: '.river-ends > *',
  time: '.river-note.time',
  paths: '.heat-row:not(:first-child)',
  why: '.answer .why',
  bias: '[data-tour="bias"]',
  radius: '[data-tour="radius"]',
  sliders: '.mission',
};

/** A lane is so many times as high as its half-width at 10⁰ on either side of its middle: a burning ribbon fits. */
const REACH = 1.6;

export function boxOf(target: TourTarget, settings: Settings): Box | null {
  const selector = SELECTORS[target];
  return selector === undefined ? partOfRiver(target, settings) : unionOf(boxes(selector));
}

/** Boxes of what can be seen. */
function boxes(selector: string): Box[] {
  return [...document.querySelectorAll(selector)].map(inDocument).filter(({ left, right }) => right > left);
}

function inDocument(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { scrollX, scrollY } = window;
  return { left: left + scrollX, top: top + scrollY, right: right + scrollX, bottom: bottom + scrollY };
}

export function unionOf(parts: readonly Box[]): Box | null {
  if (parts.length === 0) return null;
  return {
    left: Math.min(...parts.map(({ left }) => left)),
    top: Math.min(...parts.map(({ top }) => top)),
    right: Math.max(...parts.map(({ right }) => right)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
  };
}

/** A lane or the band, with the name that stands beside it: a frame cuts through no words. */
function partOfRiver(target: TourTarget, settings: Settings): Box | null {
  const [plot] = boxes('.river .plot');
  if (plot === undefined) return null;
  const isGated = hasPaths(settings);
  const [lanes, under] = isGated ? ([2, 'band'] as const) : ([1, 'factors'] as const);
  const room = roomIn(plot.right - plot.left, plot.bottom - plot.top, lanes, under);
  const lane = lanesOf(room).at(-1);
  if (lane === undefined) return null;
  const [from, to] =
    target === 'band'
      ? [room.bandBase - room.bandHeight - 3, room.bandBase + 3]
      : [lane.centre - REACH * lane.unit, lane.centre + REACH * lane.unit];
  const part: Box = { ...plot, top: plot.top + from, bottom: plot.top + to };
  const names = boxes('.river-name').filter(({ top, bottom }) => {
    const middle = (top + bottom) / 2;
    return middle > part.top - NEAR && middle < part.bottom;
  });
  return unionOf([part, ...names]);
}

/** On a phone a name stands so far above its lane, at most. */
const NEAR = 12;
