/** What the engine says of a cell, computed here from the same link: of the run, and of its second run. */
import { type Inspection, inspect } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import { decodeLink } from '../../src/settings/link';

export interface Inspected {
  readonly own: Inspection;
  readonly second: Inspection;
}

/** Step and unit are 0-based. */
export function inspected(link: string, step: number, unit: number): Inspected {
  const first = new Pipeline();
  const [own, second] = [first, first.perturbed()].map((pipeline) => {
    for (const _ of pipeline.run(decodeLink(link).panes[0]));
    const { currentTrace, messages, ledger } = pipeline;
    if (currentTrace === null || messages === null) throw new Error('the run gave nothing to inspect');
    return inspect(currentTrace, messages, ledger, step, unit);
  });
  return { own: own as Inspection, second: second as Inspection };
}
