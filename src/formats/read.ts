/** Any model file: what it is is told by its bytes, not by its name. */
import { type ModelFile, UnreadableFile } from './model';
import { isSafetensors, readSafetensors } from './safetensors';
import type { StateDictOptions } from './stateDict';
import { shortened } from './storedTensor';

/** Larger files are refused before they are read: with what is made of them they would not fit into a gigabyte. */
const MOST_BYTES = 2 ** 29;

const EXPECTED = 'a .safetensors file was expected';

/** What a file of this size is refused with, and null where it is small enough: for those who can ask before they read. */
export function tooLarge(size: number, name: string): UnreadableFile | null {
  if (size <= MOST_BYTES) return null;
  const megabytes = Math.round(size / 2 ** 20);
  return new UnreadableFile(
    `${shortened(name)} has ${megabytes} MB; files of up to ${MOST_BYTES / 2 ** 20} MB are read here.`,
  );
}

/** `name` is the file's, with its ending. Errors: `UnreadableFile`, and nothing else. */
export async function readModel(bytes: Uint8Array, name: string, options: StateDictOptions = {}): Promise<ModelFile> {
  const refusal = tooLarge(bytes.length, name);
  if (refusal !== null) throw refusal;
  if (bytes.length === 0) throw new UnreadableFile(`${shortened(name)} is empty; ${EXPECTED}.`);
  if (isSafetensors(bytes)) return readSafetensors(bytes, options);
  throw new UnreadableFile(`${shortened(name)} begins like no model file known here; ${EXPECTED}.`);
}
