/** That the parts sum to the whole: how far they miss it, for everybody to see. */
import { addRow, addTo, log10Norm, multiply, type ScaledRows, ScaledVector } from '../math/scaledVector';
import type { Edge } from '../settings/edges';
import { carryOf, diagonalsOn } from './linearisation';
import { addLoss, type BackwardSweep } from './sweep';

/**
 * By step (0-based), log10 of |parts − whole| / |largest part|, the worse of two: Δ and the messages on y against δy, and the messages
 * on c and the way in from y, Q ⊙ δy, against δc. The whole was summed in an order of its own; a single part agrees to the last bit.
 */
export function residualOf({
  linear,
  loss,
  cuts,
  message,
  deltaOutput,
  deltaCell,
}: BackwardSweep): (step: number) => number {
  const n = linear.size;
  const rowsOf = (edges: readonly { readonly edge: Edge }[]): ScaledRows[] =>
    edges.map(({ edge }) => message.get(edge) as ScaledRows);
  const onOutput = rowsOf([...linear.matrixEdges, ...diagonalsOn('output', linear)]);
  const onCell = rowsOf(diagonalsOn('cell', linear));
  const carry = carryOf(linear, cuts);
  const part = new ScaledVector(n);
  const sum = new ScaledVector(n);
  let largest = -Infinity;
  const clear = (): void => {
    sum.clear();
    largest = -Infinity;
  };
  const takePart = (): void => {
    largest = Math.max(largest, log10Norm(part));
    addTo(sum, part);
  };
  const takeRows = (parts: readonly ScaledRows[], step: number): void => {
    for (const rows of parts) {
      largest = Math.max(largest, rows.log10Norm(step));
      addRow(sum, rows, step, 1);
    }
  };
  const missOf = (whole: ScaledRows, step: number): number => {
    addRow(sum, whole, step, -1);
    return largest === -Infinity ? -Infinity : log10Norm(sum) - largest;
  };
  return (step) => {
    clear();
    part.clear();
    addLoss(part, loss, step);
    takePart();
    takeRows(onOutput, step);
    const output = missOf(deltaOutput, step);
    if (!linear.hasCell) return output;
    clear();
    takeRows(onCell, step);
    deltaOutput.load(step, part);
    multiply(part, carry, step, part);
    part.normalise();
    takePart();
    return Math.max(output, missOf(deltaCell, step));
  };
}
