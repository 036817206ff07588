/** How far a run has come, as a share of its work: multiply-adds by stage, so that the time left can be estimated. */
import type { Stage } from '../engine/batches';
import { CELLS } from '../settings/cells';
import { kindOf } from '../settings/edges';
import type { RunResult } from './runResult';

/** Lanczos iterations that a spectral norm takes, roughly; each is two products. */
const ITERATIONS = 25;

/** Rough work of each stage that this run goes through, in multiply-adds. */
function workOf({ info, settings }: RunResult): ReadonlyMap<Stage, number> {
  const { steps, size: n, edges, newNetwork, newLoss } = info;
  const matrices = edges.filter((edge) => kindOf(edge) === 'matrix').length;
  // Cell and output have Jacobians between them; a state that is one has its own only.
  const parts = CELLS[settings.cell].state.length;
  const sweep = steps * matrices * n * n;
  const cube = steps * n * n * n;
  const norm = steps * n * n * 2 * ITERATIONS;
  const work = new Map<Stage, number>([['messages', 2 * sweep]]);
  if (info.hasLedger) work.set('ledger', sweep * edges.length);
  if (newNetwork) {
    work.set('steps', norm * (matrices + (parts > 1 ? 5 : 1)));
    work.set('paths', matrices * (cube + norm / 4));
    work.set('cumulative', parts > 1 ? 5 * cube + norm : cube + norm / 4);
  }
  if (newLoss) work.set('without', sweep * edges.length);
  return work;
}

/** The share of the run's work that is done, 0 … 1. */
export function progressOf(result: RunResult): number {
  let all = 0;
  let done = 0;
  for (const [stage, work] of workOf(result)) {
    all += work;
    done += work * result.shareDone(stage);
  }
  return all === 0 ? 1 : done / all;
}
