/** Entries of a zip archive, unpacked into no more memory than they say beforehand. */
import { unzipSync } from 'fflate';
import { UnreadableFile } from './model';
import { shortened } from './storedTensor';

/** All entries that are asked for may together have so many bytes more than the archive: 256 MB. */
const MOST_MORE = 2 ** 28;
/** An entry takes at least as many bytes in the archive's directory: a damaged one may count billions. */
const LEAST_IN_DIRECTORY = 46;
/** Deflate makes at most 1032 bytes of one. */
const MOST_RATIO = 1040;

const START = [0x50, 0x4b, 0x03, 0x04];

export const isZip = (bytes: Uint8Array): boolean => START.every((byte, k) => bytes[k] === byte);

/** What has been unpacked of one archive, for those who ask for its entries one after the other. */
export interface Budget {
  spent: number;
}

/** The entries whose names are wanted, and the names of all. @throws {UnreadableFile} */
export function unzipped(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  budget: Budget = { spent: 0 },
): { readonly entries: ReadonlyMap<string, Uint8Array>; readonly names: readonly string[] } {
  const names: string[] = [];
  const entries = unzipSync(bytes, {
    filter: ({ name, size, originalSize }) => {
      names.push(name);
      if (name === '' || size > bytes.length || names.length * LEAST_IN_DIRECTORY > bytes.length)
        throw new UnreadableFile('The zip archive’s directory is damaged: it names entries that cannot be.');
      if (!isWanted(name)) return false;
      budget.spent += originalSize;
      if (budget.spent > bytes.length + MOST_MORE || originalSize > MOST_RATIO * size + 64)
        throw new UnreadableFile(
          `The zip archive’s entry ${shortened(name)} says that it unpacks to ${originalSize} bytes, which is not read here.`,
        );
      return true;
    },
  });
  return { entries: new Map(Object.entries(entries)), names };
}
