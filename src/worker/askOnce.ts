/** Asks a worker of its own one thing, and ends it: nothing that it does can hold the page. */

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  /** A sentence for a person. */
  | { readonly ok: false; readonly message: string };

interface Terms {
  /** Given away with the question. */
  readonly transfer?: ArrayBuffer[];
  /** A worker that takes longer is ended; absent: it may take as long as it does. */
  readonly seconds?: number;
  /** What a person is told where the worker itself fails, or takes too long. */
  readonly failed: (reason: string) => string;
}

/** Rejects with one sentence for a person. */
export function askOnce<T>(worker: Worker, question: unknown, { transfer = [], seconds, failed }: Terms): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<T>((resolve, reject) => {
    const fail = (reason: string): void => reject(new Error(failed(reason)));
    if (seconds !== undefined)
      timer = setTimeout(() => fail(`it took more than ${seconds} seconds, and was given up`), 1000 * seconds);
    worker.onmessage = ({ data }: MessageEvent<Answer<T>>) => {
      if (data.ok) resolve(data.value);
      else reject(new Error(data.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message || 'what does it could not be loaded');
    };
    worker.onmessageerror = () => fail('its answer could not be handed over');
    worker.postMessage(question, transfer);
  }).finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
}
