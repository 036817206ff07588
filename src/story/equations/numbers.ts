/** The engine's answer for one unit, by what stands in the equations. */
import type { Inspection } from '../../engine/inspection';
import type { AnySize } from '../format';
import type { Place } from './parts';

/** Undefined where the run that was asked has none: another network's answer, while this one's is on its way. */
export function numberAt({ forward, delta, arriving, terms }: Inspection, place: Place): AnySize | undefined {
  const all: Readonly<Record<string, AnySize | undefined>> = { ...forward, ...delta, ...terms, ...arriving };
  return all[place];
}
