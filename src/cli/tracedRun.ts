/** A whole run, gathered into plain data that JSON can hold. */
import { Pipeline } from '../engine/pipeline';
import { gather, runWithInput } from '../script/gatheredRun';
import type { Settings } from '../settings/settings';
import { type TracedRun, tracedRun } from '../story/taken/run';
import { heldDigits } from './heldDigits';

export function traceLink(settings: Settings): TracedRun {
  const pipeline = new Pipeline();
  const gathered = gather(runWithInput(pipeline, settings));
  return tracedRun(settings, gathered, heldDigits(pipeline, settings, gathered.series.get('g') as Float64Array));
}
