/** Makes the files that check a run in PyTorch, in one archive. It computes the run anew, whole, twice. */
import { strToU8, zipSync } from 'fflate';
import type { Settings } from '../settings/settings';
import { linkScript } from './linkScript';
import template from './reproduce.py?raw';
import type { ScriptAnswer } from './scriptInWorker';

function archiveOf(settings: Settings): Uint8Array<ArrayBuffer> {
  const files = linkScript(settings, template).map(
    ({ name, content }) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  );
  return zipSync(Object.fromEntries(files), { mtime: '1980-01-01T00:00:00' });
}

function answerTo(settings: Settings): ScriptAnswer {
  try {
    return { ok: true, archive: archiveOf(settings) };
  } catch (problem) {
    return { ok: false, message: problem instanceof Error ? problem.message : String(problem) };
  }
}

self.onmessage = ({ data }: MessageEvent<Settings>) => {
  const answer = answerTo(data);
  self.postMessage(answer, { transfer: answer.ok ? [answer.archive.buffer] : [] });
};
