/** ∂E/∂x under cuts and truncation; without either, finite differences hold it (finiteDifferences.test.ts). */
import { describe, expect, it } from 'vitest';
import type { LstmNetwork, Task } from '../../src/engine/cells/networks';
import { forward } from '../../src/engine/forward';
import { runInputGradient } from '../../src/engine/inputGradient';
import { lossOf } from '../../src/engine/loss';
import type { Truncation } from '../../src/engine/sweep';
import { ScaledRows } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import type { Cuttable, Gate } from '../../src/settings/edges';
import { lstmTraceOf, rowOf, setupOf, small, sweepBackOver } from './networks';

const SETTINGS = small({ hiddenSize: 4, steps: 8, initialState: 'random', spectralRadius: 2 });
const GATES: readonly Gate[] = ['z', 'i', 'f', 'o'];

/** [steps][M] */
function inputGradient(
  network: LstmNetwork,
  task: Task,
  cuts: ReadonlySet<Cuttable> = new Set(),
  truncation: Truncation = { kind: 'none' },
  loss = runToEnd(lossOf({ ...SETTINGS, hiddenSize: network.hiddenSize }, task.steps)),
): number[][] {
  const trace = runToEnd(forward(network, task));
  const rows = new ScaledRows(task.steps, network.inputSize);
  runToEnd(runInputGradient(trace, sweepBackOver(trace.linear, loss, cuts, truncation), rows));
  return Array.from({ length: task.steps }, (_, step) => rowOf(rows, step));
}

function lstm(): { network: LstmNetwork; task: Task } {
  const { network, task } = setupOf(SETTINGS);
  if (network.cell !== 'lstm') throw new Error('not an LSTM');
  return { network, task };
}

/** The same forward pass, with what R_gate y sends to its gate given as inputs: gradients stop there, as at a cut. */
function detached({ network, task }: ReturnType<typeof lstm>, gate: Gate): ReturnType<typeof lstm> {
  const { hiddenSize: n, inputSize: m } = network;
  const { y } = lstmTraceOf(SETTINGS);
  const outputs = [
    ...task.initialOutput,
    ...Array.from(y.mantissa, (value, k) => value * 2 ** (256 * (y.blockExponent?.[k] ?? 0))),
  ];
  const { recurrent } = network.gates[gate];
  const inputs = Array.from({ length: task.steps }, (_, step) => {
    const before = outputs.slice(step * n, (step + 1) * n);
    const sent = Array.from({ length: n }, (_, i) =>
      before.reduce((sum, one, j) => sum + recurrent[i * n + j] * one, 0),
    );
    return [...task.inputs.slice(step * m, (step + 1) * m), ...sent];
  });
  const gates = Object.fromEntries(
    GATES.map((name) => {
      const own = network.gates[name];
      const rows = Array.from({ length: n }, (_, i) => [
        ...own.input.slice(i * m, (i + 1) * m),
        ...Array.from({ length: n }, (_, j) => Number(name === gate && i === j)),
      ]);
      const input = Float64Array.from(rows.flat());
      return [name, { ...own, input, recurrent: name === gate ? new Float64Array(n * n) : own.recurrent }];
    }),
  ) as unknown as LstmNetwork['gates'];
  return {
    network: { ...network, inputSize: m + n, gates },
    task: { ...task, inputs: Float64Array.from(inputs.flat()) },
  };
}

describe('the gradient on the inputs', () => {
  const own = lstm();
  const whole = inputGradient(own.network, own.task);

  it.each(GATES)('with R_%s cut is that of a network whose path is detached', (gate) => {
    const cut = inputGradient(own.network, own.task, new Set<Cuttable>([`R_${gate}`]));
    const other = detached(own, gate);
    const wanted = inputGradient(other.network, other.task);
    const size = Math.max(...whole.flat().map(Math.abs));
    expect(cut).not.toEqual(whole);
    for (const [step, row] of cut.entries())
      for (const [k, value] of row.entries())
        expect(Math.abs(value - (wanted[step]?.[k] ?? Number.NaN)) / size).toBeLessThan(1e-12);
  });

  it('of a loss at the last step is whole within a truncation window, and exactly zero before it', () => {
    const windowed = inputGradient(own.network, own.task, new Set(), { kind: 'window', steps: 3 });
    // Steps 1 to 3, 4 to 6, 7 and 8.
    expect(windowed.slice(6)).toEqual(whole.slice(6));
    const before = windowed.slice(0, 6).flat();
    expect(before.every((value) => value === 0)).toBe(true);
    expect(
      whole
        .slice(0, 6)
        .flat()
        .some((value) => value !== 0),
    ).toBe(true);
  });
});
