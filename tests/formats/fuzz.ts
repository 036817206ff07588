/** Reads damaged copies of a file, and tells what became of them. */
import { UnreadableFile } from '../../src/formats/model';
import { readModel } from '../../src/formats/read';
import { bytesOf } from './files';
import { mutated } from './mutations';

export const FUZZED = [
  'adding-gru.pt',
  'torch/lightning.ckpt',
  'torch/arrays.pt',
  'adding-gru.safetensors',
  'adding-lstm-formats.npz',
] as const;

export interface Fuzzed {
  readonly refused: number;
  readonly read: number;
  /** What was thrown that is no `UnreadableFile`, or is not one sentence, with the seed. */
  readonly broken: readonly string[];
  readonly slowest: number;
}

export async function fuzz(file: string, count: number, firstSeed = 0): Promise<Fuzzed> {
  const bytes = bytesOf(file);
  const broken: string[] = [];
  let [refused, read, slowest] = [0, 0, 0];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const damaged = mutated(bytes, seed);
    const start = performance.now();
    try {
      await readModel(damaged, file);
      read++;
    } catch (error) {
      if (error instanceof UnreadableFile && isSentence(error.message)) refused++;
      else broken.push(`seed ${seed}: ${String(error)}`);
    }
    slowest = Math.max(slowest, performance.now() - start);
  }
  return { refused, read, broken, slowest };
}

function isSentence(text: string): boolean {
  return /^\S.{15,600}\.$/.test(text);
}
