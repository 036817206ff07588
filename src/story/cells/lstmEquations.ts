/** The LSTM's equations; dcᵗ/dcᵗ⁻¹ as the carousel's part and the rest, with the norms that stand under its parts (spec, section 3). */
import { type Cuttable, cuttableOf } from '../../settings/edges';
import {
  type CellEquations,
  diag,
  edgePart,
  type NetworkParts,
  type NormedPart,
  OF_PARTS,
  plainPart,
  type Split,
  slopeOf,
  type TextPiece,
} from '../equations/parts';
import type { Writer } from '../equations/writer';
import { lstmBackward } from './lstmBackward';
import { LSTM_SYMBOLS, type LstmGate, type LstmSymbol, lstmFootnotes, lstmSymbolRows } from './lstmSymbols';
import { nonlinearity } from './nonlinearity';

export const LSTM_EQUATIONS: CellEquations<LstmSymbol> = {
  symbols: LSTM_SYMBOLS,
  backward: lstmBackward,
  jacobian: {
    name: 'From cell to cell',
    heading: 'From cell to cell: the carousel and the rest',
    introduction: OF_PARTS.introduction,
    parts: cellToCell,
    closing: leftOut,
    chart: {
      caption: OF_PARTS.caption,
      label: 'Norms by step of the Jacobian from cell to cell, of the carousel’s part and of the rest',
      curves: [
        { name: 'step.offCarousel', text: 'rest', edge: null, dash: '3 2' },
        { name: 'step.cellToCell', text: 'together', edge: null },
        { name: 'step.cc', text: 'carousel', edge: 'cec' },
      ],
    },
  },
  symbolRows: lstmSymbolRows,
  footnotes: lstmFootnotes,
};

function cellToCell(network: NetworkParts, write: Writer<LstmSymbol>): readonly Split[] {
  const { bend, upright } = nonlinearity(network);
  const open = cuttableOf({ cell: 'lstm', ...network });
  const only = (edge: Cuttable, made: () => NormedPart): NormedPart[] => (open.includes(edge) ? [made()] : []);
  const slope = (of: string, gate: LstmGate): string => slopeOf(of, write.bar(gate, 't'));
  // What turns δc into the derivative at each gate.
  const gain = {
    z: (): string => `${write.at('i', 't')} \\odot ${slope(upright, 'z')}`,
    i: (): string => `${write.at('z', 't')} \\odot ${slope('\\sigma', 'i')}`,
    f: (): string => `${write.at('c', 't-1')} \\odot ${slope('\\sigma', 'f')}`,
  };
  const through = (gate: keyof typeof gain): NormedPart[] =>
    only(`R_${gate}`, () => edgePart(`${diag(gain[gate]())}\\, ${write.plain(`R_${gate}`)}`, `R_${gate}`));
  const peephole = (gate: 'i' | 'f'): NormedPart[] =>
    only(`p_${gate}`, () => edgePart(diag(`${write.plain(`p_${gate}`)} \\odot ${gain[gate]()}`), `p_${gate}`));
  const carousel = edgePart(network.forgetGate ? diag(write.at('f', 't')) : 'I', 'cec');
  const peepholes = [...peephole('i'), ...peephole('f')];
  const [F, A, Q] = [write.timed('F', 't'), write.timed('A', 't'), write.timed('Q', 't')];
  return [
    {
      whole: plainPart(
        `\\dfrac{\\mathrm{d}\\, ${write.at('c', 't')}}{\\mathrm{d}\\, ${write.at('c', 't-1')}}`,
        'step.cellToCell',
      ),
      parts: [
        // The peepholes ride on the carousel's diagonal.
        peepholes.length > 0 ? { tex: F, edge: 'cec', norm: 'step.cc' } : carousel,
        plainPart(`${A}\\, ${write.timed('Q', 't-1')}`, 'step.offCarousel'),
      ],
    },
    ...(peepholes.length > 0 ? [{ whole: plainPart(F), parts: [carousel, ...peepholes] }] : []),
    { whole: plainPart(A, 'step.cy'), parts: [...through('z'), ...through('i'), ...through('f')] },
    {
      whole: plainPart(Q),
      parts: [
        plainPart(diag(`${write.at('o', 't')} \\odot ${slopeOf(upright, write.at('c', 't'))}`)),
        ...only('p_o', () => ({
          tex: diag(`${write.plain('p_o')} \\odot ${bend}(${write.at('c', 't')}) \\odot ${slope('\\sigma', 'o')}`),
          edge: 'p_o',
          norm: null,
        })),
      ],
    },
  ];
}

/** The way that never touches the cell. */
function leftOut(write: Writer<LstmSymbol>, network: NetworkParts): readonly TextPiece[] {
  const [y, o] = [write.plain('y'), write.plain('o')];
  const gain = diag(
    `${nonlinearity(network).bend}(${write.at('c', 't')}) \\odot ${slopeOf('\\sigma', write.bar('o', 't'))}`,
  );
  return [
    'It leaves out ',
    { edge: 'R_o' },
    ': the way ',
    { tex: `${y} \\to ${o} \\to ${y}` },
    ' never touches the cell. At this step that way alone has ',
    { tex: `\\lVert ${gain}\\, ${write.plain('R_o')} \\rVert` },
    ' = ',
    { norm: 'step.R_o' },
    ', and the whole state’s Jacobian, which holds everything, ',
    { norm: 'step.state' },
    '.',
  ];
}
