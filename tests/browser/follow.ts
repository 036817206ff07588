/** Follows the inputs of a page to its worker, the worker's answers back, and those to the canvas. */
import type { Page } from 'playwright-core';

/**
 * Of the inputs whose picture has been painted, their own or a newer one's: frames from the input's to the one that shows it, and
 * milliseconds from the input to the paint.
 */
export interface Waits {
  readonly inputs: number;
  /** The first columns. */
  readonly first: readonly Wait[];
  /** All columns. */
  readonly whole: readonly Wait[];
  /** Frames between the arrival of a run's first columns on the page and their paint. */
  readonly held: readonly number[];
}

interface Wait {
  readonly frames: number;
  readonly ms: number;
}

/** To be given to `openPage` as `prepare`. */
export async function follow(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const waits = { inputs: 0, first: [] as Wait[], whole: [] as Wait[], held: [] as number[] };
    (window as unknown as { waits: Waits }).waits = waits;
    let frame = 0;
    let input: { frame: number; at: number } | null = null;
    const waiting = { first: [] as Asked[], whole: [] as Asked[] };
    const arrived = { first: 0, whole: 0 };
    /** The frame in which the newest run's first columns came. */
    let came: number | null = null;
    interface Asked {
      readonly runId: number;
      readonly frame: number;
      readonly at: number;
    }
    // What is painted in a frame's own callbacks, and by React right after one of them, that frame shows; all else the next one.
    let inFrame = false;
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((time) => {
        inFrame = true;
        callback(time);
        queueMicrotask(() => {
          inFrame = false;
        });
      });
    const count = (): void => {
      frame++;
      request(count);
    };
    request(count);
    const next = (): number => (inFrame ? frame : frame + 1);
    window.addEventListener(
      'input',
      (event) => {
        waits.inputs++;
        input = { frame: next(), at: event.timeStamp };
      },
      true,
    );
    const { Worker: Native } = window;
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener(
          'message',
          ({ data }: MessageEvent<{ message?: { runId: number; batch?: { kind: string; from: number } } }>) => {
            const { runId = 0, batch } = data.message ?? {};
            if (batch?.kind !== 'messages') return;
            if (arrived.first !== runId) came = next();
            arrived.first = runId;
            if (batch.from === 0) arrived.whole = runId;
          },
        );
        const post = this.postMessage.bind(this);
        this.postMessage = (envelope: { message: { kind: string; runId: number } }) => {
          const { kind, runId } = envelope.message;
          if (kind === 'run' && input !== null) {
            waiting.first.push({ runId, ...input });
            waiting.whole.push({ runId, ...input });
          }
          post(envelope);
        };
      }
    };
    // Each painting of a heatmap begins with it.
    const fill = CanvasRenderingContext2D.prototype.fillRect;
    CanvasRenderingContext2D.prototype.fillRect = function (...args) {
      fill.apply(this, args);
      if (came !== null) waits.held.push(next() - came);
      came = null;
      for (const kind of ['first', 'whole'] as const) {
        const isHere = ({ runId }: Asked): boolean => runId <= arrived[kind];
        for (const one of waiting[kind].filter(isHere))
          waits[kind].push({ frames: next() - one.frame, ms: performance.now() - one.at });
        waiting[kind] = waiting[kind].filter((one) => !isHere(one));
      }
    };
  });
}

export const waitsOf = (page: Page): Promise<Waits> =>
  page.evaluate(() => (window as unknown as { waits: Waits }).waits);

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
