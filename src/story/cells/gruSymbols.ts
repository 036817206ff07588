/**
 * The GRU's symbols in each notation, and the rows of their table. Of the four sources only PyTorch has a GRU (torch.nn.GRU): r, z, n,
 * with z for the gate that keeps; W_hr, W_hz, W_hn are rows of weight_hh_l0 in that order, and of its biases b_in and b_hn stay apart.
 * It has no symbol for the candidate's recurrent part, m. Where a source has no symbol, those of the definitions (spec, section 6)
 * stand, in its way of writing.
 */
import { row, type SymbolRow } from '../equations/parts';
import { bold, gateSymbols, type NotationName } from '../equations/writer';

export type GruGate = 'u' | 'r' | 'n';
export type GruSymbol = GruGate | 'm' | 'h' | 'x' | `${'R' | 'W' | 'b'}_${GruGate}` | 'b_m';

const OF_DEFINITIONS = { u: 'u', r: 'r', n: 'n' } as const;

export const GRU_SYMBOLS: Readonly<Record<NotationName, Readonly<Record<GruSymbol, string>>>> = {
  greff: { ...gateSymbols('greff', OF_DEFINITIONS), m: 'm', h: 'h', x: 'x', b_m: 'b_m' },
  pytorch: {
    ...gateSymbols('pytorch', { u: 'z', r: 'r', n: 'n' }),
    m: 'm',
    h: 'h',
    x: 'x',
    b_n: 'b_{in}',
    b_m: 'b_{hn}',
  },
  lipton: {
    ...gateSymbols('lipton', OF_DEFINITIONS),
    m: bold('m'),
    h: bold('h'),
    x: bold('x'),
    b_m: `${bold('b')}_m`,
  },
  article: { ...gateSymbols('article', OF_DEFINITIONS), m: 'm', h: 'h', x: 'x', b_m: 'b^{(m)}' },
};

const GATES = [
  ['u', 'update gate'],
  ['r', 'reset gate'],
  ['n', 'candidate'],
] as const;

export function gruSymbolRows(): readonly SymbolRow<GruSymbol>[] {
  return [
    row('input', 'x', true),
    ...GATES.map(([gate, words]) => row(words, gate, true)),
    row('candidate’s recurrent part', 'm', true),
    row('state', 'h', true),
    ...GATES.map(([gate, words]) => row(`recurrent, ${words}`, `R_${gate}` as const)),
    ...GATES.map(([gate, words]) => row(`from the input, ${words}`, `W_${gate}` as const)),
    ...GATES.map(([gate, words]) => row(`bias, ${words}`, `b_${gate}` as const)),
    row('bias, candidate’s recurrent part', 'b_m'),
  ];
}
