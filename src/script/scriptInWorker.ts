/** Has a worker of its own make the files that check a run in PyTorch: large runs take minutes, and the page goes on. */
import type { Settings } from '../settings/settings';

export type ScriptAnswer =
  | { readonly ok: true; readonly archive: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly message: string };

/** A zip of reproduce.py and network.npz. Rejects with one sentence for a person. */
export function scriptInWorker(settings: Settings): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL('./script.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ScriptAnswer>) => {
      if (data.ok) resolve(data.archive);
      else reject(new Error(data.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || 'what makes it could not be loaded'));
    };
    worker.postMessage(settings);
  }).finally(() => worker.terminate());
}
