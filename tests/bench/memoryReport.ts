/** The memory of the largest network's runs, in lines, and whether it keeps to the limits. */
import { growthOf, type MemoryReading, memoryOfRuns } from './memory';

export const LARGEST = { hiddenSize: 256, steps: 2000 };
const RUNS = 200;
const MOST_MB = 1024;
/**
 * Growth in 200 runs that counts as none. Arrays are counted to the byte, but a reading may fall before or after a stage of the
 * run has asked for its own; resident memory goes up and down by more than that with V8's and the allocator's leftovers.
 */
const STILL_MB = { arrays: 8, resident: 40 };

const COLUMNS = ['run', 'page heap', 'page arrays', 'worker heap', 'worker arrays', 'resident', 'peak'];
const line = (cells: readonly string[]): string => `  ${cells.map((cell) => cell.padStart(14)).join('')}`;
const mb = (value: number | null): string => (value === null ? '' : value.toFixed(1));

/** False where a limit is passed. */
export async function reportMemory(): Promise<boolean> {
  const { hiddenSize, steps } = LARGEST;
  console.log(
    `\nmemory: N=${hiddenSize} T=${steps}, ${RUNS} runs to their heatmaps, each overtaken by the next; the built app in Chromium; ` +
      'MB after garbage collection, of the renderer process with its worker',
  );
  console.log(line(COLUMNS));
  const readings: MemoryReading[] = [];
  const start = performance.now();
  for await (const reading of memoryOfRuns({ ...LARGEST, runs: RUNS })) {
    readings.push(reading);
    const { run, page, worker, resident, peak } = reading;
    console.log(
      line([
        String(run),
        ...[page.heap, page.arrays, worker.heap, worker.arrays, resident, peak].map((value) => mb(value)),
      ]),
    );
  }
  const growth = growthOf(readings);
  const peak = readings.at(-1)?.peak ?? null;
  console.log(
    `  growth in 200 runs: arrays ${mb(growth.arrays)} MB, heaps ${mb(growth.heap)} MB, resident ${mb(growth.resident)} MB; ` +
      `peak ${mb(peak)} MB; ${((performance.now() - start) / 1e3 / RUNS).toFixed(1)} s a run`,
  );
  const grows = growth.arrays > STILL_MB.arrays || (growth.resident ?? 0) > STILL_MB.resident;
  const tooMuch = (peak ?? 0) > MOST_MB;
  if (grows) console.error('  memory grows from run to run.');
  if (tooMuch) console.error(`  more than ${MOST_MB} MB.`);
  return !grows && !tooMuch;
}
