/** A ribbon as vector paths: each strand an area between two smooth lines, with a gradient of its colours along the steps. */
import { strandColours } from '../river/fills';
import type { Lane } from '../river/ribbon';
import type { Drawn } from '../river/ribbonPainter';
import { type Run, runsOf } from '../river/stations';
import { eased } from '../river/strands';
import type { Paints } from './paint';
import { areaOf, cssOf, element, type Point } from './svg';
import { thinned } from './thin';

const THEME = 'light';
/** Pixels by which a line may be off, and parts of 255 by which a colour may. */
const LINE_TOLERANCE = 0.15;
const COLOUR_TOLERANCE = 8;

/** Columns of pixels, from the first to before the second. */
export type Columns = Run;

/** The middles of a run's columns, and its two edges, so that it is as long as its stations are wide. */
export function placesOf([from, to]: Columns): number[] {
  return [from, ...Array.from({ length: to - from }, (_, k) => from + k + 0.5), to];
}

const columnAt = ([from, to]: Columns, place: number): number => Math.min(to - 1, Math.max(from, Math.floor(place)));

/** The runs of columns in which a ribbon flows. */
export function flowsOf({ ribbon: { stations, half } }: Pick<Drawn, 'ribbon'>): Columns[] {
  const pitch = half.length / stations.count;
  return runsOf(stations)
    .map(([from, to]) => [Math.round(from * pitch), Math.min(half.length, Math.round(to * pitch))] as const)
    .filter(([from, to]) => to > from);
}

export const within = ([a, b]: Columns, [c, d]: Columns): Columns => [Math.max(a, c), Math.min(b, d)];

/** The area between two heights above the centre, on one side (−1: above) or, without one, from one side to the other. */
export function bandPath(
  lane: Lane,
  columns: Columns,
  inner: (column: number) => number,
  outer: (column: number) => number,
): string {
  const places = placesOf(columns);
  const side = (height: (column: number) => number): Point[] => {
    const heights = places.map((place) => lane.centre + height(columnAt(columns, place)));
    return thinned(places, [heights], LINE_TOLERANCE).map((k) => [lane.left + places[k], heights[k]]);
  };
  return areaOf([...side(inner), ...side(outer).reverse()]);
}

/** All strands of a ribbon in these columns. */
export function strandPaths({ ribbon, role }: Drawn, lane: Lane, columns: Columns, paints: Paints): string {
  const { stations, strands, sure } = ribbon;
  const { count, ends } = strands;
  const colours = strandColours(THEME, role, stations.logs, count);
  const pitch = lane.width / stations.count;
  // Between the stations of this run only: nothing is mixed across a break.
  const first = Math.min(stations.count - 1, Math.floor((columns[0] + 0.5) / pitch));
  const last = Math.min(stations.count - 1, Math.floor((columns[1] - 0.5) / pitch));
  const endAt = (strand: number, column: number): number => {
    const position = Math.min(last, Math.max(first, (column + 0.5) / pitch - 0.5));
    const a = Math.floor(position);
    const b = Math.min(last, a + 1);
    const end = ends[a * count + strand];
    return end + (ends[b * count + strand] - end) * eased(position - a);
  };
  const heightOf = (strand: number) => (column: number) =>
    sure[column] * (2 * (strand < 0 ? 0 : endAt(strand, column)) - 1);
  const places = Float64Array.from({ length: last - first + 1 }, (_, k) => (first + k + 0.5) * pitch);
  const [from, to] = [lane.left + columns[0], lane.left + columns[1]];
  return Array.from({ length: count }, (_, strand) => {
    const own = Uint32Array.from(places, (_, k) => colours[(first + k) * count + strand]);
    const channels = [0, 8, 16].map((shift) => own.map((colour) => (colour >> shift) & 255));
    const kept = thinned(places, channels, COLOUR_TOLERANCE);
    const fill = kept.every((k) => own[k] === own[0])
      ? cssOf(own[0])
      : paints.gradient(
          from,
          to,
          kept.map((k) => ({ at: (lane.left + places[k] - from) / (to - from), colour: cssOf(own[k]) })),
        );
    // Down to the end of the next strand, which is painted over it: no page shines through between two of them.
    const d = bandPath(lane, columns, heightOf(strand - 1), heightOf(Math.min(count - 1, strand + 1)));
    return element('path', { d, fill });
  }).join('');
}
