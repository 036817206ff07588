/**
 * Where everything stands in the drawing of neighbouring steps of a cell: time runs from left to right, the gradient from right to
 * left, and every recurrent path is one straight lane, which the cell's record (cells/) puts in its place. Pixels. The LSTM's:
 *
 *      c ═══════ carousel ═══════ c          the cell lies on the carousel
 *      │▐ ◀──────── R_f ──────── f▐          the output is a bar that every lane through a matrix ends at
 *      └▐ ◀──────── R_z ──────── z▐
 */
import { scaleLinear, scalePow } from 'd3-scale';
import { type Cuttable, cuttableOf, type Edge } from '../settings/edges';
import {
  BAR,
  BOTTOM,
  cellLeft,
  type DrawnVariant,
  type Frame,
  frameOf,
  GATE,
  HALF,
  type Room,
  type Step,
  TOP,
  trunkOf,
} from './cellFrame';
import type { BoxName, CellLayout, Lane } from './cells/cell';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DiagramNode extends Box {
  readonly name: BoxName;
  readonly kind: 'cell' | 'bar' | 'gate';
  /** Steps after t. */
  readonly offset: number;
}

export interface DiagramLine {
  readonly edge: Cuttable;
  /** Steps after t of the step that its message is delivered to; −1 and the last one run out of the picture. */
  readonly offset: number;
  /** Its way up to the last stretch, which goes along `axis` to the tip. */
  readonly stem: string;
  readonly axis: 'H' | 'V';
  readonly tip: { readonly x: number; readonly y: number };
  /** Whether the tip is in the picture, and has an arrowhead: to the left along H, upwards along V. */
  readonly arrives: boolean;
  /** What its label stands over the middle of; null for what runs out of the picture. */
  readonly label: { readonly x: number; readonly y: number } | null;
  /** The middle of the gap when it is cut. */
  readonly gap: { readonly x: number; readonly y: number } | null;
  /** Whether it stays inside one step. */
  readonly isWithin: boolean;
}

/** What happens within a step and cannot be cut. */
export interface InnerLine {
  readonly kind: 'carry' | NonNullable<Lane['wire']>;
  /** The lane whose start it leads to; null for what leads from the output into the cell. */
  readonly edge: Edge | null;
  readonly to: BoxName;
  readonly offset: number;
  readonly path: string;
  readonly head: { readonly x: number; readonly y: number; readonly turn: number };
}

export interface CellDiagram {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly Step[];
  readonly nodes: readonly DiagramNode[];
  readonly lines: readonly DiagramLine[];
  readonly inner: readonly InnerLine[];
  /** The upper end of the outputs' bars. */
  readonly barTop: number;
  /** Where Δ enters the output of each step, from below. */
  readonly loss: readonly { readonly offset: number; readonly x: number; readonly y: number }[];
}

/** Stroke width by log10: a hairline at the low end of the scale, bold at the high one. */
export function strokeWidth(log10: number, { low, high }: { readonly low: number; readonly high: number }): number {
  // Most of what is seen stands within a few decades of the loss: two pixels a decade there, less further down.
  if (log10 < 0) return scalePow().exponent(3).domain([0, -low]).range([1, 9.5]).clamp(true)(log10 - low);
  return scaleLinear().domain([0, high]).range([9.5, 13]).clamp(true)(log10);
}

/** The height is the smaller of the room's and what is needed. */
export function cellDiagram(variant: DrawnVariant, room: Room): CellDiagram {
  const frame = frameOf(variant, room);
  const { steps, lanes, barTop, barBottom } = frame;
  const exists = cuttableOf(variant);
  const within = frame.layout.within.filter(({ edge }) => exists.includes(edge));
  return {
    width: room.width,
    height: barBottom + BOTTOM,
    steps,
    nodes: steps.flatMap((step) => nodesOf(frame, step)),
    lines: [
      ...lanes.flatMap((lane) => laneLines(frame, lane)),
      ...within.flatMap((line) => steps.map((step) => withinLine(frame, line, step))),
    ],
    inner: steps.flatMap((step) => innerLines(frame, step)),
    loss: steps.map(({ offset, right }) => ({ offset, x: right - BAR / 2, y: barBottom })),
    barTop,
  };
}

/** Below this height nothing has room for its label. */
export function leastHeight(variant: DrawnVariant): number {
  return cellDiagram(variant, { width: 0, height: 0, steps: 2 }).height;
}

function nodesOf({ layout, lanes, laneOf, barTop, barBottom, reach }: Frame, step: Step): DiagramNode[] {
  const { offset, left, right } = step;
  const nodes: DiagramNode[] = [];
  if (layout.cell !== null) {
    const x = cellLeft(step);
    nodes.push({ name: layout.cell, kind: 'cell', offset, x, y: TOP - 10, width: right + reach - x, height: 20 });
  }
  nodes.push({
    name: layout.bar,
    kind: 'bar',
    offset,
    x: right - BAR,
    y: barTop,
    width: BAR,
    height: barBottom - barTop,
  });
  const gates = new Set(lanes.map(({ from }) => from).filter((name) => name !== layout.cell));
  for (const name of gates) {
    const heights = lanes.filter(({ from }) => from === name).map(({ edge }) => laneOf(edge));
    const y = Math.min(...heights) - HALF;
    nodes.push({ name, kind: 'gate', offset, x: left, y, width: GATE, height: Math.max(...heights) + HALF - y });
  }
  return nodes;
}

function innerLines({ layout, lanes, laneOf, barTop, cellBottom }: Frame, step: Step): InnerLine[] {
  const { offset, left, right } = step;
  const bar = right - BAR / 2;
  const trunk = trunkOf(step);
  const lines = lanes.flatMap(({ edge, from, wire }): InnerLine[] => {
    if (wire === null) return [];
    const y = laneOf(edge);
    const head = { x: left + GATE, y, turn: 0 };
    const path =
      wire === 'gate' ? `${bend(head.x, y, trunk, cellBottom)}V${cellBottom}` : `M${right - BAR},${y}H${head.x}`;
    return [{ kind: wire, edge, to: from, offset, path, head }];
  });
  if (layout.cell === null) return lines;
  const head = { x: bar, y: cellBottom, turn: 90 };
  const path = `M${bar},${barTop}V${cellBottom}`;
  return [...lines, { kind: 'carry', edge: null, to: layout.cell, offset, path, head }];
}

/** The lines of one edge: between the steps, and at both ends out of the picture. */
function laneLines(
  { layout, steps, width, laneOf, cellBottom, reach }: Frame,
  { edge, from, to, riser }: Lane,
): DiagramLine[] {
  const y = laneOf(edge);
  const start = (step: Step): number => (from === layout.cell ? cellLeft(step) : step.left);
  const end = (step: Step): number => step.right + (riser ?? (to === 'cell' ? reach : 0));
  const shared = { edge, isWithin: false } as const;
  const first = steps[0] as Step;
  const out = { stem: `M${start(first)},${y}`, axis: 'H', tip: { x: 0, y } } as const;
  const lines: DiagramLine[] = [{ ...shared, ...out, offset: -1, arrives: false, label: null, gap: null }];
  for (const [place, step] of steps.entries()) {
    const next = steps[place + 1];
    const x = end(step);
    const middle = next === undefined ? null : { x: (step.right + reach + next.left) / 2 + 3, y };
    const begin = next === undefined ? width : start(next);
    const straight = { stem: `M${begin},${y}`, axis: 'H', tip: { x, y } } as const;
    lines.push({
      ...shared,
      offset: step.offset,
      ...(riser === undefined
        ? straight
        : { stem: bend(begin, y, x, cellBottom), axis: 'V', tip: { x, y: cellBottom } }),
      arrives: true,
      label: middle,
      gap: middle,
    });
  }
  return lines;
}

/** The whole line, ending `short` of its tip where an arrowhead takes its place. */
export function linePath({ stem, axis, tip }: Pick<DiagramLine, 'stem' | 'axis' | 'tip'>, short = 0): string {
  return `${stem}${axis}${(axis === 'H' ? tip.x : tip.y) + short}`;
}

/** Inside a step, from a gate up to the new cell; its gap is between the gate's lane and the one above. */
function withinLine(
  { lanes, laneOf, cellBottom, barBottom }: Frame,
  { edge, lane }: CellLayout['within'][number],
  step: Step,
): DiagramLine {
  const x = trunkOf(step) + 9;
  const y = laneOf(lane);
  const above = lanes[lanes.findIndex((one) => one.edge === lane) - 1];
  return {
    edge,
    isWithin: true,
    offset: step.offset,
    stem: bend(step.left + GATE, y - 6, x, cellBottom),
    axis: 'V',
    tip: { x, y: cellBottom },
    arrives: true,
    label: { x: step.left + GATE / 2, y: barBottom },
    gap: { x, y: ((above === undefined ? y : laneOf(above.edge)) + y) / 2 - 4 },
  };
}

/** Along y and round the corner into x, towards `end`. */
function bend(from: number, y: number, x: number, end: number): string {
  const r = 6;
  return `M${from},${y}H${x + Math.sign(from - x) * r}Q${x},${y} ${x},${y + Math.sign(end - y) * r}`;
}
