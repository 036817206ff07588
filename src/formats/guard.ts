/** What every reader owes its caller: no error but `UnreadableFile`, and numbers that are looked at before they are believed. */
import { type Tensor, UnreadableFile } from './model';

/** The most numbers that a file may ask for in one tensor: 256 MB as float64. */
export const MOST_VALUES = 2 ** 25;

/** Runs a reader. A library that stumbles over a damaged file throws what it likes; a person is told in one sentence. */
export async function reading<T>(format: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`This ${format} is truncated or damaged: its parts do not fit together.`);
  }
}

/** How many numbers a tensor of this shape has. @throws {UnreadableFile} where the shape cannot be one, or is too large. */
export function sizeOf(shape: readonly number[], name: string): number {
  let size = 1;
  for (const length of shape) {
    if (!Number.isInteger(length) || length < 0)
      throw new UnreadableFile(`The file is damaged: ${name} has the shape [${shape.join(' × ')}].`);
    size *= length;
  }
  if (size > MOST_VALUES)
    throw new UnreadableFile(`${name} has the shape [${shape.join(' × ')}], which is more than can be read here.`);
  return size;
}

/** A sentence about the NaN and infinite values of a tensor, with the place of the first; null where there are none. */
export function nonFinite(name: string, { shape, values }: Tensor): string | null {
  let nan = 0;
  let infinite = 0;
  let first = -1;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (Number.isFinite(value)) continue;
    if (Number.isNaN(value)) nan += 1;
    else infinite += 1;
    if (first < 0) first = k;
  }
  if (first < 0) return null;
  const counts = [nan > 0 ? `${nan} NaN` : '', infinite > 0 ? `${infinite} infinite` : ''].filter(
    (text) => text !== '',
  );
  const place: number[] = [];
  let rest = first;
  for (const length of shape.toReversed()) {
    place.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  const noun = nan + infinite === 1 ? 'value' : 'values';
  return `${name} has ${counts.join(' and ')} ${noun} of ${values.length}, the first at [${place.join(', ')}].`;
}

/** "2 Conv, 1 Relu": what was found, the most frequent first, at most twelve kinds. */
export function tally(names: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const all = [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, count]) => `${count} ${name}`);
  return all.length > 12 ? `${all.slice(0, 12).join(', ')} and others` : all.join(', ');
}
