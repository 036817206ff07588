/**
 * The LSTM in jax-js. It has no scan, so all steps are unrolled and the whole pass is one `jit`; a kernel costs microseconds before
 * it does anything, hence as few as possible:
 *
 * - The four matrices are one, the part of the input is one product for all steps, and the trace that is kept are the pre-activations
 *   and the cells. A step is then three kernels (tanh as 2σ(2x) − 1 fuses with what is around it, its own tanh does not).
 * - The cell is elementwise between the products, so one `vjp` of it for all steps together gives every derivative; with these
 *   each step of the backward pass is one product with the Jacobian, which the norms need in any case.
 * - Products and rows of all steps are joined ten at a time: a concatenation reads every part for every entry.
 */
import { GATES, type Gate, type Problem } from './contest';
import type { Jax, JaxArray } from './jaxTypes';

const WIDTH = 10;

type Named = Readonly<Record<string, JaxArray>>;

/**
 * From (R [4N × N], W [4N × M], b [4N], inputs [T × M], Δ [N]) to everything but the norms. They are of `jacobian` and
 * `product`, [T × 2N × 2N] each; `messages` [4 × T × N] has in row t what step t hands to the step before.
 */
export function makePass(jax: Jax, { hiddenSize: n, steps }: Problem) {
  const { jit, vjp, numpy: np } = jax;
  const sigmoid = jax.nn.sigmoid;
  const tanh = (x: JaxArray): JaxArray => sigmoid(x.mul(2)).mul(2).sub(1);
  const state = (z: JaxArray, i: JaxArray, f: JaxArray, before: JaxArray): JaxArray =>
    tanh(z).mul(sigmoid(i)).add(sigmoid(f).mul(before));
  const output = (o: JaxArray, cell: JaxArray): JaxArray => tanh(cell).mul(sigmoid(o));
  const join = (rows: readonly JaxArray[], make: (some: readonly JaxArray[]) => JaxArray): JaxArray => {
    const parts: JaxArray[] = [];
    for (let k = 0; k < rows.length; k += WIDTH) parts.push(make(rows.slice(k, k + WIDTH)));
    return parts.length === 1 ? (parts[0] as JaxArray) : join(parts, (some) => np.concatenate(some, 0));
  };
  const stack = (rows: readonly JaxArray[]): JaxArray => join(rows, (some) => np.stack(some));
  /** The rows of the steps before, zeros first. */
  const before = (rows: JaxArray): JaxArray => np.concatenate([np.zeros([1, n]), rows.slice([0, steps - 1], [])], 0);

  /** Pre-activations [T × 4N], cells and outputs [T × N]. */
  const forward = (recurrent: JaxArray, drive: JaxArray): { bar: JaxArray; cell: JaxArray; out: JaxArray } => {
    const [bars, cells, outs]: [JaxArray[], JaxArray[], JaxArray[]] = [[], [], []];
    for (let t = 0; t < steps; t++) {
      const own = drive.ref.slice(t);
      const bar = t === 0 ? own : np.matmul(recurrent.ref, (outs[t - 1] as JaxArray).ref).add(own);
      const part = (k: number): JaxArray => bar.ref.slice([k * n, (k + 1) * n]);
      const cell = state(part(0), part(1), part(2), t === 0 ? np.zeros([n]) : (cells[t - 1] as JaxArray).ref);
      outs.push(output(part(3), cell.ref));
      bars.push(bar);
      cells.push(cell);
    }
    drive.dispose();
    recurrent.dispose();
    return { bar: stack(bars), cell: stack(cells), out: stack(outs) };
  };

  /** Elementwise derivatives of all steps, [T × N] each. */
  const derivatives = (bar: JaxArray, cell: JaxArray) => {
    const part = (k: number): JaxArray => bar.ref.slice([], [k * n, (k + 1) * n]);
    const pulled = <A extends JaxArray[]>(f: (...args: A) => JaxArray, args: A): A => {
      const [value, back] = vjp(f, args);
      value.dispose();
      const found = back(np.ones([steps, n]));
      back.dispose();
      return found;
    };
    const [z, i, f, forget] = pulled(state, [part(0), part(1), part(2), before(cell.ref)]);
    const [o, carry] = pulled(output, [part(3), cell]);
    bar.dispose();
    return { gain: { z, i, f, o }, forget, carry };
  };

  /** ∂sᵗ/∂sᵗ⁻¹, [T × 2N × 2N]. */
  const jacobians = ({ gain, forget, carry }: ReturnType<typeof derivatives>, recurrent: JaxArray): JaxArray => {
    const column = (rows: JaxArray): JaxArray => rows.reshape([steps, n, 1]);
    const scaled = (gate: Gate): JaxArray => {
      const k = GATES.indexOf(gate);
      return column(gain[gate].ref).mul(recurrent.ref.slice([k * n, (k + 1) * n], []));
    };
    const a = scaled('z').add(scaled('i')).add(scaled('f'));
    const upper = np.concatenate([column(forget.ref).mul(np.eye(n)), a], 2);
    const lower = column(carry.ref)
      .mul(upper.ref)
      .add(np.concatenate([np.zeros([steps, n, n]), scaled('o')], 2));
    recurrent.dispose();
    return np.concatenate([upper, lower], 1);
  };

  const products = (jacobian: JaxArray): JaxArray => {
    const found = [np.eye(2 * n)];
    for (let t = steps - 1; t > 0; t--) {
      const own = jacobian.ref.slice(t);
      found.push(t === steps - 1 ? own : np.matmul((found[found.length - 1] as JaxArray).ref, own));
    }
    jacobian.dispose();
    return stack(found.reverse());
  };

  /** ∂E/∂(cell, output) as it arrives at each step, [T × 2N]. */
  const sweep = (jacobian: JaxArray, delta: JaxArray): JaxArray => {
    const found = [np.concatenate([np.zeros([n]), delta], 0)];
    for (let t = steps - 1; t > 0; t--) {
      found.push(np.matmul((found[found.length - 1] as JaxArray).ref, jacobian.ref.slice(t)));
    }
    jacobian.dispose();
    return stack(found.reverse());
  };

  return jit((...given: JaxArray[]): Named => {
    const [recurrent, input, bias, inputs, delta] = given as [JaxArray, JaxArray, JaxArray, JaxArray, JaxArray];
    const drive = np.matmul(inputs.ref, np.matrixTranspose(input)).add(bias);
    const { bar, cell, out } = forward(recurrent.ref, drive);
    const derived = derivatives(bar, cell);
    const jacobian = jacobians(derived, recurrent.ref);
    const { gain, forget, carry } = derived;
    const arrived = sweep(jacobian.ref, delta);
    const deltaOutput = arrived.ref.slice([], [n, 2 * n]);
    const deltaCell = deltaOutput.ref.mul(carry).add(arrived.slice([], [0, n]));
    const cec = deltaCell.ref.mul(forget);
    // [4 × T × N]
    const pre = np.stack(GATES.map((gate) => gain[gate].mul((gate === 'o' ? deltaOutput : deltaCell).ref)));
    const messages = np.matmul(pre.ref, recurrent.reshape([4, n, n]));
    const squares = (rows: JaxArray): JaxArray => np.square(rows).sum(-1);
    const outBefore = before(out);
    const preSquares = squares(pre.ref);
    const preT = np.matrixTranspose(pre.ref);
    return {
      deltaOutput,
      deltaCell,
      cec,
      messages,
      perStep_W: np.sqrt(preSquares.ref.mul(squares(inputs.ref))),
      perStep_R: np.sqrt(preSquares.ref.mul(squares(outBefore.ref))),
      perStep_b: np.sqrt(preSquares),
      gradient_W: np.matmul(preT.ref, inputs),
      gradient_R: np.matmul(preT, outBefore),
      gradient_b: pre.sum(1),
      jacobian: jacobian.ref,
      product: products(jacobian),
    };
  });
}
