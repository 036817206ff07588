/** Which recurrent layers feed one another. */
import type { Network } from '../../engine/cells/networks';
import { type Levels, widthOf } from '../levels';
import type { NamedLayer } from './names';

export interface BuiltLayer {
  readonly named: NamedLayer;
  readonly network: Network;
  readonly hasBias: boolean;
  readonly hasActivation: boolean;
}

/** Within one prefix l0, l1, … are one stack as long as their widths fit; what does not follow its lower neighbour begins another. */
export function stacksOf(layers: readonly BuiltLayer[]): Levels<BuiltLayer>[] {
  const stacks: BuiltLayer[][][] = [];
  let previous: BuiltLayer | undefined;
  for (const layer of layers) {
    const stack = stacks.at(-1);
    const level = stack?.at(-1);
    const { prefix, index } = layer.named;
    const goesOn = stack !== undefined && level !== undefined && previous?.named.prefix === prefix;
    if (goesOn && previous?.named.index === index && level[0].network.inputSize === layer.network.inputSize)
      level.push(layer);
    else if (goesOn && previous?.named.index === index - 1 && widthOf(level) === layer.network.inputSize)
      stack.push([layer]);
    else stacks.push([[layer]]);
    previous = layer;
  }
  return stacks;
}

/**
 * Stacks whose prefixes differ only in a number that goes up by one, and whose widths fit, as `lstm1` and `lstm2`, joined into one;
 * null where no two can be.
 */
export function joined(stacks: readonly Levels<BuiltLayer>[]): Levels<BuiltLayer>[] | null {
  const out: Levels<BuiltLayer>[] = [];
  for (const stack of stacks) {
    const below = out.at(-1);
    const top = below?.at(-1);
    if (
      below !== undefined &&
      top !== undefined &&
      follows(top[0], stack[0][0]) &&
      widthOf(top) === stack[0][0].network.inputSize
    )
      out[out.length - 1] = [...below, ...stack];
    else out.push(stack);
  }
  return out.length < stacks.length ? out : null;
}

function follows({ named: lower }: BuiltLayer, { named: upper }: BuiltLayer): boolean {
  const [a, b] = [numbered(lower.prefix), numbered(upper.prefix)];
  return a !== null && b !== null && a.stem === b.stem && b.number === a.number + 1 && lower.isCell === upper.isCell;
}

function numbered(prefix: string): { readonly stem: string; readonly number: number } | null {
  const [, stem, number] = /^(.*?)(\d{1,4})$/.exec(prefix) ?? [];
  return stem === undefined ? null : { stem, number: Number(number) };
}
