/** What rows, edges and parameters are called. */
import type { RowName } from '../engine/seriesNames';
import { type Cuttable, EDGES, type Edge, kindOf, type ParameterName } from '../settings/edges';
import { WORDED_CELLS, type WordedCell, wordsOf } from './cells';
import type { EdgeWords } from './cells/cell';

/** Of every cell: for a cell that was left while something of it is still shown. */
const ANY_EDGE: Readonly<Partial<Record<Cuttable, EdgeWords>>> = Object.assign(
  {},
  ...WORDED_CELLS.map((cell) => wordsOf(cell).edges),
);
const PARAMETER_PATHS: Readonly<Record<ParameterName, Cuttable>> = Object.assign(
  {},
  ...WORDED_CELLS.map((cell) => wordsOf(cell).parameters),
);

export function edgeWords(cell: WordedCell, edge: Cuttable): EdgeWords {
  return wordsOf(cell).edges[edge] ?? (ANY_EDGE[edge] as EdgeWords);
}

/** "carousel", or "R" with the subscript "z": what the edge is called everywhere. */
export function symbolOf(edge: Cuttable): EdgeWords['symbol'] {
  return (ANY_EDGE[edge] as EdgeWords).symbol;
}

/** The same where only plain text can stand. */
export function plainSymbol(edge: Cuttable): string {
  const { base, sub } = symbolOf(edge);
  return sub === '' ? base : `${base}_${sub}`;
}

/** The same within a sentence. */
export function inProse(edge: Cuttable): string {
  return kindOf(edge) === 'carousel' ? `the ${plainSymbol(edge)}` : plainSymbol(edge);
}

/** The path in whose hue a parameter is written: W_z, R_z and b_z in the block input's. */
export function pathOfParameter(name: ParameterName): Cuttable {
  return PARAMETER_PATHS[name];
}

interface EdgeRow {
  readonly edge: Edge;
  /** How its messages are read. */
  readonly reading: string;
}

const EDGE_ROWS: ReadonlyMap<RowName, EdgeRow> = new Map<RowName, EdgeRow>(
  EDGES.flatMap((edge): [RowName, EdgeRow][] => [
    [`arriving.${edge}`, { edge, reading: 'arriving' }],
    [`alone.${edge}`, { edge, reading: 'this path alone' }],
  ]),
);

export function rowEdge(row: RowName): Edge | null {
  return EDGE_ROWS.get(row)?.edge ?? null;
}

/** A heatmap's title, in plain words what it is of, its term, and what it is called where it cannot be seen. */
export function rowWords(
  cell: WordedCell,
  row: RowName,
): { readonly title: string; readonly plain: string; readonly term: string; readonly spoken: string } {
  const ofEdge = EDGE_ROWS.get(row);
  if (ofEdge === undefined) {
    const whole = wordsOf(cell).wholeRows[row as 'c' | 'y'] ?? { term: '', plain: '', spoken: 'all paths' };
    return { title: 'All paths', ...whole };
  }
  const { edge, reading } = ofEdge;
  const { title, term } = edgeWords(cell, edge);
  return { title, plain: title, term, spoken: `${plainSymbol(edge)}, ${title}, ${reading}` };
}
