/** What equations are made of, and what a cell's record of them holds. */
import type { SeriesName } from '../../engine/seriesNames';
import type { UnitValue } from '../../engine/unitTerms';
import type { Cell, Cuttable, Edge, GateOf } from '../../settings/cells';
import type { Settings } from '../../settings/settings';
import type { NotationName, Writer } from './writer';

/** The number of one unit that stands under a part; an edge's name is that of its arriving message. */
export type Place = UnitValue | Edge | GateOf<Cell> | 'm' | 'Δ' | 'δy' | 'δc' | 'δh';

export interface Part {
  readonly tex: string;
  /** In words, for those who cannot see the mathematics. */
  readonly words: string;
  readonly edge: Cuttable | null;
  readonly place: Place;
}

export interface Equation {
  readonly id: string;
  /** What it is about. */
  readonly title: string;
  readonly whole: Part;
  readonly joint: '+' | '⊙';
  readonly parts: readonly Part[];
}

/** A part of a Jacobian. */
export interface NormedPart {
  readonly tex: string;
  readonly edge: Cuttable | null;
  /** The curve whose value at the selected step stands under it; null where it is only spelled out. */
  readonly norm: SeriesName | null;
}

export interface Split {
  readonly whole: NormedPart;
  readonly parts: readonly NormedPart[];
}

/** A piece of a text: words, an edge's name, mathematics, or the norm at the selected step. */
export type TextPiece = string | { readonly edge: Cuttable } | { readonly tex: string } | { readonly norm: SeriesName };

export interface SymbolRow<S extends string> {
  readonly words: string;
  readonly symbol: S;
  /** Whether it changes over time, and is written with its step. */
  readonly timed: boolean;
}

export type NetworkParts = Pick<Settings, 'activation' | 'cellActivation' | 'peepholes' | 'forgetGate'>;

/** What is said of a Jacobian that has parts. */
export const OF_PARTS = {
  introduction:
    'One step’s Jacobian; under each part its spectral norm at this step. Norms of parts do not add up to the whole’s.',
  caption: 'Spectral norm of each part, by step',
} as const;

/** One step's Jacobian and its parts. */
interface JacobianSplit<S extends string> {
  /** Of the section: from where to where. */
  readonly name: string;
  readonly heading: string;
  readonly introduction: string;
  /** The Jacobian first, then the equations that spell its parts out. */
  parts(network: NetworkParts, write: Writer<S>): readonly Split[];
  /** What is to be said below. */
  closing(write: Writer<S>, network: NetworkParts): readonly TextPiece[];
  readonly chart: JacobianChart;
}

/** The norms of the Jacobian's parts by step. */
export interface JacobianChart {
  readonly caption: string;
  /** For those who cannot see it. */
  readonly label: string;
  readonly curves: readonly ChartCurve[];
}

interface ChartCurve {
  readonly name: SeriesName;
  readonly text: string;
  /** Whose hue it has; null for ink. */
  readonly edge: Cuttable | null;
  readonly dash?: string;
}

/** `S`: the names of the cell's symbols. */
export interface CellEquations<S extends string> {
  /** In TeX. */
  readonly symbols: Readonly<Record<NotationName, Readonly<Record<S, string>>>>;
  /** The backward pass, in the order in which the gradient meets its equations on its way back through step t. */
  backward(network: NetworkParts, write: Writer<S>): readonly Equation[];
  readonly jacobian: JacobianSplit<S>;
  /** One row for each symbol of the network. */
  symbolRows(network: NetworkParts): readonly SymbolRow<S>[];
  /** Below the table of symbols. */
  footnotes(network: NetworkParts): readonly string[];
}

export const part = (tex: string, words: string, place: Place, edge: Cuttable | null = null): Part => ({
  tex,
  words,
  place,
  edge,
});

/** What the gradient is multiplied by on its way to a pre-activation. */
export function gateEquation(id: string, title: string, whole: Part, parts: readonly Part[]): Equation {
  return { id, title, whole, joint: '⊙', parts };
}

export const diag = (inside: string): string => `\\operatorname{diag}(${inside})`;

/** The slope of a function of two or more letters, which is set upright. */
export const slopeOf = (name: string, argument: string): string => `${name}{\\prime}(${argument})`;

export const plainPart = (tex: string, norm: NormedPart['norm'] = null): NormedPart => ({ tex, edge: null, norm });

/** The part of one edge, with its Jacobian's norm. */
export const edgePart = (tex: string, edge: Edge): NormedPart => ({ tex, edge, norm: `step.${edge}` });

export const row = <S extends string>(words: string, symbol: S, timed = false): SymbolRow<S> => ({
  words,
  symbol,
  timed,
});
