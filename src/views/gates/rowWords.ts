/** Between which values a row's colours run, and how those are written. */
import { niceEnd, type ValueEnds } from '../../charts/valueColour';
import type { RowEnds } from '../../story/cells/gateRows';
import { LOG10_BLOCK_FACTOR, powerOfTen, signed } from '../../story/format';
import type { PlainRow } from './plainRow';

/** `values` in one block exponent, in which the ends are too. */
export function endsOfRow(ends: RowEnds, { values, blockExponent }: PlainRow): ValueEnds {
  if (typeof ends === 'object') return ends;
  const high = niceEnd(values, blockExponent * LOG10_BLOCK_FACTOR);
  return { low: ends === 'symmetric' ? -high : 0, high };
}

/** An end of a scale, short: a power of ten where three digits would not fit. */
export function endLabel(value: number, blockExponent: number): string {
  const log = Math.log10(Math.abs(value)) + blockExponent * LOG10_BLOCK_FACTOR;
  if (value === 0 || (log > -3.5 && log < 3.999)) return signed(value);
  return `${value < 0 ? '−' : ''}${powerOfTen(Math.round(log))}`;
}
