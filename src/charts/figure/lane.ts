/** A lane of the river as vectors: banks, ribbons, what the detours add, losses that join, and where the scale ends. */

import { PALETTES } from '../ramps/palette';
import type { Band } from '../river/band';
import { detourHues, sharesAt, washAt } from '../river/detours';
import { tributariesOf } from '../river/lanePainter';
import type { Ribbon } from '../river/ribbon';
import type { Drawn } from '../river/ribbonPainter';
import type { RiverLane } from '../river/river';
import { BEYOND, halfWidth } from '../river/width';
import type { Paints } from './paint';
import { bandPath, type Columns, flowsOf, placesOf, strandPaths, within } from './ribbon';
import { areaOf, cssOf, element, type Point } from './svg';
import { thinned } from './thin';

const { bank, neutral } = PALETTES.light;
const PAPER = '#ffffff';
/** Of paper between carousel and all paths, in CSS pixels. */
const SEAM = 1;

interface LanePaint {
  readonly paints: Paints;
  /** Pixels in one of CSS. */
  readonly ratio: number;
  readonly band: Band | null;
}

export function laneSvg(drawn: RiverLane, { paints, ratio, band }: LanePaint): string {
  const { lane, role, ribbon, carousel, losses } = drawn;
  const whole: Drawn = { ribbon, role };
  const core: Drawn | null = carousel === null ? null : { ribbon: carousel, role: 'carousel' };
  const detours = role === 'whole' && band !== null ? detourPaths(drawn, carousel, band, paints) : '';
  const outside: string[] = [];
  const inside: string[] = [];
  for (const [columns, isInside] of ordered(ribbon, carousel, SEAM * ratio)) {
    const outer = isInside ? whole : core;
    const inner = isInside ? core : whole;
    if (outer !== null) outside.push(ribbonSvg(outer, drawn, columns, paints, ratio));
    if (inner === null || core === null) continue;
    const seam = flowsOf(inner)
      .map((flow) => within(flow, columns))
      .filter(([from, to]) => to > from)
      .map((part) =>
        bandPath(
          lane,
          part,
          (x) => -inner.ribbon.half[x],
          (x) => inner.ribbon.half[x],
        ),
      );
    inside.push(
      element('path', { d: seam.join(''), fill: PAPER, stroke: PAPER, 'stroke-width': 2 * SEAM * ratio }),
      ribbonSvg(inner, drawn, columns, paints, ratio),
    );
  }
  return element(
    'g',
    {},
    banks(drawn, ratio),
    losses === null ? '' : tributaries(drawn, losses, ratio),
    zeros(drawn, paints, ratio),
    ...outside,
    detours,
    ...inside,
    frontier(drawn, ratio),
  );
}

/** Where all paths lie around the carousel, and where, they being smaller, it is the other way about. */
function ordered({ half }: Ribbon, carousel: Ribbon | null, edge: number): [Columns, boolean][] {
  if (carousel === null) return [[[0, half.length], true]];
  const runs: [Columns, boolean][] = [];
  let from = 0;
  for (let x = 1; x <= half.length; x++) {
    const isInside = (column: number): boolean => carousel.half[column] <= half[column] + edge;
    if (x < half.length && isInside(x) === isInside(from)) continue;
    runs.push([[from, x], isInside(from)]);
    from = x;
  }
  return runs;
}

function ribbonSvg(drawn: Drawn, { lane }: RiverLane, columns: Columns, paints: Paints, ratio: number): string {
  const { half, sure } = drawn.ribbon;
  return flowsOf(drawn)
    .map((flow) => within(flow, columns))
    .filter(([from, to]) => to > from)
    .map((part) => {
      const strands = strandPaths(drawn, lane, part, paints);
      if (sure === half) return strands;
      // Where only one of two runs reaches.
      const hatch = paints.hatch(neutral, 0.8 * ratio, 2.5 * ratio);
      const fringe = [-1, 1].map((side) =>
        bandPath(
          lane,
          part,
          (x) => side * sure[x],
          (x) => side * half[x],
        ),
      );
      return strands + element('path', { d: fringe.join(''), fill: hatch });
    })
    .join('');
}

/** Dotted lines at 10⁰, which turn away on either side of a break. */
function banks({ lane, ribbon }: RiverLane, ratio: number): string {
  const { stop, count } = ribbon.stations;
  const gap = 4 * ratio;
  const breaks = [...stop.keys()].filter((k) => stop[k] === 1).map((k) => (k * lane.width) / count);
  const ends = [-gap, ...breaks, lane.width + gap];
  const lines: string[] = [];
  const weirs: string[] = [];
  for (const side of [-1, 1]) {
    const y = lane.centre + side * lane.unit;
    for (let k = 1; k < ends.length; k++) {
      const [from, to] = [lane.left + ends[k - 1] + gap, lane.left + ends[k] - gap];
      if (to > from) lines.push(element('line', { x1: from, x2: to, y1: y, y2: y }));
    }
    for (const at of breaks)
      for (const x of [lane.left + at - gap, lane.left + at + gap])
        weirs.push(element('line', { x1: x, x2: x, y1: y, y2: y + side * 5 * ratio }));
  }
  const stroke = { stroke: bank, 'stroke-width': ratio };
  return (
    element('g', { ...stroke, 'stroke-dasharray': `${(2 * ratio).toFixed(2)} ${(4 * ratio).toFixed(2)}` }, ...lines) +
    (weirs.length === 0 ? '' : element('g', stroke, ...weirs))
  );
}

/** A hatched strip along the centre where the gradient is exactly zero. */
function zeros({ lane, ribbon }: RiverLane, paints: Paints, ratio: number): string {
  const { logs, count } = ribbon.stations;
  const pitch = lane.width / count;
  const parts: string[] = [];
  for (let k = 0; k < count; k++) {
    if (logs[k] !== -Infinity) continue;
    const from = k;
    while (k < count && logs[k] === -Infinity) k++;
    parts.push(
      element('rect', {
        x: lane.left + from * pitch,
        y: lane.centre - 4 * ratio,
        width: (k - from) * pitch,
        height: 8 * ratio,
        fill: paints.hatch(bank, ratio, 5 * ratio),
      }),
    );
  }
  return parts.join('');
}

function frontier({ lane, frontier: place }: RiverLane, ratio: number): string {
  if (place === null) return '';
  const reach = halfWidth(BEYOND, lane.unit);
  return element('line', {
    x1: place.x,
    x2: place.x,
    y1: lane.centre - reach,
    y2: lane.centre + reach,
    stroke: PAPER,
    'stroke-width': ratio,
    'stroke-opacity': 0.7,
    'stroke-dasharray': `${(4 * ratio).toFixed(2)}`,
  });
}

/** From above and below, bending into the stream. */
function tributaries({ lane, ribbon }: RiverLane, losses: ArrayLike<number>, ratio: number): string {
  const paths = tributariesOf(lane, ribbon, losses, ratio).flatMap(({ x, to, thick, pitch }) =>
    [-1, 1].map((side) => {
      const from = Math.max(to, lane.unit) + lane.unit * 0.22;
      const along = (share: number, edge: number): Point => {
        const u = share / 4;
        const middle = lane.left + x + pitch * 0.5 * (1 - u) * (1 - u);
        return [middle + (edge * thick * (0.25 + 0.75 * u)) / 2, lane.centre + side * (from - u * (from - to))];
      };
      const shares = [0, 1, 2, 3, 4];
      return areaOf([...shares.map((k) => along(k, -1)), ...shares.map((k) => along(4 - k, 1))]);
    }),
  );
  return element('path', { d: paths.join(''), fill: neutral, 'fill-opacity': 0.6 });
}

/** What the detours add to the carousel, in the hues of their paths: see `river/detours`. */
function detourPaths({ lane, ribbon }: RiverLane, carousel: Ribbon | null, band: Band, paints: Paints): string {
  const { half, stations } = ribbon;
  const { rows, hues } = detourHues(band, 'light');
  const pitch = lane.width / stations.count;
  const end = Math.floor(lane.width - pitch);
  const share = new Float64Array(rows.length);
  const ends = rows.map(() => new Float64Array(lane.width));
  const core = (x: number): number => (carousel === null ? 0 : carousel.half[x]);
  for (let x = 0; x < end; x++) {
    const isShared = half[x] > core(x) && sharesAt(band, rows, Math.max(0, (x + 0.5) / pitch - 0.5), share);
    let to = core(x);
    for (let k = 0; k < rows.length; k++) {
      if (isShared) to += (half[x] - core(x)) * share[k];
      ends[k][x] = to;
    }
  }
  const flows = flowsOf({ ribbon })
    .map((flow) => within(flow, [0, end]))
    .filter(([from, to]) => to > from);
  return flows
    .flatMap((flow) => {
      const places = placesOf(flow);
      const opacity = places.map((place) => {
        const station = Math.min(stations.count - 1, Math.floor(place / pitch));
        return washAt('light', stations.logs[station]) / 256;
      });
      if (opacity.every((one) => one === 0)) return [];
      const kept = thinned(places, [opacity], 0.02);
      return rows.map((_, k) => {
        const inner = k === 0 ? core : (x: number) => ends[k - 1][x];
        const d = [-1, 1].map((side) =>
          bandPath(
            lane,
            flow,
            (x) => side * inner(x),
            (x) => side * ends[k][x],
          ),
        );
        const stops = kept.map((at) => ({
          at: (places[at] - flow[0]) / (flow[1] - flow[0]),
          colour: cssOf(hues[k]),
          opacity: Math.round(100 * opacity[at]) / 100,
        }));
        return element('path', {
          d: d.join(''),
          fill: paints.gradient(lane.left + flow[0], lane.left + flow[1], stops),
        });
      });
    })
    .join('');
}
