/** From one notation to the other: one row a symbol, by what it is. */
import { cuttableOf } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import type { SymbolName } from './notation';

export interface SymbolRow {
  readonly words: string;
  readonly symbol: SymbolName;
  /** Whether it changes over time, and is written with its step. */
  readonly timed: boolean;
}

const GATES = [
  ['z', 'block input'],
  ['i', 'input gate'],
  ['f', 'forget gate'],
  ['o', 'output gate'],
] as const;

/** The symbols of this network alone. */
export function symbolRows(network: Pick<Settings, 'cell' | 'peepholes' | 'forgetGate'>): readonly SymbolRow[] {
  const row = (words: string, symbol: SymbolName, timed = false): SymbolRow => ({ words, symbol, timed });
  if (network.cell === 'rnn') {
    return [
      row('input', 'x', true),
      row('state', 'h', true),
      row('recurrent weights', 'W_h'),
      row('input weights', 'W_x'),
      row('bias', 'b'),
    ];
  }
  const gates = GATES.filter(([gate]) => gate !== 'f' || network.forgetGate);
  return [
    row('input', 'x', true),
    ...gates.map(([gate, words]) => row(words, gate, true)),
    row('cell', 'c', true),
    row('output', 'y', true),
    ...gates.map(([gate, words]) => row(`recurrent, ${words}`, `R_${gate}`)),
    ...gates.map(([gate, words]) => row(`from the input, ${words}`, `W_${gate}`)),
    ...gates.map(([gate, words]) => row(`bias, ${words}`, `b_${gate}`)),
    ...(['p_i', 'p_f', 'p_o'] as const)
      .filter((peephole) => cuttableOf(network).includes(peephole))
      .map((peephole) => row(`peephole, ${GATES.find(([gate]) => peephole.endsWith(gate))?.[1] ?? ''}`, peephole)),
  ];
}
