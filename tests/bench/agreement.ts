/** A peer's numbers against ours: only then was it the same work. */
import {
  type Contributions,
  EDGES,
  type Entrant,
  type Everything,
  type JobName,
  type Norms,
  PARAMETERS,
  type RnnNorms,
  type Sweep,
} from './contest';

export interface Difference {
  readonly relative: number;
  readonly where: string;
}

const NONE: Difference = { relative: 0, where: 'nowhere' };

function worse(a: Difference, b: Difference): Difference {
  return b.relative > a.relative || Number.isNaN(b.relative) ? b : a;
}

export function normsDiffer(ours: Norms, theirs: Norms, what: string): Difference {
  if (ours.length !== theirs.length) return { relative: Number.POSITIVE_INFINITY, where: `the number of ${what}` };
  let worst = NONE;
  for (let t = 0; t < ours.length; t++) {
    const [own, other] = [ours[t], theirs[t]];
    worst = worse(worst, {
      relative: own === other ? 0 : Math.abs(other - own) / Math.abs(own),
      where: `${what} at step ${t + 1}`,
    });
  }
  return worst;
}

/** Row by row, ‖theirs − ours‖ / ‖ours‖: stricter than a comparison of the rows' norms. */
function rowsDiffer(ours: ArrayLike<number>, theirs: ArrayLike<number>, rows: number, what: string): Difference {
  const n = ours.length / rows;
  // Nothing is delivered to the last step; a peer may leave out that row.
  const present = Math.floor(theirs.length / n);
  let worst: Difference =
    present < Math.max(1, rows - 1) ? { relative: Number.POSITIVE_INFINITY, where: `the rows of ${what}` } : NONE;
  for (let t = 0; t < present; t++) {
    let square = 0;
    let difference = 0;
    for (let k = t * n; k < (t + 1) * n; k++) {
      const own = ours[k];
      square += own * own;
      difference += (theirs[k] - own) ** 2;
    }
    const relative = difference === 0 ? 0 : Math.sqrt(difference / square);
    worst = worse(worst, { relative, where: `${what} at step ${t + 1}` });
  }
  return worst;
}

export function sweepsDiffer(ours: Sweep, theirs: Sweep, steps: number): Difference {
  let worst = rowsDiffer(ours.deltaOutput, theirs.deltaOutput, steps, 'δy');
  worst = worse(worst, rowsDiffer(ours.deltaCell, theirs.deltaCell, steps, 'δc'));
  for (const edge of EDGES)
    worst = worse(worst, rowsDiffer(ours.message[edge], theirs.message[edge], steps, `message of ${edge}`));
  return worst;
}

export function bothNormsDiffer(ours: RnnNorms, theirs: RnnNorms): Difference {
  const step = normsDiffer(ours.stepNorms, theirs.stepNorms, 'step norm');
  return worse(step, normsDiffer(ours.cumulativeNorms, theirs.cumulativeNorms, 'cumulative norm'));
}

function contributionsDiffer(ours: Contributions, theirs: Contributions): Difference {
  let worst = NONE;
  for (const name of PARAMETERS) {
    const [own, other] = [ours[name], theirs[name]];
    worst = worse(worst, normsDiffer(own.perStep, other.perStep, `contribution to ${name}`));
    const gradient = rowsDiffer(own.gradient, other.gradient, 1, `the gradient of ${name}`);
    worst = worse(worst, { ...gradient, where: `the gradient of ${name}` });
  }
  return worst;
}

export function allDiffer(ours: Everything, theirs: Everything, steps: number): Difference {
  const worst = worse(sweepsDiffer(ours.sweep, theirs.sweep, steps), bothNormsDiffer(ours, theirs));
  if (ours.contributions === null || theirs.contributions === null) return worst;
  return worse(worst, contributionsDiffer(ours.contributions, theirs.contributions));
}

/** One job's numbers of two entrants. */
export async function differ(job: JobName, ours: Entrant, theirs: Entrant, steps: number): Promise<Difference> {
  switch (job) {
    case 'sweep':
      return sweepsDiffer(await ours.numbers(job), await theirs.numbers(job), steps);
    case 'stepNorms':
    case 'cumulativeNorms':
      return normsDiffer(await ours.numbers(job), await theirs.numbers(job), job);
    case 'everything':
    case 'all':
      return allDiffer(await ours.numbers(job), await theirs.numbers(job), steps);
    case 'rnnNorms':
      return bothNormsDiffer(await ours.numbers(job), await theirs.numbers(job));
    case 'map':
      throw new Error('a map is compared point by point');
  }
}
