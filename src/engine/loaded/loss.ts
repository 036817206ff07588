/** The loss of a network from a file: behind its head, or as for any network; and what of it reaches the layer in sight (spec, section 7). */
import { exp, log } from '../../math/elementary';
import type { LossKind } from '../../settings/fileSpecs';
import type { Settings } from '../../settings/settings';
import { readTarget } from '../../settings/target';
import { type Loss, lossOf } from '../loss';
import { perturbed } from '../perturbation';
import { columnsFor, outputGradient, runGradients } from '../stack';
import type { Truncation } from '../sweep';
import type { LoadedHead, LoadedRun } from './files';

/** Behind the head where the settings ask for it and it can be had, else at the stack's output; brought down to the layer in sight. */
export function* loadedLoss(
  settings: Settings,
  { model, stack, own }: LoadedRun,
  truncation: Truncation,
  isPerturbed: boolean,
): Generator<void, Loss> {
  const { steps, width } = stack;
  const behind = headLoss(settings, model.heads, stack.outputs.subarray((steps - 1) * width), own.layer.stack);
  let delta: Float64Array;
  if (behind.delta !== null) {
    delta = new Float64Array(steps * width);
    delta.set(behind.delta, (steps - 1) * width);
    if (isPerturbed) delta = perturbed(delta, settings.seed, 'Δ');
  } else {
    const plain = behind.problem === null ? settings : { ...settings, loss: 'last' as const };
    delta = (yield* lossOf({ ...plain, hiddenSize: width }, steps, isPerturbed)).delta;
  }
  const above = stack.runs.filter(({ layer }) => layer.depth > own.layer.depth);
  const beside = stack.runs.filter(({ layer }) => layer.depth === own.layer.depth);
  const reaching = above.length === 0 ? delta : (yield* runGradients({ steps, runs: above }, delta, truncation)).inputs;
  const columns = beside.slice(0, beside.indexOf(own)).reduce((sum, { layer }) => sum + layer.network.hiddenSize, 0);
  const total = beside.reduce((sum, { layer }) => sum + layer.network.hiddenSize, 0);
  const gradient = outputGradient(columnsFor(own.layer, reaching, total, columns, steps), steps);
  const kind: LossKind =
    above.length > 0 ? 'above' : behind.delta !== null ? 'head' : settings.loss === 'every' ? 'every' : 'last';
  return { gradient, facts: { kind, value: behind.value, outputs: behind.outputs, problem: behind.problem } };
}

interface HeadLoss {
  /** ∂E/∂y at the last step, [width]; null where no such loss is asked for, or it cannot be had. */
  readonly delta: Float64Array | null;
  readonly value: number | null;
  readonly outputs: readonly number[] | null;
  readonly problem: string | null;
}

const NO_HEAD_LOSS: HeadLoss = { delta: null, value: null, outputs: null, problem: null };

/** `output`: the stack's at the last step, [width]. */
function headLoss(settings: Settings, heads: readonly LoadedHead[], output: Float64Array, stack: number): HeadLoss {
  const { loss } = settings;
  if (loss !== 'squared' && loss !== 'entropy') return NO_HEAD_LOSS;
  const head = headOf(settings, heads, output.length, stack);
  if (typeof head === 'string') return { ...NO_HEAD_LOSS, problem: head };
  const outputs = outputsOf(head, output);
  const target = readTarget(settings, outputs.length);
  if (!target.ok) return { ...NO_HEAD_LOSS, outputs, problem: target.problem };
  const { value, gradient } =
    loss === 'squared' ? halfSquared(outputs, target.value) : crossEntropy(outputs, target.value[0] as number);
  const delta = new Float64Array(output.length);
  for (const [row, slope] of gradient.entries())
    for (let k = 0; k < delta.length; k++) delta[k] += slope * (head.weight.values[row * delta.length + k] as number);
  return { delta, value, outputs, problem: null };
}

/** The head that is asked for, or the only one that fits; or why there is none. */
function headOf(
  { head }: Pick<Settings, 'head'>,
  heads: readonly LoadedHead[],
  width: number,
  stack: number,
): LoadedHead | string {
  const fitting = heads.filter((one) => (one.stack ?? stack) === stack && one.weight.shape[1] === width);
  const named = fitting.find(({ name }) => name === head);
  if (named !== undefined) return named;
  const [first, second] = fitting;
  if (first === undefined) return `no linear layer of the file reads this stack’s ${width} outputs`;
  return second === undefined ? first : `the file has several linear layers that could be the head`;
}

function outputsOf({ weight, bias }: LoadedHead, output: Float64Array): number[] {
  return Array.from({ length: weight.shape[0] as number }, (_, row) => {
    let sum = bias?.[row] ?? 0;
    for (let k = 0; k < output.length; k++) sum += (weight.values[row * output.length + k] as number) * output[k];
    return sum;
  });
}

interface HeadGradient {
  readonly value: number;
  /** By the head's outputs. */
  readonly gradient: readonly number[];
}

/** E = ½ Σ (output − target)². */
function halfSquared(outputs: readonly number[], target: readonly number[]): HeadGradient {
  const gradient = outputs.map((value, k) => value - (target[k] as number));
  return { value: gradient.reduce((sum, value) => sum + value * value, 0) / 2, gradient };
}

/** E = −ln softmax(outputs)[target]. */
function crossEntropy(outputs: readonly number[], target: number): HeadGradient {
  const largest = Math.max(...outputs);
  const weights = outputs.map((value) => exp(value - largest));
  const sum = weights.reduce((total, value) => total + value, 0);
  const gradient = weights.map((value, k) => value / sum - (k === target ? 1 : 0));
  return { value: log(sum) + largest - (outputs[target] as number), gradient };
}
