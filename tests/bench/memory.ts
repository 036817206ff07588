/**
 * The memory of the largest network, in the built app in Chromium: many runs one after the other, each to its finished
 * heatmaps and then overtaken by the next change of the forget bias, as a person's dragging does.
 */
import { join } from 'node:path';
import { build, preview } from 'vite';
import { launchBrowser } from '../../scripts/browser.mjs';
import { slope } from './growth';
import { Heaps, type Reading } from './heaps';
import { CACHE, ROOT } from './peers';
import { picturesReach, tapPictures } from './workerTap';

export interface MemorySize {
  readonly hiddenSize: number;
  readonly steps: number;
  readonly runs: number;
}

export interface MemoryReading extends Reading {
  readonly run: number;
}

export interface MemoryGrowth {
  /** Megabytes in 200 runs, by the straight line through the readings of the last three quarters: V8 compiles and fills its caches first. */
  readonly arrays: number;
  readonly heap: number;
  readonly resident: number | null;
}

const READINGS = 20;
/** Before a reading the run goes on for so long: its later stages are part of what a page holds. */
const LATER_STAGES_MS = 2000;

/** Yields as it reads. */
export async function* memoryOfRuns({ hiddenSize, steps, runs }: MemorySize): AsyncGenerator<MemoryReading, void> {
  const outDir = join(CACHE, 'site');
  await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root: ROOT,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const browser = await launchBrowser();
  let heaps: Heaps | null = null;
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await tapPictures(page);
    await page.goto(`${server.resolvedUrls?.local[0]}#v=1&N=${hiddenSize}&T=${steps}`);
    await picturesReach(page, 1);
    heaps = await Heaps.open(browser, page);
    const slider = page.getByRole('slider', { name: 'Forget-gate bias' });
    for (let run = 1; run <= runs; run++) {
      // To and fro over a bias of ±1.25: no two neighbours are alike.
      await slider.press(Math.floor(run / 50) % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
      await picturesReach(page, run + 1);
      if (run % Math.ceil(runs / READINGS) !== 0 && run !== 1) continue;
      await page.waitForTimeout(LATER_STAGES_MS);
      yield { run, ...(await heaps.read()) };
    }
  } finally {
    heaps?.close();
    await browser.close();
    await server.close();
  }
}

export function growthOf(readings: readonly MemoryReading[]): MemoryGrowth {
  const settled = readings.slice(Math.ceil(readings.length / 4));
  const runs = settled.map(({ run }) => run);
  const in200 = (values: readonly number[]): number => 200 * slope(runs, values);
  const resident = settled.map(({ resident }) => resident).filter((value) => value !== null);
  return {
    arrays: in200(settled.map(({ page, worker }) => page.arrays + worker.arrays)),
    heap: in200(settled.map(({ page, worker }) => page.heap + worker.heap)),
    resident: resident.length === settled.length ? in200(resident) : null,
  };
}
