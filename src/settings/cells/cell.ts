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

/** A way that acts inside one step. */
export interface WithinInfo extends EdgeInfo {
  /** "from the output gate to the cell" */
  readonly way: string;
}

/** What a variant of a cell may be without. */
export interface Parts {
  readonly peepholes: boolean;
  readonly forgetGate: boolean;
}

/** What decides whether a control has an effect. */
export interface Options extends Parts {
  readonly chrono: boolean;
}

/** One of the two sliders above the picture. */
export interface Slider {
  /** The setting's key. */
  readonly key: string;
  /** The glossary's entry that explains its name. */
  readonly word?: string;
}

/** `Id`: its edges' names; `Gate`: its gates'; `Parameter`: its trainable parameters' symbols (spec, sections 1, 2 and 6). */
export interface CellRecord {
  readonly label: string;
  /** The cell that a comparison sets beside it. */
  readonly beside: string;
  /** Parts of the state: cell and output, or the one state that is both. */
  readonly state: readonly ['c', 'y'] | readonly ['h'];
  /** Between two steps, in the order of the rows. */
  readonly edges: readonly EdgeInfo[];
  /** Ways that act inside one step: they can be cut, but are not crossed. */
  readonly within: readonly WithinInfo[];
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

  /** That the parts of the gradient sum to the whole, as an equation. */
  readonly balance: string;
  /** Keys of the settings that mean something in this cell, of those that do not in every cell. */
  readonly controls: readonly string[];
  /** What keeps the gradient from step to step, and how strongly the state feeds back into itself. */
  readonly sliders: readonly [Slider, Slider];
  /** By key: what a setting is called in this cell, and what it does, where the table of settings says otherwise. */
  readonly labels: Readonly<Record<string, string>>;
  readonly help: Readonly<Record<string, string>>;
  /** Why a control that is shown has no effect; null where it has one. */
  idle(key: string, options: Options): string | null;
  /** The button that cuts every path but the carousel; null where there is none. */
  readonly carouselOnly: { readonly label: string; readonly title: string } | null;
}

export const SET_BY_CHRONO = 'Chrono biases set this one for each unit.';
