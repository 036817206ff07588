/**
 * Weight gradients and each step's contribution to them (spec, section 2): δW = Σ_t δ⋆̄ᵗ xᵗᵀ. Rows of a gradient belong to one
 * unit each, so each row carries its own limb while the sum is made.
 */
import { limbPower, log10Of, type Scaled, scaledProduct, scaledSum, toNumber } from '../math/limb';
import { ScaledRows, ScaledVector, scaledNorm } from '../math/scaledVector';
import type { Edge, Gate } from '../settings/edges';
import type { ParameterName } from '../settings/parameters';
import type { ForwardTrace } from './forward';
import type { BackwardSweep } from './sweep';

export interface WeightGradients {
  /** Each parameter's gradient, in the parameter's own shape: matrices [out × in] row-major, vectors [N]. */
  readonly gradient: ReadonlyMap<ParameterName, ScaledRows>;
  /** Frobenius norm of each step's contribution, [steps]. */
  readonly perStep: ReadonlyMap<ParameterName, ScaledVector>;
  /** ‖g‖ over all parameters together. */
  readonly globalNorm: Scaled;
}

/** One parameter's sum: left factor by step (δ⋆̄), right factor by step (x, y⁻, 1), or an elementwise product of the two. */
interface Term {
  readonly name: ParameterName;
  readonly left: (step: number, into: ScaledVector) => void;
  /** null: a bias, whose right factor is 1. */
  readonly right: ((step: number, into: ScaledVector) => void) | null;
  readonly columns: number;
  readonly elementwise: boolean;
}

export function weightGradients(trace: ForwardTrace, sweep: BackwardSweep): WeightGradients {
  const { steps, size: n } = sweep.linear;
  const gradient = new Map<ParameterName, ScaledRows>();
  const perStep = new Map<ParameterName, ScaledVector>();
  const left = new ScaledVector(n);
  let square: Scaled = { mantissa: 0, limb: 0 };
  for (const term of termsOf(trace, sweep)) {
    const columns = term.elementwise ? 1 : term.columns;
    const sum = new ScaledRows(n, columns);
    const norms = new ScaledVector(steps);
    const right = new ScaledVector(term.columns);
    for (let step = 0; step < steps; step++) {
      term.left(step, left);
      if (term.right === null) right.mantissa.fill(1);
      else term.right(step, right);
      const norm = term.elementwise ? accumulateElements(sum, left, right) : accumulateOuter(sum, left, right);
      norms.mantissa[step] = norm.mantissa;
      norms.limb[step] = norm.limb;
    }
    gradient.set(term.name, sum);
    perStep.set(term.name, norms);
    const whole = scaledNorm(sum.mantissa, sum.limb, 0, sum.mantissa.length);
    square = scaledSum(square, scaledProduct(whole, whole));
  }
  return { gradient, perStep, globalNorm: scaledRoot(square) };
}

/** `min(1, max_norm / (‖g‖ + 1e-6))`, the factor of torch.nn.utils.clip_grad_norm_. */
export function clipFactor(globalNorm: Scaled, maxNorm: number): Scaled {
  const norm = toNumber(globalNorm);
  if (norm === Number.POSITIVE_INFINITY) return { mantissa: maxNorm / globalNorm.mantissa, limb: -globalNorm.limb };
  return { mantissa: Math.min(1, maxNorm / (norm + 1e-6)), limb: 0 };
}

function scaledRoot({ mantissa, limb }: Scaled): Scaled {
  // √2^(256 l) is 2^(256 l/2) for an even l; an odd one lends 2^256, whose root is 2^128.
  const odd = limb & 1;
  return { mantissa: Math.sqrt(mantissa) * (odd === 0 ? 1 : 3.402823669209385e38), limb: (limb - odd) / 2 };
}

function accumulateOuter(sum: ScaledRows, left: ScaledVector, right: ScaledVector): Scaled {
  const columns = right.size;
  for (let i = 0; i < left.size; i++) {
    const m = left.mantissa[i] as number;
    if (m === 0) continue;
    for (let j = 0; j < columns; j++) {
      addAt(
        sum,
        i * columns + j,
        m * (right.mantissa[j] as number),
        (left.limb[i] as number) + (right.limb[j] as number),
      );
    }
  }
  return scaledProduct(
    scaledNorm(left.mantissa, left.limb, 0, left.size),
    scaledNorm(right.mantissa, right.limb, 0, columns),
  );
}

function accumulateElements(sum: ScaledRows, left: ScaledVector, right: ScaledVector): Scaled {
  for (let i = 0; i < left.size; i++) {
    left.mantissa[i] = (left.mantissa[i] as number) * (right.mantissa[i] as number);
    left.limb[i] = (left.limb[i] as number) + (right.limb[i] as number);
    addAt(sum, i, left.mantissa[i] as number, left.limb[i] as number);
  }
  return scaledNorm(left.mantissa, left.limb, 0, left.size);
}

function addAt(sum: ScaledRows, index: number, m: number, limb: number): void {
  const own = sum.mantissa[index] as number;
  const at = sum.limb[index] as number;
  if (m === 0) return;
  if (own === 0 || limb === at) {
    sum.mantissa[index] = own + m;
    sum.limb[index] = limb;
  } else if (limb < at) sum.mantissa[index] = own + m * limbPower(limb - at);
  else {
    sum.mantissa[index] = own * limbPower(at - limb) + m;
    sum.limb[index] = limb;
  }
}

function termsOf(trace: ForwardTrace, sweep: BackwardSweep): Term[] {
  const { hiddenSize: n, inputSize } = trace.network;
  const input = plainRows(trace.task.inputs, inputSize);
  const delta = (edge: Edge): Term['left'] => {
    const rows = sweep.preDelta.get(edge) as ScaledRows;
    return (step, into) => rows.load(step, into);
  };
  const outer = (name: ParameterName, left: Term['left'], right: Term['right'], columns: number): Term => ({
    name,
    left,
    right,
    columns,
    elementwise: false,
  });
  if (trace.kind === 'rnn') {
    const left = delta('W_h');
    const before = (step: number, into: ScaledVector): void => {
      if (step > 0) trace.h.load(step - 1, into);
      else plainRows(trace.task.initialOutput, n)(0, into);
    };
    return [outer('W_x', left, input, inputSize), outer('W_h', left, before, n), outer('b', left, null, 1)];
  }
  const { network, task } = trace;
  const y = shifted(trace.y, task.initialOutput, n);
  const cBefore = shifted(trace.c, task.initialCell, n);
  const cNow = plainRows(trace.c, n);
  const gates: readonly Gate[] = network.forgetGate ? ['z', 'i', 'f', 'o'] : ['z', 'i', 'o'];
  const terms = gates.flatMap((gate) => {
    const left = delta(`R_${gate}`);
    return [
      outer(`W_${gate}`, left, input, inputSize),
      outer(`R_${gate}`, left, y, n),
      outer(`b_${gate}`, left, null, 1),
    ];
  });
  if (network.peepholes) {
    for (const gate of gates.filter((candidate) => candidate !== 'z')) {
      terms.push({
        name: `p_${gate}`,
        left: delta(`R_${gate}`),
        right: gate === 'o' ? cNow : cBefore,
        columns: n,
        elementwise: true,
      });
    }
  }
  return terms;
}

function plainRows(rows: Float64Array, size: number): (step: number, into: ScaledVector) => void {
  return (step, into) => {
    into.mantissa.set(rows.subarray(step * size, (step + 1) * size));
    into.limb.fill(0);
  };
}

/** Row t − 1 for step t, and the initial state for the first. */
function shifted(rows: Float64Array, initial: Float64Array, size: number): (step: number, into: ScaledVector) => void {
  const earlier = plainRows(rows, size);
  return (step, into) => {
    if (step > 0) earlier(step - 1, into);
    else plainRows(initial, size)(0, into);
  };
}

/** log10 of the global norm, −Infinity for a zero gradient. */
export function log10GlobalNorm(gradients: WeightGradients): number {
  return log10Of(gradients.globalNorm.mantissa, gradients.globalNorm.limb);
}
