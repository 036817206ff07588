/** The script that checks the numbers behind a link. */

import type { ForwardTrace } from '../engine/forward';
import { truncationOf } from '../engine/loss';
import { Pipeline } from '../engine/pipeline';
import type { OutputGradient } from '../engine/sweep';
import { runToEnd } from '../math/task';
import { activeCuts, parametersOf } from '../settings/edges';
import { encodeLink } from '../settings/link';
import type { Settings } from '../settings/settings';
import { gather, runWithInput } from './gatheredRun';
import { byParameter, numbersOfSeries, weightNumbers } from './layerNumbers';
import { type ScriptFile, scriptFiles } from './scriptFiles';

interface Run {
  readonly trace: ForwardTrace;
  readonly loss: OutputGradient;
  readonly numbers: Map<string, Float64Array>;
}

/** `template`: the text of reproduce.py. Of a network that is drawn from the settings. */
export function linkScript(settings: Settings, template: string): readonly ScriptFile[] {
  const pipeline = new Pipeline();
  const { trace, loss, numbers } = runOf(pipeline, settings);
  const { numbers: second } = runOf(pipeline.perturbed(), settings);
  const { steps, inputs } = trace.task;
  const layer = {
    name: '',
    depth: 0,
    direction: 'forward' as const,
    trace,
    cuts: [...activeCuts(settings)],
    numbers,
    second,
    gradients: new Map(parametersOf(settings).map((name) => [name, [name]])),
  };
  return scriptFiles(template, `What ${encodeLink([settings])} shows.`, {
    steps,
    inputs,
    layers: [layer],
    loss: { kind: 'direction', delta: loss.delta },
    truncation: truncationOf(settings, steps),
  });
}

function runOf(pipeline: Pipeline, settings: Settings): Run {
  const { series, crossings } = gather(runWithInput(pipeline, settings));
  const { currentTrace: trace, messages } = pipeline;
  if (trace === null || messages === null) throw new Error('the run left no trace');
  const numbers = numbersOfSeries(trace.cell, series, crossings);
  for (const [name, values] of runToEnd(weightNumbers(trace, messages, byParameter))) numbers.set(name, values);
  return { trace, loss: messages.sweep.loss, numbers };
}
