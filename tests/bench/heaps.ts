/** What a page and its worker hold: V8's heaps by the browser's debugging protocol, and the whole renderer process by Linux. */
import { existsSync, readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright-core';

const MB = 2 ** 20;

export interface Held {
  /** Objects of JavaScript. */
  readonly heap: number;
  /** What array buffers hold, beside the heap. */
  readonly arrays: number;
}

/** Megabytes, all of it. */
export interface Reading {
  readonly page: Held;
  readonly worker: Held;
  /** Resident memory of the page's process, with its worker; null where the system does not tell. */
  readonly resident: number | null;
  /** The most that was resident at any sample so far, garbage and all. */
  readonly peak: number | null;
}

/** Linux has a peak of its own (VmHWM), but Chromium sets it back. */
const SAMPLE_MS = 20;

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

type Ask = <T>(method: string) => Promise<T>;

export class Heaps {
  private peak: number | null = null;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly page: Ask,
    private readonly worker: Ask,
    private readonly processId: number,
  ) {
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
  }

  /** `page` is the only one of the browser, and has its worker. */
  static async open(browser: Browser, page: Page): Promise<Heaps> {
    const session = await page.context().newCDPSession(page);
    const renderers = await rendererIds(browser);
    // A spare renderer may wait for the next page; the one that works is the largest.
    const largest = renderers.sort((a, b) => (residentOf(b) ?? 0) - (residentOf(a) ?? 0))[0];
    if (largest === undefined) throw new Error('the browser has no renderer process');
    const ask = (method: string): Promise<unknown> => session.send(method as 'Runtime.getHeapUsage');
    return new Heaps(ask as Ask, await askWorker(session), largest);
  }

  /** After a full garbage collection of both. */
  async read(): Promise<Reading> {
    const [page, worker] = [await collected(this.page), await collected(this.worker)];
    return { page, worker, resident: this.sample(), peak: this.peak };
  }

  close(): void {
    clearInterval(this.timer);
  }

  private sample(): number | null {
    const resident = residentOf(this.processId);
    if (resident !== null) this.peak = Math.max(this.peak ?? 0, resident);
    return resident;
  }
}

async function collected(ask: Ask): Promise<Held> {
  // Once for what is garbage, once for what its finalisers let go.
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await ask<HeapUsage>('Runtime.getHeapUsage');
  return { heap: usedSize / MB, arrays: backingStorageSize / MB };
}

/** The debugging protocol of the page's worker goes through the page's, in letters. */
async function askWorker(session: CDPSession): Promise<Ask> {
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  const waiting = new Map<
    number,
    (letter: { readonly result: unknown; readonly error?: { message: string } }) => void
  >();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const letter = JSON.parse(message) as { readonly id?: number; readonly result: unknown };
    if (letter.id === undefined) return;
    waiting.get(letter.id)?.(letter);
    waiting.delete(letter.id);
  });
  let last = 0;
  return async <T>(method: string): Promise<T> => {
    const id = ++last;
    const answer = new Promise<T>((resolve, reject) => {
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result as T)));
    });
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  };
}

async function rendererIds(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

function residentOf(processId: number): number | null {
  const file = `/proc/${processId}/status`;
  if (!existsSync(file)) return null;
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
