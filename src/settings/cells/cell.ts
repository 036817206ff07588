/** What settings, links and every other room may know of a recurrent cell: its edges, gates and parameters, as data. */

/**
 * The kind of way on which a gradient goes from one step to the step before: `carousel` and `peephole` stay in each unit, `matrix` goes
 * through recurrent weights.
 */
export type EdgeKind = 'carousel' | 'matrix' | 'peephole';

export interface EdgeInfo {
  readonly id: string;
  readonly kind: EdgeKind;
  /** The gate whose pre-activation it goes through, or that opens it; null where the cell has none. */
  readonly gate: string | null;
}

/** What a variant of a cell may be without. */
export interface Parts {
  readonly peepholes: boolean;
  readonly forgetGate: boolean;
}

/** `Id`: its edges' names; `Gate`: its gates'; `Parameter`: its trainable parameters' symbols (spec, sections 1, 2 and 6). */
export interface CellRecord {
  readonly label: string;
  /** Parts of the state: cell and output, or the one state that is both. */
  readonly state: readonly ['c', 'y'] | readonly ['h'];
  /** Between two steps, in the order of the rows. */
  readonly edges: readonly EdgeInfo[];
  /** Ways that act inside one step: they can be cut, but are not crossed. */
  readonly within: readonly EdgeInfo[];
  /** In the order in which they are drawn and written. */
  readonly gates: readonly string[];
  /** In the order of the equations. A recurrent matrix has the name of its edge, and so has a peephole. */
  readonly parameters: readonly string[];
  /** Those among them that act on the input. */
  readonly inputWeights: readonly string[];
  /** By matrix edge: the key of a spectral radius of its own. */
  readonly radii: Readonly<Record<string, string>>;
  /** Whether a variant has this edge, gate or parameter. */
  has(name: string, parts: Parts): boolean;
}
