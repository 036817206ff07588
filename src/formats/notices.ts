/** Sentences about a file that more than one reader has. */
import { nonFinite } from './guard';
import type { ModelFile } from './model';
import { shortened } from './storedTensor';

/** NaN and infinite values around the recurrent layers, in heads and in embedding tables: a sentence for each tensor that has them. */
export function nonFiniteAround({ heads, embeddings }: Pick<ModelFile, 'heads' | 'embeddings'>): string[] {
  const tensors = [
    ...heads.flatMap(({ name, weight, bias }) => [
      [`The weight of the head “${shortened(name)}”`, weight] as const,
      ...(bias === null
        ? []
        : [[`The bias of the head “${shortened(name)}”`, { shape: [bias.length], values: bias }] as const]),
    ]),
    ...embeddings.map(({ name, weight }) => [`The table “${shortened(name)}”`, weight] as const),
  ];
  return tensors.map(([name, tensor]) => nonFinite(name, tensor)).filter((notice) => notice !== null);
}

/** The first sentences of many. */
export function some(sentences: readonly string[], most = 5): string {
  const rest = sentences.length - most;
  return rest > 0 ? `${sentences.slice(0, most).join(' ')} There are ${rest} more of this kind.` : sentences.join(' ');
}
