/** The script that checks the gradients of a trained network: of all layers and directions of one stack of a file. */
import { cellOf } from '../engine/cells';
import { NO_OPTIONS } from '../engine/cells/networks';
import { headReads } from '../engine/headLoss';
import { perturbed } from '../engine/perturbation';
import { forwardStack, levelsOf, type SweptLayer, sweepStack, type TracedStack } from '../engine/stack';
import type { Truncation } from '../engine/sweep';
import { gradientGroups, gradientNorms } from '../formats/gradientNorms';
import type { ModelFile, RecurrentLayer } from '../formats/model';
import type { Sequence } from '../formats/sequences';
import { runToEnd } from '../math/task';
import { DEFAULTS } from '../settings/specs';
import { layerNumbers } from './layerNumbers';
import { lossAt, type ModelLoss } from './modelLoss';
import type { LossOfHead, ScriptLayer, ScriptProblem } from './problem';
import { type ScriptFile, scriptFiles } from './scriptFiles';

export interface ModelRun {
  readonly model: ModelFile;
  /** The stack that is run. */
  readonly stack: number;
  readonly sequence: Sequence;
  readonly loss: ModelLoss;
}

const WHOLE: Truncation = { kind: 'none' };
const NO_CUTS = new Set<never>();

interface StackRun {
  readonly traced: TracedStack<RecurrentLayer>;
  readonly loss: number;
  readonly delta: Float64Array;
  /** Lower layers first. */
  readonly swept: readonly SweptLayer<RecurrentLayer>[];
}

/** `template`: the text of reproduce.py. `about`: what the numbers are of, in one line. */
export function modelScript(run: ModelRun, about: string, template: string): readonly ScriptFile[] {
  return scriptFiles(template, about, problemOf(run));
}

function problemOf(run: ModelRun): ScriptProblem {
  const first = stackRun(run);
  const second = stackRun(run, (values, name) => perturbed(values, DEFAULTS.seed, name));
  const { steps, inputs } = run.sequence;
  return {
    steps,
    inputs,
    layers: first.swept.map((own, index) => scriptLayer(own, second.swept[index])),
    loss: 'kind' in run.loss ? { kind: 'direction', delta: first.delta } : headOf(run.loss, first, second),
    truncation: WHOLE,
  };
}

/** `moved`: of the second run, which moves every number in its last bits. */
function stackRun(
  { model, stack, sequence, loss: choice }: ModelRun,
  moved: (values: Float64Array, name: string) => Float64Array = (values) => values,
): StackRun {
  const levels = levelsOf(model.layers, stack).map((level) => level.map((layer) => movedLayer(layer, moved)));
  const traced = runToEnd(forwardStack(levels, moved(sequence.inputs, 'x'), sequence.steps));
  const { loss, delta } = lossAt(traced, choice);
  const swept = runToEnd(sweepStack(traced, moved(delta, 'Δ'))).flat();
  return { traced, loss, delta, swept };
}

function movedLayer(
  layer: RecurrentLayer,
  moved: (values: Float64Array, name: string) => Float64Array,
): RecurrentLayer {
  const { network, initialOutput, initialCell } = layer;
  const cell = cellOf(network.cell);
  const parameters = cell.parameters(network);
  const named = (name: string): string => `${fullName(layer)} ${name}`;
  return {
    ...layer,
    network: cell.build({ ...NO_OPTIONS, ...network }, (name) =>
      moved(parameters.get(name) as Float64Array, named(name)),
    ),
    initialOutput: initialOutput && moved(initialOutput, named('y0')),
    initialCell: initialCell && moved(initialCell, named('c0')),
  };
}

/** `rnn.l0_reverse`, or the layer alone where nothing stands before it. */
export function fullName({ name, layer }: Pick<RecurrentLayer, 'name' | 'layer'>): string {
  return name === '' ? layer : `${name}.${layer}`;
}

function scriptLayer(
  { layer, trace, sweep }: SweptLayer<RecurrentLayer>,
  second: SweptLayer<RecurrentLayer>,
): ScriptLayer {
  const numbersOf = (own: SweptLayer<RecurrentLayer>): Map<string, Float64Array> =>
    runToEnd(
      layerNumbers(own.trace, own.sweep.loss, NO_CUTS, WHOLE, (gradients) => gradientNorms(own.layer, gradients)),
    );
  return {
    name: fullName(layer),
    depth: layer.depth,
    direction: layer.direction,
    trace,
    cuts: [...sweep.cuts],
    numbers: numbersOf({ layer, trace, sweep }),
    second: numbersOf(second),
    gradients: gradientGroups(layer, [...cellOf(trace.cell).parameters(trace.network).keys()]),
  };
}

function headOf(loss: Exclude<ModelLoss, { kind: unknown }>, first: StackRun, second: StackRun): LossOfHead {
  const { head, target } = loss;
  const reads = headReads(first.traced, head);
  const outputs = head.weight.length / first.traced.width;
  return {
    kind: target.kind,
    weight: head.weight,
    bias: head.bias ?? new Float64Array(outputs),
    target: target.kind === 'cross-entropy' ? Float64Array.of(target.index) : target.values,
    reads,
    value: first.loss,
    second: second.loss,
  };
}
