/** How large a file may be: apart from the readers, for those who ask before they read. */
import { UnreadableFile } from './model';
import { shortened } from './storedTensor';

/** Larger files are refused before they are read: with what is made of them they would not fit into a gigabyte. */
const MOST_BYTES = 2 ** 29;

/** What a file of this size is refused with, and null where it is small enough: for those who can ask before they read. */
export function tooLarge(size: number, name: string): UnreadableFile | null {
  if (size <= MOST_BYTES) return null;
  const megabytes = Math.round(size / 2 ** 20);
  return new UnreadableFile(
    `${shortened(name)} has ${megabytes} MB; files of up to ${MOST_BYTES / 2 ** 20} MB are read here.`,
  );
}
