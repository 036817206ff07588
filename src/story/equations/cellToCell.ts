/** dcᵗ/dcᵗ⁻¹ as the carousel's part and the rest, in mathematics, with the norms that stand under its parts (spec, section 3). */
import type { SeriesName } from '../../engine/seriesNames';
import { type Cuttable, cuttableOf } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { activationSlope } from './equations';
import { type Notation, type Writer, writer } from './notation';

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

type Network = Pick<Settings, 'cell' | 'activation' | 'peepholes' | 'forgetGate'>;

const diag = (inside: string): string => `\\operatorname{diag}(${inside})`;
const plainPart = (tex: string, norm: NormedPart['norm'] = null): NormedPart => ({ tex, edge: null, norm });

/** The Jacobian first, then the equations that spell its parts out. */
export function splitOf(network: Network, notation: Notation): readonly Split[] {
  return network.cell === 'rnn'
    ? [stateToState(network.activation, writer(notation))]
    : cellToCell(network, notation, writer(notation));
}

function stateToState(activation: Settings['activation'], write: Writer): Split {
  const slope = activation === 'identity' ? '' : `${diag(activationSlope(activation, write.bar('h', 't')))}\\, `;
  return {
    whole: plainPart(`\\dfrac{\\partial ${write.at('h', 't')}}{\\partial ${write.at('h', 't-1')}}`),
    parts: [{ tex: `${slope}${write.plain('W_h')}`, edge: 'W_h', norm: 'step.W_h' }],
  };
}

function cellToCell(network: Network, { timed }: Notation, write: Writer): readonly Split[] {
  const open = cuttableOf(network);
  const only = <E extends Cuttable>(edge: E, made: (edge: E) => NormedPart): NormedPart[] =>
    open.includes(edge) ? [made(edge)] : [];
  const slope = (of: string, gate: 'z' | 'i' | 'f' | 'o'): string => `${of}{\\prime}(${write.bar(gate, 't')})`;
  // What turns δc into the derivative at each gate.
  const gain = {
    z: (): string => `${write.at('i', 't')} \\odot ${slope('\\mathrm{tanh}', 'z')}`,
    i: (): string => `${write.at('z', 't')} \\odot ${slope('\\sigma', 'i')}`,
    f: (): string => `${write.at('c', 't-1')} \\odot ${slope('\\sigma', 'f')}`,
  };
  const through = (gate: keyof typeof gain): NormedPart[] =>
    only(`R_${gate}`, (edge) => ({
      tex: `${diag(gain[gate]())}\\, ${write.plain(edge)}`,
      edge,
      norm: `step.${edge}`,
    }));
  const peephole = (gate: 'i' | 'f'): NormedPart[] =>
    only(`p_${gate}`, (edge) => ({
      tex: diag(`${write.plain(edge)} \\odot ${gain[gate]()}`),
      edge,
      norm: `step.${edge}`,
    }));
  const carousel: NormedPart = {
    tex: network.forgetGate ? diag(write.at('f', 't')) : 'I',
    edge: 'cec',
    norm: 'step.cec',
  };
  const peepholes = [...peephole('i'), ...peephole('f')];
  const [F, A, Q] = [timed('F', 't'), timed('A', 't'), timed('Q', 't')];
  return [
    {
      whole: plainPart(
        `\\dfrac{\\mathrm{d}\\, ${write.at('c', 't')}}{\\mathrm{d}\\, ${write.at('c', 't-1')}}`,
        'step.cellToCell',
      ),
      parts: [
        // The peepholes ride on the carousel's diagonal.
        peepholes.length > 0 ? { tex: F, edge: 'cec', norm: 'step.cc' } : carousel,
        plainPart(`${A}\\, ${timed('Q', 't-1')}`, 'step.rest'),
      ],
    },
    ...(peepholes.length > 0 ? [{ whole: plainPart(F), parts: [carousel, ...peepholes] }] : []),
    { whole: plainPart(A, 'step.cy'), parts: [...through('z'), ...through('i'), ...through('f')] },
    {
      whole: plainPart(Q),
      parts: [
        plainPart(diag(`${write.at('o', 't')} \\odot \\mathrm{tanh}{\\prime}(${write.at('c', 't')})`)),
        ...only('p_o', (edge) => ({
          tex: diag(`${write.plain(edge)} \\odot \\tanh(${write.at('c', 't')}) \\odot ${slope('\\sigma', 'o')}`),
          edge,
          norm: null,
        })),
      ],
    },
  ];
}

/** The way that never touches the cell. */
export function leftOut(notation: Notation): string {
  const write = writer(notation);
  return `${diag(`\\tanh(${write.at('c', 't')}) \\odot \\sigma{\\prime}(${write.bar('o', 't')})`)}\\, ${write.plain('R_o')}`;
}
