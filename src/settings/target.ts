/** What a loss behind a head is held against, as a person types it. */
import { shorten } from './characters';
import type { Settings } from './settings';
import type { Parsed } from './validate';

/** Numbers [outputs] for the squared error; one class index for the cross-entropy. */
export function readTarget(
  { loss, target }: Pick<Settings, 'loss' | 'target'>,
  outputs: number,
): Parsed<readonly number[]> {
  const words = target
    .trim()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const values = words.map((word) => Number(word.replaceAll('−', '-')));
  const wrong = words.find((_, k) => !Number.isFinite(values[k]));
  if (words.length === 0) return { ok: false, problem: 'no target was given' };
  if (wrong !== undefined) return { ok: false, problem: `“${shorten(wrong)}” is not a number` };
  if (loss === 'entropy') {
    return isClass(values, outputs)
      ? { ok: true, value: values }
      : { ok: false, problem: `“${shorten(target)}” is not a class from 0 to ${outputs - 1}` };
  }
  return values.length === outputs
    ? { ok: true, value: values }
    : { ok: false, problem: `the head has ${outputs} outputs, and the target ${values.length} numbers` };
}

/** One whole number that can be a class of so many outputs, 0 the first. */
export const isClass = (values: ArrayLike<number>, outputs: number): boolean =>
  values.length === 1 && Number.isInteger(values[0]) && values[0] >= 0 && values[0] < outputs;

/** The loss that a target is for where nobody says: a class where it is no vector of outputs. */
export const lossKindOf = (values: ArrayLike<number>, outputs: number): 'cross-entropy' | 'half-squared' =>
  values.length !== outputs && isClass(values, outputs) ? 'cross-entropy' : 'half-squared';
