/** Entries of a zip archive, unpacked into no more memory than they say beforehand. */
import { unzipSync } from 'fflate';
import { UnreadableFile } from './model';

/** All entries that are asked for, together: 512 MB. */
const MOST_BYTES = 2 ** 29;
/** A damaged directory may count billions, each of which would take its time. */
const MOST_ENTRIES = 2 ** 16;
/** Deflate makes at most 1032 bytes of one. */
const MOST_RATIO = 1040;

const START = [0x50, 0x4b, 0x03, 0x04];

export const isZip = (bytes: Uint8Array): boolean => START.every((byte, k) => bytes[k] === byte);

/** The entries whose names are wanted, and the names of all. @throws {UnreadableFile} */
export function unzipped(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
): { readonly entries: ReadonlyMap<string, Uint8Array>; readonly names: readonly string[] } {
  const names: string[] = [];
  let total = 0;
  const entries = unzipSync(bytes, {
    filter: ({ name, size, originalSize }) => {
      names.push(name);
      if (names.length > MOST_ENTRIES)
        throw new UnreadableFile(
          `The zip archive says that it has more than ${MOST_ENTRIES} entries, which is not read here.`,
        );
      if (!isWanted(name)) return false;
      total += originalSize;
      if (total > MOST_BYTES || originalSize > MOST_RATIO * size + 64)
        throw new UnreadableFile(
          `The zip archive’s entry ${name} says that it unpacks to ${originalSize} bytes, which is not read here.`,
        );
      return true;
    },
  });
  return { entries: new Map(Object.entries(entries)), names };
}
