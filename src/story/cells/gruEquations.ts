/** The GRU's backward pass and the Jacobian from state to state (spec, section 6). */
import type { Edge } from '../../settings/edges';
import {
  type CellEquations,
  diag,
  type Equation,
  edgePart,
  gateEquation,
  type NetworkParts,
  OF_PARTS,
  type Part,
  part,
  plainPart,
  type Split,
  slopeOf,
} from '../equations/parts';
import type { Writer } from '../equations/writer';
import { GRU_SYMBOLS, type GruGate, type GruSymbol, gruSymbolRows } from './gruSymbols';

export const GRU_EQUATIONS: CellEquations<GruSymbol> = {
  symbols: GRU_SYMBOLS,
  backward,
  jacobian: {
    name: 'From state to state',
    heading: 'From state to state: the carousel and the rest',
    introduction: OF_PARTS.introduction,
    parts: stateToState,
    closing: () => [
      'It leaves nothing out: a GRU has one state, and the ',
      { edge: 'cec' },
      ' and its three matrices are all the ways from one step to the next.',
    ],
    chart: {
      caption: OF_PARTS.caption,
      label: 'Norms by step of the state’s Jacobian and of each of its parts',
      curves: [
        { name: 'step.state', text: 'together', edge: null },
        { name: 'step.cec', text: 'carousel', edge: 'cec' },
        { name: 'step.R_u', text: 'update', edge: 'R_u' },
        { name: 'step.R_r', text: 'reset', edge: 'R_r' },
        { name: 'step.R_n', text: 'candidate', edge: 'R_n' },
      ],
    },
  },
  symbolRows: gruSymbolRows,
  footnotes: () => [
    'PyTorch calls the update gate z, and keeps the three recurrent matrices as the rows of weight_hh_l0, in the order r, z, n.',
    'The others have no GRU: the symbols in their columns are this page’s own, and so is m.',
  ],
};

const slope = (of: string, gate: GruGate, write: Writer<GruSymbol>): string => slopeOf(of, write.bar(gate, 't'));
/** h of the step before against n: what the update gate chooses between. */
const away = (write: Writer<GruSymbol>): string => `(${write.at('h', 't-1')} - ${write.at('n', 't')})`;
/** 1 − u, which lets the candidate in. */
const take = (write: Writer<GruSymbol>): string => `(1 - ${write.at('u', 't')})`;

function backward(_: NetworkParts, write: Writer<GruSymbol>): readonly Equation[] {
  const deltaH = part(write.delta('h', 't'), 'the gradient at the state', 'δh');
  const deltaN = part(write.deltaBar('n', 't'), 'the gradient at the candidate', 'δn̄');
  const message = (edge: Edge & GruSymbol, delta: string, words: string): Part =>
    part(`${write.transposed(edge)}\\, ${delta}`, words, edge, edge);
  return [
    {
      id: 'h',
      title: 'Arriving at the state',
      whole: deltaH,
      joint: '+',
      parts: [
        part(write.loss('t'), 'from this step’s loss', 'Δ'),
        message('R_u', write.deltaBar('u', 't+1'), 'from the next step’s update gate'),
        message('R_r', write.deltaBar('r', 't+1'), 'from the next step’s reset gate'),
        message('R_n', write.delta('m', 't+1'), 'from the next step’s candidate'),
        part(`${write.delta('h', 't+1')} \\odot ${write.at('u', 't+1')}`, 'along the carousel', 'cec', 'cec'),
      ],
    },
    gateEquation('u', 'On to the update gate', part(write.deltaBar('u', 't'), 'the gradient at it', 'δū'), [
      deltaH,
      part(away(write), 'the state before, less the candidate', 'h⁻ − n'),
      part(slope('\\sigma', 'u', write), 'slope of the update gate', 'σ′(ū)'),
    ]),
    gateEquation('n', 'On to the candidate', deltaN, [
      deltaH,
      part(take(write), 'what the update gate lets in', '1 − u'),
      part(slope('\\mathrm{tanh}', 'n', write), 'slope of the candidate', 'tanh′(n̄)'),
    ]),
    gateEquation('m', 'On to its recurrent part', part(write.delta('m', 't'), 'the gradient at it', 'δm'), [
      deltaN,
      part(write.at('r', 't'), 'the reset gate', 'r'),
    ]),
    gateEquation('r', 'On to the reset gate', part(write.deltaBar('r', 't'), 'the gradient at it', 'δr̄'), [
      deltaN,
      part(write.at('m', 't'), 'the candidate’s recurrent part', 'm'),
      part(slope('\\sigma', 'r', write), 'slope of the reset gate', 'σ′(r̄)'),
    ]),
  ];
}

function stateToState(_: NetworkParts, write: Writer<GruSymbol>): readonly Split[] {
  const open = `${take(write)} \\odot ${slope('\\mathrm{tanh}', 'n', write)}`;
  const through = (edge: Edge & GruSymbol, gain: string) => edgePart(`${diag(gain)}\\, ${write.plain(edge)}`, edge);
  return [
    {
      whole: plainPart(`\\dfrac{\\partial ${write.at('h', 't')}}{\\partial ${write.at('h', 't-1')}}`, 'step.state'),
      parts: [
        edgePart(diag(write.at('u', 't')), 'cec'),
        through('R_u', `${away(write)} \\odot ${slope('\\sigma', 'u', write)}`),
        through('R_r', `${open} \\odot ${write.at('m', 't')} \\odot ${slope('\\sigma', 'r', write)}`),
        through('R_n', `${open} \\odot ${write.at('r', 't')}`),
      ],
    },
  ];
}
