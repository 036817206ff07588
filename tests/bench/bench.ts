/**
 * `npm run bench [-- --json FILE]`: this engine beside TensorFlow.js and ml-matrix on the same work, in one run. Every peer's
 * numbers are held against ours first; exits 1 where they differ, or where a peer could not take part.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { loadContest, loadTensorFlow } from './peers';
import type { Outcome } from './run';
import type { TensorFlow } from './tensorflowTypes';

const json = jsonFile(process.argv.slice(2));
let tf: TensorFlow | null = null;
let complete = true;
try {
  tf = await loadTensorFlow();
} catch (error) {
  complete = false;
  console.error(`TensorFlow.js is left out: ${error instanceof Error ? error.message : String(error)}`);
}
const { contest, contestants } = await loadContest();
const peers = contestants(tf);
console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'} × ${availableParallelism()}; milliseconds, min (median)\n`,
);
for (const { name, how } of peers) console.log(`${name.padEnd(16)} ${how}`);

const outcomes: Outcome[] = [];
for await (const outcome of contest(peers)) {
  if (outcomes.length === 0 || outcomes.at(-1)?.size !== outcome.size) printHead(outcome);
  outcomes.push(outcome);
  print(outcome);
}
const disagreeing = outcomes.filter(({ agrees }) => !agrees);
for (const { job, peer, difference } of disagreeing) {
  console.error(
    `${peer}, ${job}: differs from ours by ${difference.relative} in ${difference.where}. That was not the same work.`,
  );
}
if (json !== null) writeFileSync(json, `${JSON.stringify(outcomes.map(plain), null, 2)}\n`);
process.exit(complete && disagreeing.length === 0 ? 0 : 1);

function jsonFile(args: readonly string[]): string | null {
  if (args.length === 0) return null;
  const [option, file] = args;
  if (option === '--json' && file !== undefined && args.length === 2) return file;
  console.error('usage: npm run bench [-- --json FILE]');
  process.exit(2);
}

function printHead({ size: { hiddenSize, inputSize, steps } }: Outcome): void {
  console.log(`\nLSTM, N = ${hiddenSize}, M = ${inputSize}, T = ${steps}`);
  const columns = ['ours', 'peer', 'ratio', 'rounds', 'differ by'];
  console.log(
    `  ${'job'.padEnd(17)}${'peer'.padEnd(17)}${columns.map((name) => name.padStart(name === 'ratio' ? 16 : 20)).join('')}`,
  );
}

function print({ job, peer, duel: { ours, theirs, rounds }, difference, agrees }: Outcome): void {
  const both = (min: number, median: number, digits: number): string =>
    `${min.toFixed(digits)} (${median.toFixed(digits)})`;
  const cells = [
    both(ours.min, ours.median, 2).padStart(20),
    both(theirs.min, theirs.median, 1).padStart(20),
    both(theirs.min / ours.min, theirs.median / ours.median, 1).padStart(16),
    String(rounds).padStart(20),
    `${difference.relative.toExponential(1)}${agrees ? '' : ' !'}`.padStart(20),
  ];
  console.log(`  ${job.padEnd(17)}${peer.padEnd(17)}${cells.join('')}`);
}

/** The ratio is of the minima. */
function plain({ size: { hiddenSize, inputSize, steps }, job, peer, duel: { ours, theirs } }: Outcome): object {
  return {
    job: `${job}, N=${hiddenSize} M=${inputSize} T=${steps}`,
    peer,
    oursMs: ours.min,
    peerMs: theirs.min,
    ratio: theirs.min / ours.min,
    oursMedianMs: ours.median,
    peerMedianMs: theirs.median,
    medianRatio: theirs.median / ours.median,
  };
}
