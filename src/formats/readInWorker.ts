/** Reads files in a worker of their own, which is ended when it has answered or takes too long: no file can hold the page. */
import type { NamedBytes, ReadFile, ReadingAnswer } from './reading';

/** Files of half a gigabyte take some seconds; one that takes longer is made to. */
const LONGEST_MS = 60_000;

/** Rejects with one sentence for a person. The bytes are given away. */
export function readInWorker(files: readonly NamedBytes[]): Promise<readonly ReadFile[]> {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      worker.terminate();
      settle();
    };
    const fail = (message: string): void => end(() => reject(new Error(message)));
    const timer = setTimeout(
      () => fail(`Reading took more than ${LONGEST_MS / 1000} seconds, and was given up.`),
      LONGEST_MS,
    );
    worker.onmessage = ({ data }: MessageEvent<ReadingAnswer>) => {
      if (data.ok) end(() => resolve(data.files));
      else fail(data.message);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(`The file could not be read: ${event.message || 'the reader could not be loaded'}.`);
    };
    worker.onmessageerror = () => fail('The file could not be read: its contents could not be handed over.');
    worker.postMessage(
      files,
      files.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    );
  });
}
