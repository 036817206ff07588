/** What the page says differently of each recurrent cell, as data: one record a cell. */
import type { CellPart, Quantity } from '../../engine/walk';
import type { CELLS, Cell, Cuttable, ParameterName } from '../../settings/cells';
import type { Settings } from '../../settings/settings';

type Data<C extends Cell> = (typeof CELLS)[C];
type CuttableOf<C extends Cell> = Data<C>['edges' | 'within'][number]['id'];
type ParameterOf<C extends Cell> = Data<C>['parameters'][number];

/** Where in the cell's diagram a hop of the way back is. */
export type HopPlace =
  | { readonly kind: 'node'; readonly node: CellPart }
  | { readonly kind: 'edge'; readonly edge: Cuttable }
  /** From the output into the cell. */
  | { readonly kind: 'carry' }
  | { readonly kind: 'loss' };

/** The way back over an edge from one step to the step before. */
export interface StepWalk {
  /** The part of the state that its message is delivered to. */
  readonly lands: 'c' | 'y' | 'h';
  /** The derivative that the message is made of, and where that stands; null where it is the state's own. */
  readonly from: { readonly quantity: Quantity; readonly node: CellPart } | null;
  /** Whether the gradient goes through the cell from where it landed to where the edge starts again. */
  readonly throughCell: boolean;
}

/** The way over an edge that acts inside one step: all of its hops. */
export interface WithinWalk {
  readonly within: readonly { readonly quantity: Quantity; readonly place: HopPlace }[];
}

/** The settings by which functions have their names. */
export type Nonlinearities = Pick<Settings, 'cellActivation'>;

export interface EdgeWords {
  /** "R" with the subscript "z"; "carousel" with none. The same in every cell that has the edge. */
  readonly symbol: { readonly base: string; readonly sub: string };
  /** In a person's words. */
  readonly title: string;
  /** Its term of the backward pass, delivered to step t. */
  readonly term: string;
  /** What turns the gradient of step t + 1 into this message, before the matrix. */
  factor(settings: Nonlinearities): string;
  readonly walk: StepWalk | WithinWalk;
}

/** The heatmap of all paths together. */
interface WholeRow {
  readonly term: string;
  /** In plain words, whose gradient it is: "cell gradient". */
  readonly plain: string;
  /** For those who cannot see it. */
  readonly spoken: string;
}

export interface CellWords {
  readonly edges: Readonly<Partial<Record<Cuttable, EdgeWords>>>;
  /** The path in whose hue each parameter is written. */
  readonly parameters: Readonly<Partial<Record<ParameterName, Cuttable>>>;
  readonly wholeRows: Readonly<Partial<Record<'c' | 'y', WholeRow>>>;
  /** The norm of the whole state's gradient. */
  readonly stateNorm: string;
}

/** The words of one cell, with some for each of its edges and parameters. */
export interface WordsOf<C extends Cell> extends CellWords {
  readonly edges: Readonly<Record<CuttableOf<C>, EdgeWords>>;
  readonly parameters: Readonly<Record<ParameterOf<C>, Cuttable>>;
}
