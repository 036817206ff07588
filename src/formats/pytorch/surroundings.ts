/** What a state dict has around its recurrent layers: heads, embedding tables, and all else. */

import { type Levels, widthOf } from '../levels';
import type { EmbeddingTable, LinearHead } from '../model';
import { countOf, named, type StoredTensor } from '../storedTensor';
import { isRecurrentName } from './names';
import type { BuiltLayer } from './stacks';

/** Names that people give to tables of token vectors. */
const TABLE = /emb|wte|token|vocab|lookup/i;
/** A table of more numbers is left out: nobody looks anything up in it here, and it would take 128 MB. */
const MOST_IN_TABLE = 2 ** 24;

export interface Surroundings {
  readonly heads: readonly LinearHead[];
  readonly embeddings: readonly EmbeddingTable[];
  /** Modules with parameters that are none of this, in the order of the file. */
  readonly others: readonly string[];
}

/** `path` is put before names, where a file has several state dicts. */
export function surroundingsOf(
  tensors: readonly StoredTensor[],
  stacks: readonly Levels<BuiltLayer>[],
  path: string,
): Surroundings {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const tops = stacks.map((stack) => widthOf(stack[stack.length - 1]));
  const bottoms = stacks.map((stack) => stack[0][0].network.inputSize);
  const heads: LinearHead[] = [];
  const embeddings: EmbeddingTable[] = [];
  const used = new Set<StoredTensor>();
  for (const tensor of tensors) {
    const [rows, columns] = tensor.shape;
    if (tensor.shape.length !== 2 || !tensor.isFloat || isRecurrentName(tensor.name) || rows === 0) continue;
    const name = moduleOf(tensor.name);
    const bias = byName.get(name === '' ? 'bias' : `${name}.bias`);
    const hasBias = bias?.isFloat === true && bias.shape.length === 1 && bias.shape[0] === rows;
    const isTable = !hasBias && TABLE.test(tensor.name);
    const readers = tops.flatMap((width, stack) => (width === columns ? [stack] : []));
    if (readers.length > 0 && !isTable) {
      heads.push({
        name: path + name,
        weight: named(tensor),
        bias: hasBias ? bias.values() : null,
        stack: readers.length === 1 ? readers[0] : null,
      });
      used.add(tensor);
      if (hasBias) used.add(bias);
    } else if (!hasBias && bottoms.includes(columns)) {
      if (countOf(tensor.shape) <= MOST_IN_TABLE) embeddings.push({ name: path + name, weight: named(tensor) });
      used.add(tensor);
    }
  }
  const others = tensors.filter(
    (tensor) => !used.has(tensor) && !isRecurrentName(tensor.name) && tensor.isFloat && tensor.shape.length > 0,
  );
  return { heads, embeddings, others: [...new Set(others.map(({ name }) => path + (moduleOf(name) || name)))] };
}

/** `head` of `head.weight`. */
function moduleOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(0, dot);
}
