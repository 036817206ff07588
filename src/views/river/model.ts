/** From a run to a river: what its lanes, ribbons and band are, in the pixels of a picture. */
import { type Band, bandOf } from '../../charts/river/band';
import type { Flow } from '../../charts/river/dots';
import { beyondAt, type Lane, ribbonOf } from '../../charts/river/ribbon';
import { lanesIn, type River, type RiverLane, type RiverRoom } from '../../charts/river/river';
import type { UnitShares } from '../../charts/river/strands';
import type { RowName, SeriesName } from '../../engine/seriesNames';
import { activeCuts, type Edge, edgesOf, kindOf } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';

/** What is drawn thicker on Stage and in a thumbnail. */
export interface SizedRoom extends RiverRoom {
  /** How much larger than in Explore gaps and dots are, and how much thicker lines. */
  readonly scale: number;
  readonly stroke: number;
}

export interface RiverModel {
  readonly river: River;
  readonly lanes: readonly Lane[];
  readonly band: Band | null;
}

/** A river on its canvas. */
export interface PaintedRiver {
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
  /** The river without dots. */
  readonly still: Uint32Array;
  readonly model: RiverModel;
  /** The dots' ways, by lane: made when they first flow. */
  flows: readonly Flow[] | null;
  readonly ratio: number;
}

/** CSS pixels: above the first lane, between lanes, between lane and band, the band, and what hangs below it. */
const TOP = 4;
const GAP = 6;
const ABOVE_BAND = 12;
const BELOW_BAND = 12;
/** A line of words stands above the factors. */
const ABOVE_FACTORS = 22;
const WIDTH_OF_LANE = 3.2;
const MOST_UNIT = 84;
const MOST_BAND = 26;
const AS_IN_EXPLORE: Pick<SizedRoom, 'scale' | 'stroke'> = { scale: 1, stroke: 1 };

/** `lanes`: one, or two, one below the other. Under them lies the band, or a plain RNN's factors. All in CSS pixels. */
export function roomIn(
  width: number,
  height: number,
  lanes: number,
  under: 'band' | 'factors',
  { scale, stroke } = AS_IN_EXPLORE,
): SizedRoom {
  const isAlone = under === 'factors';
  const top = TOP * scale;
  const gap = GAP * scale;
  const above = (isAlone ? ABOVE_FACTORS : ABOVE_BAND) * scale;
  const bandHeight = isAlone
    ? Math.min(60 * scale, Math.max(20, height / 6))
    : Math.min(MOST_BAND * scale, Math.max(10, height / 14));
  const below = above + bandHeight + (isAlone ? 0 : BELOW_BAND * scale);
  const room = height - top - (lanes - 1) * gap - below;
  const unit = Math.max(6, Math.min(MOST_UNIT * scale, room / (WIDTH_OF_LANE * lanes)));
  const bandBase = top + lanes * WIDTH_OF_LANE * unit + (lanes - 1) * gap + above + bandHeight;
  return { lanes, width, unit, top, gap, bandBase, bandHeight, scale, stroke };
}

/** The same in device pixels. */
export function scaled(room: SizedRoom, ratio: number): SizedRoom {
  return {
    ...room,
    width: Math.round(room.width * ratio),
    unit: room.unit * ratio,
    top: room.top * ratio,
    gap: room.gap * ratio,
    bandBase: Math.round(room.bandBase * ratio),
    bandHeight: Math.round(room.bandHeight * ratio),
  };
}

export function lanesOf(room: SizedRoom): Lane[] {
  return lanesIn({ left: 0, width: room.width, top: room.top, unit: room.unit, gap: room.gap }, room.lanes);
}

/** Whether there is more than one way back: such a network has a band, and a plain RNN to be seen beside. */
export function hasPaths(settings: Pick<Settings, 'cell' | 'peepholes' | 'forgetGate'>): boolean {
  return edgesOf(settings).length > 1;
}

export function riverOf(run: RunResult, room: SizedRoom): RiverModel {
  const { settings, info } = run;
  const lanes = lanesOf(room);
  const stops = stopsOf(settings, info.steps);
  const ribbon = (name: SeriesName, shares: UnitShares | null, lane: Lane) => {
    const logs = run.curve(name);
    if (logs === undefined || run.stale.has(name)) return null;
    return { logs, ribbon: ribbonOf({ logs, second: run.perturbed?.curve(name) ?? null, shares, stops }, lane) };
  };
  const losses = settings.loss === 'every' ? run.loss : null;
  const own = lanes[lanes.length - 1] as Lane;
  const whole = ribbon('g', { units: info.size, values: run.shares }, own);
  const carousel = edgesOf(settings).find((edge) => kindOf(edge) === 'carousel');
  const isCut = carousel !== undefined && activeCuts(settings).has(carousel);
  const alone =
    carousel === undefined || isCut ? null : ribbon(`alone.${carousel}`, carouselShares(run, `alone.${carousel}`), own);
  const [first] = lanes;
  const ghost =
    lanes.length < 2 || first === undefined
      ? null
      : ribbon('ghost', run.ghostShares === null ? null : { units: info.size, values: run.ghostShares }, first);
  const drawn: RiverLane[] = [];
  if (ghost !== null && first !== undefined)
    drawn.push({
      lane: first,
      role: 'ghost',
      ribbon: ghost.ribbon,
      carousel: null,
      frontier: frontierOf(ghost.logs, first),
      losses,
    });
  if (whole !== null)
    drawn.push({
      lane: own,
      role: hasPaths(settings) ? 'whole' : 'only',
      ribbon: whole.ribbon,
      carousel: alone?.ribbon ?? null,
      frontier: frontierOf(whole.logs, own),
      losses,
    });
  const band =
    info.hasLedger && hasPaths(settings) && run.done.has('ledger')
      ? bandOf(run.crossings, info.steps, room.width)
      : null;
  const frame = { left: 0, width: room.width, base: room.bandBase, height: room.bandHeight };
  return { river: { lanes: drawn, band: band === null ? null : { band, frame } }, lanes, band };
}

/** Nearer to the loss there is no room for its words. */
export function frontierOf(logs: ArrayLike<number>, lane: Lane) {
  const place = beyondAt(logs, lane);
  return place !== null && place.step > 4 ? place : null;
}

/** Each unit's share of a path's squared norm, from its heatmap's cells. */
export function carouselShares(run: RunResult, row: RowName): UnitShares | null {
  const cells = run.cells.get(row);
  if (cells === undefined) return null;
  const { steps, size } = run.info;
  const values = new Float32Array(steps * size);
  for (let step = 0; step < steps; step++) {
    const start = step * size;
    let most = -Infinity;
    for (let k = start; k < start + size; k++) most = Math.max(most, cells[k]);
    if (!(most > -Infinity)) continue;
    let sum = 0;
    for (let k = start; k < start + size; k++) {
      const share = 10 ** (2 * (cells[k] - most));
      values[k] = share;
      sum += share;
    }
    for (let k = start; k < start + size; k++) values[k] = values[k] / sum;
  }
  return { units: size, values };
}

/** 0-based steps from which the gradient goes no further back. */
export function stopsOf({ truncation, truncationSteps }: Settings, steps: number): number[] {
  if (truncation !== 'window') return [];
  return Array.from({ length: Math.floor((steps - 1) / truncationSteps) }, (_, k) => (k + 1) * truncationSteps);
}

/** The path whose layer of the band is at this height, 0 at the base … 1; null where there is none. `step`: 0-based. */
export function bandAt(
  crossings: ReadonlyMap<Edge, ArrayLike<number>>,
  steps: number,
  step: number,
  height: number,
): Edge | null {
  if (height < 0 || step >= steps - 1) return null;
  let stacked = 0;
  for (const [edge, own] of crossings) {
    const part = (own[step] ?? Number.NaN) / (steps - 1 - step);
    if (!(part > 0)) continue;
    stacked += part;
    if (height <= stacked) return edge;
  }
  return null;
}
