/** Reads files away from the page. It answers once. */
import type { Answer } from '../worker/askOnce';
import { UnreadableFile } from './model';
import { readAny } from './readAny';
import type { NamedBytes, ReadFile } from './reading';

self.onmessage = async ({ data }: MessageEvent<readonly NamedBytes[]>) => {
  self.postMessage(await answer(data));
};

async function answer(files: readonly NamedBytes[]): Promise<Answer<readonly ReadFile[]>> {
  try {
    return { ok: true, value: await readAny(files) };
  } catch (problem) {
    const names = files.map(({ name }) => name).join(', ');
    // What a reader throws is a sentence; anything else is a fault of ours, and the file cannot be read all the same.
    const message =
      problem instanceof UnreadableFile
        ? problem.message
        : `${names} could not be read: ${problem instanceof Error ? problem.message : String(problem)}.`;
    return { ok: false, message };
  }
}
