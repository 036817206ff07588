/** The backward pass of the chosen network, term by term (spec, section 2; Greff et al., arXiv 1503.04069, appendix A.3). */
import type { UnitValue } from '../../engine/unitTerms';
import { type Cuttable, cuttableOf, type Edge } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { type Notation, type Writer, writer } from './notation';

/** The number of one unit that stands under a part; an edge's name is that of its arriving message. */
export type Place = UnitValue | Edge | 'Δ' | 'δy' | 'δc' | 'δh' | 'z' | 'i';

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

type Network = Pick<Settings, 'cell' | 'activation' | 'peepholes' | 'forgetGate'>;

/** In the order in which the gradient meets them on its way back through step t. */
export function equationsOf(network: Network, notation: Notation): readonly Equation[] {
  const write = writer(notation);
  return network.cell === 'rnn' ? rnnEquations(network, write) : cellEquations(network, write);
}

const part = (tex: string, words: string, place: Place, edge: Cuttable | null = null): Part => ({
  tex,
  words,
  place,
  edge,
});

function cellEquations(network: Network, write: Writer): readonly Equation[] {
  const open = cuttableOf(network);
  const only = (edge: Cuttable, made: () => Part): Part[] => (open.includes(edge) ? [made()] : []);
  const slope = (of: string, gate: 'z' | 'i' | 'f' | 'o'): string => `${of}{\\prime}(${write.bar(gate, 't')})`;
  const fromGate = (edge: 'R_z' | 'R_i' | 'R_f' | 'R_o', gate: 'z' | 'i' | 'f' | 'o', words: string): Part[] =>
    only(edge, () => part(`${write.transposed(edge)}\\, ${write.deltaBar(gate, 't+1')}`, words, edge, edge));
  const deltaC = part(write.delta('c', 't'), 'the gradient at the cell', 'δc');
  return [
    {
      id: 'y',
      title: 'Arriving at the output',
      whole: part(write.delta('y', 't'), 'the gradient at the output', 'δy'),
      joint: '+',
      parts: [
        part(write.loss('t'), 'from this step’s loss', 'Δ'),
        ...fromGate('R_z', 'z', 'from the next step’s block input'),
        ...fromGate('R_i', 'i', 'from the next step’s input gate'),
        ...fromGate('R_f', 'f', 'from the next step’s forget gate'),
        ...fromGate('R_o', 'o', 'from the next step’s output gate'),
      ],
    },
    {
      id: 'o',
      title: 'On to the output gate',
      whole: part(write.deltaBar('o', 't'), 'the gradient at the output gate', 'δō'),
      joint: '⊙',
      parts: [
        part(write.delta('y', 't'), 'the gradient at the output', 'δy'),
        part(`\\tanh(${write.at('c', 't')})`, 'tanh of the cell', 'tanh(c)'),
        part(slope('\\sigma', 'o'), 'slope of the output gate', 'σ′(ō)'),
      ],
    },
    {
      id: 'c',
      title: 'Arriving at the cell',
      whole: deltaC,
      joint: '+',
      parts: [
        part(
          `${write.delta('y', 't')} \\odot ${write.at('o', 't')} \\odot \\mathrm{tanh}{\\prime}(${write.at('c', 't')})`,
          'from this step’s output',
          'δy ⊙ o ⊙ tanh′(c)',
        ),
        ...only('p_o', () =>
          part(
            `${write.plain('p_o')} \\odot ${write.deltaBar('o', 't')}`,
            'from this step’s output gate',
            'p_o ⊙ δō',
            'p_o',
          ),
        ),
        ...only('p_i', () =>
          part(
            `${write.plain('p_i')} \\odot ${write.deltaBar('i', 't+1')}`,
            'from the next step’s input gate',
            'p_i',
            'p_i',
          ),
        ),
        ...only('p_f', () =>
          part(
            `${write.plain('p_f')} \\odot ${write.deltaBar('f', 't+1')}`,
            'from the next step’s forget gate',
            'p_f',
            'p_f',
          ),
        ),
        part(
          network.forgetGate
            ? `${write.delta('c', 't+1')} \\odot ${write.at('f', 't+1')}`
            : // The cell of 1997: f ≡ 1, and nothing is multiplied.
              write.delta('c', 't+1'),
          'along the carousel',
          'cec',
          'cec',
        ),
      ],
    },
    ...(network.forgetGate
      ? [
          gateEquation('f', 'On to the forget gate', part(write.deltaBar('f', 't'), 'the gradient at it', 'δf̄'), [
            deltaC,
            part(write.at('c', 't-1'), 'the cell before', 'c⁻'),
            part(slope('\\sigma', 'f'), 'slope of the forget gate', 'σ′(f̄)'),
          ]),
        ]
      : []),
    gateEquation('i', 'On to the input gate', part(write.deltaBar('i', 't'), 'the gradient at it', 'δī'), [
      deltaC,
      part(write.at('z', 't'), 'the block input', 'z'),
      part(slope('\\sigma', 'i'), 'slope of the input gate', 'σ′(ī)'),
    ]),
    gateEquation('z', 'On to the block input', part(write.deltaBar('z', 't'), 'the gradient at it', 'δz̄'), [
      deltaC,
      part(write.at('i', 't'), 'the input gate', 'i'),
      part(slope('\\mathrm{tanh}', 'z'), 'slope of the block input', 'tanh′(z̄)'),
    ]),
  ];
}

function gateEquation(id: string, title: string, whole: Part, parts: readonly Part[]): Equation {
  return { id, title, whole, joint: '⊙', parts };
}

/** φ′(h̄), by the name of the function that was chosen. */
export function activationSlope(activation: Settings['activation'], bar: string): string {
  switch (activation) {
    case 'identity':
      return '1';
    case 'relu':
      return `\\mathrm{ReLU}{\\prime}(${bar})`;
    case 'sigmoid':
      return `\\sigma{\\prime}(${bar})`;
    case 'tanh':
      return `\\mathrm{tanh}{\\prime}(${bar})`;
  }
}

function rnnEquations({ activation }: Network, write: Writer): readonly Equation[] {
  const deltaH = part(write.delta('h', 't'), 'the gradient at the state', 'δh');
  return [
    {
      id: 'h',
      title: 'Arriving at the state',
      whole: deltaH,
      joint: '+',
      parts: [
        part(write.loss('t'), 'from this step’s loss', 'Δ'),
        part(
          `${write.transposed('W_h')}\\, ${write.deltaBar('h', 't+1')}`,
          'from the next step’s state, through the recurrent weights',
          'W_h',
          'W_h',
        ),
      ],
    },
    gateEquation('bar', 'On to the pre-activation', part(write.deltaBar('h', 't'), 'the gradient at it', 'δh̄'), [
      deltaH,
      part(activationSlope(activation, write.bar('h', 't')), 'slope of the activation', 'φ′(h̄)'),
    ]),
  ];
}
