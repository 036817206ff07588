/** An entrant that works here, in this isolate. */
import type { Entrant, JobName, Jobs, Results } from './contest';
import { timed } from './measure';

export function entrant(jobs: Jobs): Entrant {
  const of = <J extends JobName>(job: J): (() => () => Results[J]) => {
    const work = jobs[job] as (() => () => Results[J]) | undefined;
    if (work === undefined) throw new Error(`this contestant does not do "${job}"`);
    return work;
  };
  return {
    run: (job) => timed(of(job)),
    numbers: async (job) => of(job)()(),
    dispose: async () => jobs.dispose(),
  };
}
