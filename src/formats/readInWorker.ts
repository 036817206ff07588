/** Reads files in a worker of their own, which is ended when it has answered or takes too long: no file can hold the page. */
import { askOnce } from '../worker/askOnce';
import type { NamedBytes, ReadFile } from './reading';

/** Files of half a gigabyte take some seconds; one that takes longer is made to. */
const LONGEST_SECONDS = 60;

/** Rejects with one sentence for a person. The bytes are given away. */
export function readInWorker(files: readonly NamedBytes[]): Promise<readonly ReadFile[]> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  return askOnce(worker, files, {
    transfer: files.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    seconds: LONGEST_SECONDS,
    failed: (reason) => `The file could not be read: ${reason}.`,
  });
}
