/**
 * One run of the largest network to its very end, driven as the page's worker drives it, in a process of its own so that its
 * memory is nobody else's: `node wholeRun.mjs N T SECONDS`. Prints a line a stage; the page's own copy of the numbers is not in it.
 */
import { Pipeline } from '../../src/engine/pipeline';
import { DEFAULTS } from '../../src/settings/specs';

const [hiddenSize, steps, seconds] = process.argv.slice(2).map(Number) as [number, number, number];
const start = performance.now();
const elapsed = (): number => (performance.now() - start) / 1e3;

/** Of this process, its garbage collector's and compiler's threads included: what else the machine does is no part of it. */
const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};

/** From kilobytes, as `getrusage` tells them. */
const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

let stages = 0;
let lastPause = processorMs();
let longestPause = 0;
for (const batch of new Pipeline().run({ ...DEFAULTS, hiddenSize, steps })) {
  longestPause = Math.max(longestPause, processorMs() - lastPause);
  if (batch?.kind === 'stage') {
    stages++;
    const { rss, arrayBuffers, heapUsed } = process.memoryUsage();
    const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
    console.log(
      `  ${batch.stage.padEnd(12)} after ${elapsed().toFixed(1)} s: resident ${mb(rss)}, arrays asked for ${mb(arrayBuffers)}, heap ${mb(heapUsed)}; ` +
        `peak so far ${peakMb().toFixed(0)} MB; longest stretch of work without a pause ${longestPause.toFixed(0)} ms`,
    );
    longestPause = 0;
  }
  if (elapsed() > seconds) {
    console.log(`  stopped after ${elapsed().toFixed(0)} s, ${stages} stages done; peak ${peakMb().toFixed(0)} MB`);
    process.exit(0);
  }
  lastPause = processorMs();
}
console.log(`  whole run: ${elapsed().toFixed(1)} s, peak ${peakMb().toFixed(0)} MB`);
