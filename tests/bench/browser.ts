/** What only a browser can be asked: five heatmaps painted, and a batch of columns sent to a worker and back. */
import type { Browser, Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { launchBrowser } from '../../scripts/browser.mjs';
import { timesOf } from './measure';
import type { Outcome } from './outcome';
import type { PageJobs } from './page';

declare const jobs: PageJobs;

const PAINTS = 15;
/** A third of a million rects: a paint takes seconds. */
const SVG_PAINTS = 3;
const TRIPS = 15;

/** Builds and serves the page in `folder`, and opens it. */
export class BenchPage {
  private constructor(
    private readonly browser: Browser,
    private readonly server: PreviewServer,
    readonly page: Page,
  ) {}

  static async open(folder: string): Promise<BenchPage> {
    const root = import.meta.dirname;
    await build({
      configFile: false,
      logLevel: 'error',
      root,
      worker: { format: 'es' },
      build: { target: 'es2022', outDir: folder, emptyOutDir: true, rolldownOptions: { input: `${root}/page.html` } },
    });
    const server = await preview({
      configFile: false,
      logLevel: 'error',
      root,
      build: { outDir: folder },
      preview: {
        host: '127.0.0.1',
        port: 0,
        // With these a page's clock tells 5 µs, not 100.
        headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
      },
    });
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    await page.goto(`${server.resolvedUrls?.local[0]}page.html`);
    await page.waitForFunction(() => 'jobs' in globalThis);
    return new BenchPage(browser, server, page);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

/** First of each is the warm-up. */
async function samples(count: number, run: (turn: number) => Promise<number>): Promise<number[]> {
  await run(0);
  const out: number[] = [];
  for (let turn = 1; turn <= count; turn++) out.push(await run(turn));
  return out;
}

const row = { difference: null, agrees: true, multiplyAdds: null };

/** Not in turn: the rects would slow the canvases' frames. Both are the main thread's time; what it hands on to be drawn is not. */
export async function* paint({ page }: BenchPage): AsyncGenerator<Outcome, void> {
  const ours = await samples(PAINTS, (turn) => page.evaluate((at) => jobs.paintCanvases(at), turn));
  await page.evaluate(() => jobs.makeSvg());
  const theirs = await samples(SVG_PAINTS, (turn) => page.evaluate((at) => jobs.paintSvg(at), turn));
  yield {
    ...row,
    heading: 'paint: five heatmaps of 128 units and 500 steps painted anew; the main thread, in Chromium',
    size: 'N=128 T=500',
    job: 'paint',
    peer: 'svg per cell',
    duel: { ours: timesOf(ours), theirs: timesOf(theirs), rounds: theirs.length },
  };
}

export async function* message({ page }: BenchPage): AsyncGenerator<Outcome, void> {
  const trip = (way: 'transfer' | 'clone'): Promise<number> => page.evaluate((how) => jobs.roundTrip(how), way);
  const [ours, theirs]: [number[], number[]] = [[], []];
  await samples(2, () => trip('transfer'));
  await samples(2, () => trip('clone'));
  for (let round = 0; round < TRIPS; round++) {
    ours.push(await trip('transfer'));
    theirs.push(await trip('clone'));
  }
  const bytes = await page.evaluate(() => jobs.batchBytes());
  yield {
    ...row,
    heading: `message: the default run's first batch of columns, ${bytes} bytes, to a worker and back, in Chromium`,
    size: `${bytes} bytes`,
    job: 'message',
    peer: 'clone',
    duel: { ours: timesOf(ours), theirs: timesOf(theirs), rounds: ours.length },
  };
}
