/** The LSTM's backward pass, term by term (spec, section 2; Greff et al., arXiv 1503.04069, appendix A.3). */
import { type Cuttable, cuttableOf } from '../../settings/edges';
import { type Equation, gateEquation, type NetworkParts, type Part, part, slopeOf } from '../equations/parts';
import type { Writer } from '../equations/writer';
import type { LstmGate, LstmSymbol } from './lstmSymbols';
import { nonlinearity } from './nonlinearity';

export function lstmBackward(network: NetworkParts, write: Writer<LstmSymbol>): readonly Equation[] {
  const { bend, upright, word } = nonlinearity(network);
  const open = cuttableOf({ cell: 'lstm', ...network });
  const only = (edge: Cuttable, made: () => Part): Part[] => (open.includes(edge) ? [made()] : []);
  const slope = (of: string, gate: LstmGate): string => slopeOf(of, write.bar(gate, 't'));
  const fromGate = (edge: 'R_z' | 'R_i' | 'R_f' | 'R_o', gate: LstmGate, words: string): Part[] =>
    only(edge, () => part(`${write.transposed(edge)}\\, ${write.deltaBar(gate, 't+1')}`, words, edge, edge));
  const fromPeephole = (edge: 'p_i' | 'p_f', gate: LstmGate, words: string): Part[] =>
    only(edge, () => part(`${write.plain(edge)} \\odot ${write.deltaBar(gate, 't+1')}`, words, edge, edge));
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
        part(`${bend}(${write.at('c', 't')})`, `${word} of the cell`, 'h(c)'),
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
          `${write.delta('y', 't')} \\odot ${write.at('o', 't')} \\odot ${slopeOf(upright, write.at('c', 't'))}`,
          'from this step’s output',
          'δy ⊙ o ⊙ h′(c)',
        ),
        ...only('p_o', () =>
          part(
            `${write.plain('p_o')} \\odot ${write.deltaBar('o', 't')}`,
            'from this step’s output gate',
            'p_o ⊙ δō',
            'p_o',
          ),
        ),
        ...fromPeephole('p_i', 'i', 'from the next step’s input gate'),
        ...fromPeephole('p_f', 'f', 'from the next step’s forget gate'),
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
      part(slope(upright, 'z'), 'slope of the block input', 'g′(z̄)'),
    ]),
  ];
}
