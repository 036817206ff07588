/** The LSTM's symbols in each notation, and the rows of their table. */
import { type NetworkParts, row, type SymbolRow } from '../equations/parts';
import { bold, gateSymbols, type NotationName } from '../equations/writer';

export type LstmGate = 'z' | 'i' | 'f' | 'o';
type Peephole = 'p_i' | 'p_f' | 'p_o';
export type LstmSymbol = LstmGate | 'c' | 'y' | 'x' | `${'R' | 'W' | 'b'}_${LstmGate}` | Peephole;

const AS_IN_GREFF = { z: 'z', i: 'i', f: 'f', o: 'o' } as const;
const WITH_G = { z: 'g', i: 'i', f: 'f', o: 'o' } as const;
/** None but Greff et al. has symbols for peepholes. */
const PEEPHOLES = { p_i: 'p_i', p_f: 'p_f', p_o: 'p_o' } as const;

export const LSTM_SYMBOLS: Readonly<Record<NotationName, Readonly<Record<LstmSymbol, string>>>> = {
  greff: { ...gateSymbols('greff', AS_IN_GREFF), c: 'c', y: 'y', x: 'x', ...PEEPHOLES },
  pytorch: { ...gateSymbols('pytorch', WITH_G), c: 'c', y: 'h', x: 'x', ...PEEPHOLES },
  lipton: { ...gateSymbols('lipton', WITH_G), c: bold('s'), y: bold('h'), x: bold('x'), ...PEEPHOLES },
  article: { ...gateSymbols('article', WITH_G), c: 'c', y: 'h', x: 'x', ...PEEPHOLES },
};

const GATES = [
  ['z', 'block input'],
  ['i', 'input gate'],
  ['f', 'forget gate'],
  ['o', 'output gate'],
] as const;

const PEEPHOLE_ROWS = [
  row('peephole, input gate', 'p_i'),
  row('peephole, forget gate', 'p_f'),
  row('peephole, output gate', 'p_o'),
] as const;

export function lstmSymbolRows({ peepholes, forgetGate }: NetworkParts): readonly SymbolRow<LstmSymbol>[] {
  const gates = GATES.filter(([gate]) => gate !== 'f' || forgetGate);
  return [
    row('input', 'x', true),
    ...gates.map(([gate, words]) => row(words, gate, true)),
    row('cell', 'c', true),
    row('output', 'y', true),
    ...gates.map(([gate, words]) => row(`recurrent, ${words}`, `R_${gate}` as const)),
    ...gates.map(([gate, words]) => row(`from the input, ${words}`, `W_${gate}` as const)),
    ...gates.map(([gate, words]) => row(`bias, ${words}`, `b_${gate}` as const)),
    ...(peepholes ? PEEPHOLE_ROWS.filter(({ symbol }) => symbol !== 'p_f' || forgetGate) : []),
  ];
}

export function lstmFootnotes({ peepholes }: NetworkParts): readonly string[] {
  return [
    'PyTorch keeps the four recurrent matrices as the rows of weight_hh_l0, in the order i, f, g, o.',
    ...(peepholes ? ['Only Greff et al. have symbols for peepholes; PyTorch has no peepholes at all.'] : []),
  ];
}
