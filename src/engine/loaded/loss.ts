/** The loss of a network from a file: behind its head, or as for any network; and what of it reaches the layer in sight (spec, section 7). */
import type { LossKind } from '../../settings/fileSpecs';
import type { Settings } from '../../settings/settings';
import { readTarget } from '../../settings/target';
import { headInput, logitsOf, stackLoss } from '../headLoss';
import { type Loss, lossOf } from '../loss';
import { perturbed } from '../perturbation';
import { type SweptLayer, sweepStack, type TracedStack } from '../stack';
import type { Truncation } from '../sweep';
import type { LoadedHead, LoadedLayer, LoadedRun } from './files';

/** Behind the head where the settings ask for it and it can be had, else at the stack's output; brought down to the layer in sight. */
export function* loadedLoss(
  settings: Settings,
  { model, stack, own }: LoadedRun,
  truncation: Truncation,
  isPerturbed: boolean,
): Generator<void, Loss> {
  const { steps, width } = stack;
  const behind = lossBehindHead(settings, model.heads, stack, own.layer.stack);
  let { delta } = behind;
  if (delta !== null) delta = isPerturbed ? perturbed(delta, settings.seed, 'Δ') : delta;
  else {
    const plain = behind.problem === null ? settings : { ...settings, loss: 'last' as const };
    delta = (yield* lossOf({ ...plain, hiddenSize: width }, steps, isPerturbed)).delta;
  }
  const swept = yield* sweepStack(stack, delta, truncation);
  const { sweep } = swept.flat().find(({ layer }) => layer === own.layer) as SweptLayer<LoadedLayer>;
  const gradient = sweep.loss;
  const kind: LossKind = gradient.lastOnly
    ? behind.delta === null
      ? 'last'
      : 'head'
    : settings.loss === 'every' && stack.levels.at(-1)?.some(({ layer }) => layer === own.layer)
      ? 'every'
      : 'above';
  return { gradient, facts: { kind, value: behind.value, outputs: behind.outputs, problem: behind.problem } };
}

interface HeadLoss {
  /** ∂E/∂y, [steps × width]; null where no such loss is asked for, or it cannot be had. */
  readonly delta: Float64Array | null;
  readonly value: number | null;
  readonly outputs: readonly number[] | null;
  readonly problem: string | null;
}

const NO_HEAD_LOSS: HeadLoss = { delta: null, value: null, outputs: null, problem: null };

function lossBehindHead(
  settings: Settings,
  heads: readonly LoadedHead[],
  traced: TracedStack<LoadedLayer>,
  stack: number,
): HeadLoss {
  const { loss } = settings;
  if (loss !== 'squared' && loss !== 'entropy') return NO_HEAD_LOSS;
  const head = headOf(settings, heads, traced.width, stack);
  if (typeof head === 'string') return { ...NO_HEAD_LOSS, problem: head };
  const { bias, readsFinalStates = false } = head;
  const own = { weight: head.weight.values, bias, readsFinalStates };
  const outputs = [...logitsOf(own, headInput(traced, own).values)];
  const target = readTarget(settings, outputs.length);
  if (!target.ok) return { ...NO_HEAD_LOSS, outputs, problem: target.problem };
  const { loss: value, delta } = stackLoss(
    traced,
    own,
    loss === 'squared'
      ? { kind: 'half-squared', values: Float64Array.from(target.value) }
      : { kind: 'cross-entropy', index: target.value[0] as number },
  );
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
