/**
 * Where everything stands in the drawing of neighbouring steps of the cell (Greff et al., arXiv 1503.04069, figure 1, turned so
 * that every recurrent path is one straight lane): time runs from left to right, the gradient from right to left. Pixels.
 *
 *      c ═══════ carousel ═══════ c          the cell lies on the carousel
 *      │▐ ◀──────── R_f ──────── f▐          the output is a bar that every recurrent lane ends at
 *      └▐ ◀──────── R_z ──────── z▐
 */
import { scaleLinear, scalePow } from 'd3-scale';
import type { CellPart } from '../engine/walk';
import type { Cuttable, Edge } from '../settings/edges';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DiagramNode extends Box {
  readonly name: CellPart;
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
}

/** What happens within a step and cannot be cut. */
export interface InnerLine {
  readonly kind: 'carry' | 'gate' | 'output';
  readonly to: CellPart;
  readonly offset: number;
  readonly path: string;
  readonly head: { readonly x: number; readonly y: number; readonly turn: number };
}

export interface CellDiagram {
  readonly width: number;
  readonly height: number;
  /** Left edge, middle and right edge of each step. */
  readonly steps: readonly {
    readonly offset: number;
    readonly left: number;
    readonly centre: number;
    readonly right: number;
  }[];
  readonly nodes: readonly DiagramNode[];
  readonly lines: readonly DiagramLine[];
  readonly inner: readonly InnerLine[];
  /** The upper end of the outputs' bars. */
  readonly barTop: number;
  /** Where Δ enters the output of each step, from below. */
  readonly loss: readonly { readonly offset: number; readonly x: number; readonly y: number }[];
}

/** Room above the first lane (step's name, δc) and below the last (Δ, δy). */
const TOP = 42;
const BOTTOM = 32;
const GATE = 22;
const BAR = 16;
/** Half the height of a gate and of a bar's end around its lane. */
const HALF = 11;
const STUB_LEFT = 10;
/** Where the peepholes of the step after rise to the cell, right of the output's bar. */
const RISERS: Readonly<Partial<Record<Edge, number>>> = { p_i: 13, p_f: 23 };
const PITCH = [23, 76] as const;
/** Half the height of the RNN's only bar. */
const TALL = [22, 48] as const;
/** From top to bottom: a gate's peephole above its matrix, and the carousel on top. */
const LANES: readonly Edge[] = ['cec', 'p_f', 'R_f', 'p_i', 'R_i', 'R_z', 'R_o', 'W_h'];

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Three steps where there is room for the labels between them, else two. */
function stepsShown({ width }: Room): 2 | 3 {
  return width >= 640 ? 3 : 2;
}

/** Stroke width by log10: a hairline at the low end of the scale, bold at the high one. */
export function strokeWidth(log10: number, { low, high }: { readonly low: number; readonly high: number }): number {
  // Most of what is seen stands within a few decades of the loss: two pixels a decade there, less further down.
  if (log10 < 0) return scalePow().exponent(3).domain([0, -low]).range([1, 9.5]).clamp(true)(log10 - low);
  return scaleLinear().domain([0, high]).range([9.5, 13]).clamp(true)(log10);
}

/** `edges` are those of the network, peepholes and all; the height is the smaller of the room's and what is needed. */
export function cellDiagram(edges: readonly Edge[], room: Room): CellDiagram {
  const frame = frameOf(edges, room);
  const { steps, laneOf, matrices, barTop, barBottom } = frame;
  return {
    width: room.width,
    height: barBottom + BOTTOM,
    steps,
    nodes: steps.flatMap((step) => nodesOf(frame, step)),
    lines: [
      ...frame.lanes.flatMap((edge) => laneLines(frame, edge, laneOf(edge))),
      ...(frame.peepholes ? steps.map((step) => outputPeephole(frame, step)) : []),
    ],
    inner: steps.flatMap((step) => innerLines(frame, step, matrices)),
    loss: steps.map(({ offset, right }) => ({ offset, x: right - BAR / 2, y: barBottom })),
    barTop,
  };
}

/** Below this height nothing has room for its label. */
export function leastHeight(edges: readonly Edge[]): number {
  return cellDiagram(edges, { width: 0, height: 0 }).height;
}

type Step = CellDiagram['steps'][number];

interface Frame {
  readonly width: number;
  readonly lanes: readonly Edge[];
  readonly matrices: readonly Edge[];
  readonly hasCell: boolean;
  readonly peepholes: boolean;
  readonly steps: readonly Step[];
  readonly laneOf: (edge: Edge) => number;
  readonly barTop: number;
  readonly barBottom: number;
  readonly cellBottom: number;
  /** How far the cell reaches out beyond the bar. */
  readonly reach: number;
}

function frameOf(edges: readonly Edge[], room: Room): Frame {
  const lanes = LANES.filter((edge) => edges.includes(edge));
  const matrices = lanes.filter((edge) => edge.startsWith('R_') || edge === 'W_h');
  const peepholes = lanes.includes('p_i');
  const hasCell = lanes.includes('cec');
  const inside = room.height - TOP - BOTTOM;
  const between = (value: number, [low, high]: readonly [number, number]): number =>
    Math.min(high, Math.max(low, value));
  // The only lane of the RNN stands in the middle of its bar.
  const half = hasCell ? HALF : between(inside / 2, TALL);
  const pitch = between((inside - HALF) / Math.max(1, lanes.length - 1), PITCH);
  const laneOf = (edge: Edge): number => TOP + lanes.indexOf(edge) * pitch + (hasCell ? 0 : half - HALF);
  const bodyWidth = (peepholes ? 48 : 40) + BAR;
  const count = stepsShown(room);
  const stubRight = peepholes ? 42 : 30;
  const gap = (room.width - STUB_LEFT - stubRight - count * bodyWidth) / (count - 1);
  return {
    width: room.width,
    lanes,
    matrices,
    hasCell,
    peepholes,
    steps: Array.from({ length: count }, (_, offset) => {
      const left = STUB_LEFT + offset * (bodyWidth + gap);
      return { offset, left, centre: left + bodyWidth / 2, right: left + bodyWidth };
    }),
    laneOf,
    barTop: laneOf(matrices[0] as Edge) - half,
    barBottom: laneOf(matrices.at(-1) as Edge) + half,
    cellBottom: TOP + 10,
    reach: peepholes ? 30 : 0,
  };
}

function gateOf(edge: Edge): CellPart {
  return edge === 'W_h' ? 'h̄' : (edge.slice(2) as CellPart);
}

/** The vertical that joins the cell with its gates. */
const trunkOf = ({ left }: Step): number => left + GATE + 9;

function nodesOf({ matrices, lanes, laneOf, hasCell, barTop, barBottom, reach }: Frame, step: Step): DiagramNode[] {
  const { offset, left, right } = step;
  const bar = { offset, x: right - BAR, y: barTop, width: BAR, height: barBottom - barTop };
  const gates = matrices.map((edge): DiagramNode => {
    const name = gateOf(edge);
    const peephole = lanes.find((lane) => lane === `p_${name}`);
    const top = laneOf(peephole ?? edge) - HALF;
    return { name, offset, x: left, y: top, width: GATE, height: laneOf(edge) + HALF - top };
  });
  if (!hasCell) return [{ name: 'h', ...bar }, ...gates];
  const x = trunkOf(step) - 8;
  return [{ name: 'c', offset, x, y: TOP - 10, width: right + reach - x, height: 20 }, { name: 'y', ...bar }, ...gates];
}

function innerLines(
  { laneOf, hasCell, barTop, cellBottom }: Frame,
  step: Step,
  matrices: readonly Edge[],
): InnerLine[] {
  const { offset, left, right } = step;
  const bar = right - BAR / 2;
  const trunk = trunkOf(step);
  const lines = matrices.map((edge): InnerLine => {
    const y = laneOf(edge);
    const head = { x: left + GATE, y, turn: 0 };
    return edge === 'R_o' || edge === 'W_h'
      ? { kind: 'output', to: gateOf(edge), offset, path: `M${right - BAR},${y}H${head.x}`, head }
      : { kind: 'gate', to: gateOf(edge), offset, path: `${bend(head.x, y, trunk, cellBottom)}V${cellBottom}`, head };
  });
  if (!hasCell) return lines;
  const head = { x: bar, y: cellBottom, turn: 90 };
  return [...lines, { kind: 'carry', to: 'c', offset, path: `M${bar},${barTop}V${cellBottom}`, head }];
}

/** The lines of one edge: between the steps, and at both ends out of the picture. */
function laneLines({ steps, width, cellBottom, reach }: Frame, edge: Edge, y: number): DiagramLine[] {
  const riser = RISERS[edge];
  const start = (step: Step): number => (edge === 'cec' ? trunkOf(step) - 8 : step.left);
  const end = (step: Step): number => step.right + (edge === 'cec' ? reach : (riser ?? 0));
  const first = steps[0] as Step;
  const out = { edge, offset: -1, stem: `M${start(first)},${y}`, axis: 'H', tip: { x: 0, y } } as const;
  const lines: DiagramLine[] = [{ ...out, arrives: false, label: null, gap: null }];
  for (const [place, step] of steps.entries()) {
    const next = steps[place + 1];
    const x = end(step);
    const middle = next === undefined ? null : { x: (step.right + reach + next.left) / 2 + 3, y };
    const from = next === undefined ? width : start(next);
    const straight = { stem: `M${from},${y}`, axis: 'H', tip: { x, y } } as const;
    lines.push({
      edge,
      offset: step.offset,
      ...(riser === undefined
        ? straight
        : { stem: bend(from, y, x, cellBottom), axis: 'V', tip: { x, y: cellBottom } }),
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

/** Inside a step, from the output gate up to the new cell. */
function outputPeephole({ laneOf, cellBottom, barBottom }: Frame, step: Step): DiagramLine {
  const x = trunkOf(step) + 9;
  const y = laneOf('R_o') - 6;
  return {
    edge: 'p_o',
    offset: step.offset,
    stem: bend(step.left + GATE, y, x, cellBottom),
    axis: 'V',
    tip: { x, y: cellBottom },
    arrives: true,
    label: { x: step.left + GATE / 2, y: barBottom },
    gap: { x, y: (laneOf('R_z') + laneOf('R_o')) / 2 - 4 },
  };
}

/** Along y and round the corner into x, towards `end`. */
function bend(from: number, y: number, x: number, end: number): string {
  const r = 6;
  return `M${from},${y}H${x + Math.sign(from - x) * r}Q${x},${y} ${x},${y + Math.sign(end - y) * r}`;
}
