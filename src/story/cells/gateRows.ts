/**
 * How the gates view tells a cell's forward pass: its rows, and what counts as saturated in them (Karpathy, Johnson & Li 2015,
 * arXiv 1506.02078, section 4.2; a tanh beyond ±0.9).
 */
import type { GateRowName } from '../../engine/cells/cell';
import type { Cuttable } from '../../settings/cells';
import type { Settings } from '../../settings/settings';
import type { WordedCell } from './index';

/** Where a row's colours end: given, or at the first round number beyond its largest value. */
export type RowEnds = { readonly low: number; readonly high: number } | 'symmetric' | 'positive';

export interface GateRowWords {
  readonly name: GateRowName;
  readonly title: string;
  /** The path whose hue its name has; null where it belongs to all. */
  readonly path: Cuttable | null;
  readonly ends: RowEnds;
  /** What its two shares count: `high` hangs from the top, `low` stands on the bottom. Null where nothing is counted. */
  readonly saturated: { readonly high: string | null; readonly low: string } | null;
}

interface GateWords {
  /** How the view is to be read. */
  readonly introduction: string;
  /** Rows of the forward pass: what opens and shuts first, then what it lets through. */
  rows(settings: Pick<Settings, 'activation' | 'cellActivation' | 'forgetGate'>): readonly GateRowWords[];
}

/** How rows with their shares of saturated units are to be read. */
const SHARES_INTRODUCTION =
  'The forward pass, unit by unit. Under a row: the share of units at its high end (from the top) and at its low end.';

/** A value between 0 and 1: a gate, or a sigmoid unit. */
const OPEN_OR_SHUT = {
  ends: { low: 0, high: 1 },
  saturated: { high: '> 0.9', low: '< 0.1' },
} as const satisfies Partial<GateRowWords>;

/** A ReLU's value: it has no upper end to saturate at. */
const FROM_ZERO = {
  ends: 'positive',
  saturated: { high: null, low: 'dead' },
} as const satisfies Partial<GateRowWords>;

/** A tanh's value. */
const BETWEEN_ONES = {
  ends: { low: -1, high: 1 },
  saturated: { high: '> 0.9', low: '< −0.9' },
} as const satisfies Partial<GateRowWords>;

const GATES: Readonly<Record<WordedCell, GateWords>> = {
  rnn: {
    introduction: 'The forward pass, unit by unit: the state, and the slope that a gradient is multiplied by.',
    rows: ({ activation }) => [
      { name: 'h', title: 'state', path: 'W_h', ...stateOf(activation) },
      {
        name: 'φ′',
        title: 'slope φ′(h̄)',
        path: 'W_h',
        ends: { low: 0, high: activation === 'sigmoid' ? 0.25 : 1 },
        saturated: null,
      },
    ],
  },
  lstm: {
    introduction: SHARES_INTRODUCTION,
    rows: ({ cellActivation, forgetGate }) => [
      { name: 'i', title: 'input gate', path: 'R_i', ...OPEN_OR_SHUT },
      ...(forgetGate ? [{ name: 'f', title: 'forget gate', path: 'R_f', ...OPEN_OR_SHUT } as const] : []),
      { name: 'o', title: 'output gate', path: 'R_o', ...OPEN_OR_SHUT },
      { name: 'z', title: 'block input', path: 'R_z', ...(cellActivation === 'relu' ? FROM_ZERO : BETWEEN_ONES) },
      { name: 'c', title: 'cell', path: 'cec', ends: 'symmetric', saturated: null },
      {
        name: 'y',
        title: 'output',
        path: null,
        ends: cellActivation === 'relu' ? 'positive' : { low: -1, high: 1 },
        saturated: null,
      },
    ],
  },
  gru: {
    introduction: SHARES_INTRODUCTION,
    rows: () => [
      { name: 'u', title: 'update gate', path: 'R_u', ...OPEN_OR_SHUT },
      { name: 'r', title: 'reset gate', path: 'R_r', ...OPEN_OR_SHUT },
      { name: 'n', title: 'candidate', path: 'R_n', ...BETWEEN_ONES },
      // Beyond ±1 only as long as an initial state lasts that is.
      { name: 'h', title: 'state', path: null, ends: 'symmetric', saturated: null },
    ],
  },
};

export const gateWords = (cell: WordedCell): GateWords => GATES[cell];

function stateOf(activation: Settings['activation']): Pick<GateRowWords, 'ends' | 'saturated'> {
  switch (activation) {
    case 'sigmoid':
      return OPEN_OR_SHUT;
    case 'tanh':
      return BETWEEN_ONES;
    case 'relu':
      return FROM_ZERO;
    case 'identity':
      return { ends: 'symmetric', saturated: null };
  }
}
