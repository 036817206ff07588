/** The loss of a linear head on one output: its value, and what it sends back. */
import { exp, log } from '../math/elementary';
import { type StackLayer, type TracedStack, timeOf } from './stack';

/** logits = weight · y + bias; weight [outputs × width] row-major. */
export interface Head {
  readonly weight: Float64Array;
  readonly bias: Float64Array | null;
  /** It reads the last output that each direction makes, and not that at the last time step. */
  readonly readsFinalStates: boolean;
}

/** ½ Σ (logits − values)², or −log softmax(logits)[index]. */
export type Target =
  | { readonly kind: 'half-squared'; readonly values: Float64Array }
  | { readonly kind: 'cross-entropy'; readonly index: number };

export interface LossAt {
  readonly loss: number;
  /** ∂E/∂y, of the shape that was given. */
  readonly delta: Float64Array;
}

/** What of a stack's output a head reads, one after the other: of each direction, the columns `start` to `end` at a step in time. */
export function headReads(
  { levels, steps }: TracedStack<StackLayer>,
  { readsFinalStates }: Pick<Head, 'readsFinalStates'>,
): readonly (readonly [step: number, start: number, end: number])[] {
  let end = 0;
  return (levels.at(-1) ?? []).map(({ layer: { network, direction } }) => {
    const start = end;
    end += network.hiddenSize;
    return [readsFinalStates ? timeOf(steps - 1, steps, direction) : steps - 1, start, end] as const;
  });
}

/** What a head reads, [width], and where in the stack's output each number is. */
export function headInput(
  stack: TracedStack<StackLayer>,
  head: Pick<Head, 'readsFinalStates'>,
): { readonly values: Float64Array; readonly places: readonly number[] } {
  const places = headReads(stack, head).flatMap(([step, start, end]) =>
    Array.from({ length: end - start }, (_, k) => step * stack.width + start + k),
  );
  return { values: Float64Array.from(places, (place) => stack.output[place]), places };
}

/** The loss behind a head; `delta`: ∂E/∂y of the stack's output, [steps × width] in time's order. */
export function stackLoss(stack: TracedStack<StackLayer>, head: Head, target: Target): LossAt {
  const { values, places } = headInput(stack, head);
  const last = headLoss(head, values, target);
  const delta = new Float64Array(stack.steps * stack.width);
  for (const [column, place] of places.entries()) delta[place] = last.delta[column];
  return { loss: last.loss, delta };
}

/** `output`: what the head reads, [width]. */
export function headLoss(head: Pick<Head, 'weight' | 'bias'>, output: Float64Array, target: Target): LossAt {
  const logits = logitsOf(head, output);
  const { loss, delta } =
    target.kind === 'half-squared' ? halfSquared(logits, target.values) : crossEntropy(logits, target.index);
  const width = output.length;
  const back = new Float64Array(width);
  for (let i = 0; i < delta.length; i++)
    for (let k = 0; k < width; k++) back[k] = back[k] + head.weight[i * width + k] * delta[i];
  return { loss, delta: back };
}

/** [outputs] */
export function logitsOf({ weight, bias }: Pick<Head, 'weight' | 'bias'>, output: Float64Array): Float64Array {
  const width = output.length;
  const logits = new Float64Array(weight.length / width);
  for (let i = 0; i < logits.length; i++) {
    let sum = bias === null ? 0 : bias[i];
    for (let k = 0; k < width; k++) sum += weight[i * width + k] * output[k];
    logits[i] = sum;
  }
  return logits;
}

function halfSquared(logits: Float64Array, values: Float64Array): LossAt {
  let square = 0;
  const delta = logits.map((logit, i) => logit - values[i]);
  for (const difference of delta) square += difference * difference;
  return { loss: square / 2, delta };
}

/** The largest logit is taken off first, so that no exponential overflows. */
function crossEntropy(logits: Float64Array, index: number): LossAt {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = logits.map((logit) => exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  const delta = powers.map((power, i) => power / sum - (i === index ? 1 : 0));
  return { loss: log(sum) + largest - logits[index], delta };
}
