/** Makes the files that check a run in PyTorch, in one archive. It computes the run anew, whole, twice. */
import { strToU8, zipSync } from 'fflate';
import type { Settings } from '../settings/settings';
import type { Answer } from '../worker/askOnce';
import { linkScript } from './linkScript';
import { NO_DATE } from './npz';
import template from './reproduce.py?raw';

function archiveOf(settings: Settings): Uint8Array<ArrayBuffer> {
  const files = linkScript(settings, template).map(
    ({ name, content }) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  );
  return zipSync(Object.fromEntries(files), { mtime: NO_DATE });
}

function answerTo(settings: Settings): Answer<Uint8Array<ArrayBuffer>> {
  try {
    return { ok: true, value: archiveOf(settings) };
  } catch (problem) {
    return { ok: false, message: problem instanceof Error ? problem.message : String(problem) };
  }
}

self.onmessage = ({ data }: MessageEvent<Settings>) => {
  const answer = answerTo(data);
  self.postMessage(answer, { transfer: answer.ok ? [answer.value.buffer] : [] });
};
