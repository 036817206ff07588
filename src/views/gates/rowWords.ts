/** What the rows of the gates view are called, and between which values their colours run. */
import { niceEnd, type ValueEnds } from '../../charts/valueColour';
import type { GateRowName } from '../../engine/extras';
import type { Cuttable } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { LOG10_LIMB, powerOfTen, signed } from '../../story/format';
import type { PlainRow } from './plainRow';

type Network = Pick<Settings, 'cell' | 'forgetGate' | 'activation'>;

/** In the order of the rows: what opens and shuts first, then what it lets through. */
export function gateRowNames({ cell, forgetGate }: Network): readonly GateRowName[] {
  if (cell === 'rnn') return ['h', 'φ′'];
  return forgetGate ? ['i', 'f', 'o', 'z', 'c', 'y'] : ['i', 'o', 'z', 'c', 'y'];
}

export const ROW_TITLES: Readonly<Record<GateRowName, string>> = {
  i: 'input gate',
  f: 'forget gate',
  o: 'output gate',
  z: 'block input',
  u: 'update gate',
  r: 'reset gate',
  n: 'candidate',
  c: 'cell',
  y: 'output',
  h: 'state',
  'φ′': 'slope φ′(h̄)',
};

/** The path whose hue the row's name has; the output belongs to all. */
export function pathOfRow(name: GateRowName): Cuttable | null {
  if (name === 'y') return null;
  if (name === 'c') return 'cec';
  return name === 'h' || name === 'φ′' ? 'W_h' : `R_${name}`;
}

/** `values` in one limb, in which the ends are too. */
export function endsOfRow(name: GateRowName, { values, limb }: PlainRow, { activation }: Network): ValueEnds {
  const upTo = (high: number): ValueEnds => ({ low: 0, high });
  const both = (high: number): ValueEnds => ({ low: -high, high });
  switch (name) {
    case 'i':
    case 'f':
    case 'o':
    case 'u':
    case 'r':
      return upTo(1);
    case 'z':
    case 'n':
    case 'y':
      return both(1);
    case 'c':
      return both(niceEnd(values, limb * LOG10_LIMB));
    case 'φ′':
      return upTo(activation === 'sigmoid' ? 0.25 : 1);
    case 'h':
      if (activation === 'sigmoid') return upTo(1);
      if (activation === 'tanh') return both(1);
      return activation === 'relu'
        ? upTo(niceEnd(values, limb * LOG10_LIMB))
        : both(niceEnd(values, limb * LOG10_LIMB));
  }
}

/** What the two shares of a row count: "> 0.9" hangs from the top, "< 0.1" stands on the bottom. */
export function saturationWords(name: GateRowName, { activation }: Network): { high: string | null; low: string } {
  if (name === 'h' && activation === 'relu') return { high: null, low: 'dead' };
  const isTanh = name === 'z' || name === 'n' || (name === 'h' && activation === 'tanh');
  return { high: '> 0.9', low: isTanh ? '< −0.9' : '< 0.1' };
}

/** An end of a scale, short: a power of ten where three digits would not fit. */
export function endLabel(value: number, limb: number): string {
  const log = Math.log10(Math.abs(value)) + limb * LOG10_LIMB;
  if (value === 0 || (log > -3.5 && log < 3.999)) return signed(value);
  return `${value < 0 ? '−' : ''}${powerOfTen(Math.round(log))}`;
}
