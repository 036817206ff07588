/** Has a worker of its own make the files that check a run in PyTorch: large runs take minutes, and the page goes on. */
import type { Settings } from '../settings/settings';
import { askOnce } from '../worker/askOnce';

/** A zip of reproduce.py and network.npz. Rejects with one sentence for a person. */
export function scriptInWorker(settings: Settings): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL('./script.worker.ts', import.meta.url), { type: 'module' });
  return askOnce(worker, settings, { failed: (reason) => reason });
}
