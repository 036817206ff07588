/** What is drawn differently of each recurrent cell, as data: one record a cell. */
import type { SeriesName } from '../../engine/seriesNames';
import type { Quantity } from '../../engine/walk';
import type { Cell, Cuttable, Edge, GateOf, StatePart } from '../../settings/cells';
import type { Settings } from '../../settings/settings';
import type { RampName } from '../ramps/palette';

/** A part of the state, a gate, or the pre-activation of a cell without gates. */
export type BoxName = StatePart | GateOf<Cell> | 'h̄';

/** One recurrent edge in the diagram of neighbouring steps: a straight line from box to box. */
export interface Lane<E extends Edge = Edge> {
  readonly edge: E;
  /** Where it starts, at the step after. */
  readonly from: BoxName;
  /** Where its message lands: on the cell that lies on the carousel, or on the bar of the output. */
  readonly to: 'cell' | 'bar';
  /**
   * How the gradient comes to that start within its step: down from the cell to a gate, straight from the bar to a gate, or from the
   * bar through the gate that opens the lane. Null where it stands there already, or another lane's wire leads to the same gate.
   */
  readonly wire: 'gate' | 'output' | 'through' | null;
  /** Where the lane turns up to the cell, in pixels right of the bar; without one it ends on its own height. */
  readonly riser?: number;
}

/** An edge inside one step, from a gate up to the cell. */
interface WithinLine {
  readonly edge: Cuttable;
  /** The lane at whose gate it starts. */
  readonly lane: Edge;
  /** Its message in the walk over a step: no curve has it. */
  readonly quantity: Quantity;
}

export interface CellLayout {
  readonly cell: StatePart | null;
  readonly bar: StatePart;
  /** From top to bottom; a variant may be without some. Lanes that start at one gate lie beside one another. */
  readonly lanes: readonly Lane[];
  readonly within: readonly WithinLine[];
}

/** A curve that not every cell has. */
export interface OwnCurve {
  readonly name: SeriesName;
  readonly text: string;
  readonly colour: RampName | 'ink';
  readonly dash?: string;
  readonly strong?: boolean;
  readonly frames: 'all' | 'soft';
}

/** `slope · ‖matrix‖` bounds the norm of every step's Jacobian. */
interface Bound {
  readonly matrix: Edge;
  slope(settings: Pick<Settings, 'activation'>): number;
}

export interface CellRecord {
  readonly layout: CellLayout;
  readonly curves: {
    /** Of the step Jacobians, beside the whole state's and the edges'. */
    readonly steps: readonly OwnCurve[];
    /** Cumulative, beside the state's and the loss's. */
    readonly cumulative: readonly OwnCurve[];
    readonly bound: Bound | null;
  };
  /** The matrix whose eigenvalues the gates shrink and move at rest; null where they are the multipliers themselves. */
  readonly movedAtRest: Edge | null;
}
