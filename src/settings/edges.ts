/** The edges, gates and parameters that one variant of a cell has: `cells` as the settings choose from them. */
import { CELLS, type Cell, type Cuttable, type Edge, type GateOf, type ParameterName, type StatePart } from './cells';
import type { EdgeInfo, EdgeKind, Parts } from './cells/cell';

export type { Cuttable, Edge, ParameterName };
/** The four gates of the LSTM, its block input among them. */
export type Gate = GateOf<'lstm'>;
export type GruGate = GateOf<'gru'>;

export interface Variant extends Parts {
  readonly cell: Cell;
}

interface Info<Id extends Cuttable> extends EdgeInfo {
  readonly id: Id;
}

const all = Object.keys(CELLS) as readonly Cell[];
const unique = <T>(names: readonly T[]): readonly T[] => [...new Set(names)];

const edgeInfos = (cell: Cell): readonly Info<Edge>[] => CELLS[cell].edges;
const cuttableInfos = (cell: Cell): readonly Info<Cuttable>[] => [...CELLS[cell].edges, ...CELLS[cell].within];

/** Every edge of any cell. */
export const EDGES: readonly Edge[] = unique(all.flatMap((cell) => edgeInfos(cell).map(({ id }) => id)));
/** Everything that a switch on the page can cut. */
export const CUTTABLE: readonly Cuttable[] = unique(all.flatMap((cell) => cuttableInfos(cell).map(({ id }) => id)));

const KINDS: ReadonlyMap<Cuttable, EdgeKind> = new Map(
  all.flatMap((cell) => cuttableInfos(cell).map(({ id, kind }) => [id, kind] as const)),
);

/** The same in every cell that has the edge. */
export function kindOf(edge: Cuttable): EdgeKind {
  return KINDS.get(edge) as EdgeKind;
}

export const isPeephole = (name: Cuttable | ParameterName): boolean => KINDS.get(name as Cuttable) === 'peephole';

const INPUT_WEIGHTS: ReadonlySet<string> = new Set(all.flatMap((cell) => CELLS[cell].inputWeights));

/** What a parameter multiplies, from which its shape follows: W [N × M], R [N × N]; biases and peepholes are vectors, [N]. */
export type ParameterKind = 'input' | 'recurrent' | 'bias' | 'peephole';

export function parameterKind(name: ParameterName): ParameterKind {
  if (INPUT_WEIGHTS.has(name)) return 'input';
  if (isPeephole(name)) return 'peephole';
  return KINDS.get(name as Cuttable) === 'matrix' ? 'recurrent' : 'bias';
}

/** The parts of the cell's state: cell and output, or the one state that is both. */
export function statePartsOf(cell: Cell): readonly StatePart[] {
  return CELLS[cell].state;
}

/** Whether it goes from one step to the step before, and not only within a step. */
export const isBetweenSteps = (name: Cuttable): name is Edge => (EDGES as readonly Cuttable[]).includes(name);

const those = <T extends string>(variant: Variant, names: readonly T[]): readonly T[] =>
  names.filter((name) => CELLS[variant.cell].has(name, variant));

/** The edges that exist between two steps of this variant, in the order of the rows. */
export function edgesOf(variant: Variant): readonly Edge[] {
  return those(
    variant,
    edgeInfos(variant.cell).map(({ id }) => id),
  );
}

/** What can be cut in this variant: its edges, and `p_o` where there are peepholes. */
export function cuttableOf(variant: Variant): readonly Cuttable[] {
  return those(
    variant,
    cuttableInfos(variant.cell).map(({ id }) => id),
  );
}

/** The trainable parameters, in the order of the equations. */
export function parametersOf(variant: Variant): readonly ParameterName[] {
  return those<ParameterName>(variant, CELLS[variant.cell].parameters);
}

/** The cuts that mean something in this variant; others wait until it has them again. */
export function activeCuts(variant: Variant & { readonly cuts: readonly Cuttable[] }): ReadonlySet<Cuttable> {
  const exist = cuttableOf(variant);
  return new Set(variant.cuts.filter((cut) => exist.includes(cut)));
}
