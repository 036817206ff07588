/** The lanes of the cell's drawing and the steps that they join, in pixels: what boxes and lines are placed by. */
import { cuttableOf, type Edge, type Variant } from '../settings/edges';
import { type DrawnCell, drawingOf } from './cells';
import type { CellLayout, Lane } from './cells/cell';

/** Room above the first lane (step's name, δc) and below the last (Δ, δy). */
export const TOP = 42;
export const BOTTOM = 32;
export const GATE = 22;
export const BAR = 16;
/** Half the height of a gate and of a bar's end around its lane. */
export const HALF = 11;
const STUB_LEFT = 10;
const PITCH = [23, 76] as const;
/** Half the height of a bar that only one lane ends at. */
const TALL = [22, 48] as const;

export interface Room {
  readonly width: number;
  readonly height: number;
  /** How many steps there are from the first one shown on. */
  readonly steps: number;
}

/** Three steps where there is room for the labels between them, and a third one, else two. */
function stepsShown({ width, steps }: Room): 2 | 3 {
  return width >= 640 && steps > 2 ? 3 : 2;
}

export type DrawnVariant = Variant & { readonly cell: DrawnCell };

/** Left edge, middle and right edge of a step. */
export interface Step {
  readonly offset: number;
  readonly left: number;
  readonly centre: number;
  readonly right: number;
}

export interface Frame {
  readonly width: number;
  readonly layout: CellLayout;
  readonly lanes: readonly Lane[];
  readonly steps: readonly Step[];
  readonly laneOf: (edge: Edge) => number;
  readonly barTop: number;
  readonly barBottom: number;
  readonly cellBottom: number;
  /** How far the cell reaches out beyond the bar. */
  readonly reach: number;
}

export function frameOf(variant: DrawnVariant, room: Room): Frame {
  const { layout } = drawingOf(variant.cell);
  const exists = cuttableOf(variant);
  const lanes = layout.lanes.filter(({ edge }) => exists.includes(edge));
  const hasRisers = lanes.some(({ riser }) => riser !== undefined);
  const inside = room.height - TOP - BOTTOM;
  const between = (value: number, [low, high]: readonly [number, number]): number =>
    Math.min(high, Math.max(low, value));
  // A lane that is the only one stands in the middle of its bar.
  const half = lanes.length > 1 ? HALF : between(inside / 2, TALL);
  const pitch = between((inside - HALF) / Math.max(1, lanes.length - 1), PITCH);
  const laneOf = (edge: Edge): number => TOP + lanes.findIndex((lane) => lane.edge === edge) * pitch + half - HALF;
  const heights = lanes.filter(({ to }) => to === 'bar').map(({ edge }) => laneOf(edge));
  const bodyWidth = (hasRisers ? 48 : 40) + BAR;
  const count = stepsShown(room);
  const stubRight = hasRisers ? 42 : 30;
  const gap = (room.width - STUB_LEFT - stubRight - count * bodyWidth) / (count - 1);
  return {
    width: room.width,
    layout,
    lanes,
    steps: Array.from({ length: count }, (_, offset) => {
      const left = STUB_LEFT + offset * (bodyWidth + gap);
      return { offset, left, centre: left + bodyWidth / 2, right: left + bodyWidth };
    }),
    laneOf,
    barTop: Math.min(...heights) - half,
    barBottom: Math.max(...heights) + half,
    cellBottom: TOP + 10,
    reach: hasRisers ? 30 : 0,
  };
}

/** The vertical that joins the cell with its gates. */
export const trunkOf = ({ left }: Step): number => left + GATE + 9;

export const cellLeft = (step: Step): number => trunkOf(step) - 8;
