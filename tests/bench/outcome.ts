/** One row of the report: a job, ours beside a peer's. */
import type { Difference } from './agreement';
import { type Duel, duel, type Run } from './measure';

export interface Outcome {
  /** Rows of one heading stand together. */
  readonly heading: string;
  /** Network and sizes, as the JSON names them after the job. */
  readonly size: string;
  readonly job: string;
  readonly peer: string;
  readonly duel: Duel;
  /** Null where both sides hand the same numbers on, and there is nothing to compare. */
  readonly difference: Difference | null;
  readonly agrees: boolean;
  /** Of ours; null where the work is not products of matrices, or is not counted. */
  readonly multiplyAdds: number | null;
}

export interface Fight {
  readonly heading: string;
  readonly size: string;
  readonly job: string;
  readonly peer: string;
  readonly tolerance: number;
  readonly ours: Run;
  readonly theirs: Run;
  readonly compare: () => Difference | Promise<Difference>;
  readonly multiplyAdds: number | null;
}

export async function fight({ tolerance, ours, theirs, compare, ...row }: Fight): Promise<Outcome> {
  const start = performance.now();
  const difference = await compare();
  const warm = performance.now() - start;
  return { ...row, duel: await duel(ours, theirs, warm), difference, agrees: difference.relative <= tolerance };
}
