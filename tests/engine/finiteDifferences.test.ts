/**
 * Gradients and crossings against central differences. With h = 1e-5 a central difference is off by about h² · E‴ and by
 * 1e-16/h of rounding: 1e-8 of the largest entry is asked for. Each case first shows that its gradient is alive.
 */

import { describe, expect, it } from 'vitest';
import { type ReferenceCase, readCase } from '../../src/cli/referenceCase';
import type { Network, Task } from '../../src/engine/cells/networks';
import { Crossing, GradientState } from '../../src/engine/crossing';
import { type ForwardTrace, forward } from '../../src/engine/forward';
import { runInputGradient } from '../../src/engine/inputGradient';
import { runLedger } from '../../src/engine/ledger';
import { edgeNames, FactorBuilder, type Linearisation, matrixEdge } from '../../src/engine/linearisation';
import { lossOf } from '../../src/engine/loss';
import { log10StateNorm } from '../../src/engine/messageStage';
import type { OutputGradient } from '../../src/engine/sweep';
import { weightGradients } from '../../src/engine/weightGradients';
import { toNumber } from '../../src/math/scaled';
import { ScaledRows } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import { CELLS } from '../../src/settings/cells';
import type { Edge, Gate, ParameterName } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { caseFile } from '../cli/caseFiles';
import { logsOf, maxAbs, setupOf, small, sweepBackOver } from './networks';

const H = 1e-5;
const TOLERANCE = 1e-8;

/** Networks made from settings; the GRU's is a reference case, with a bias of its candidate's recurrent part. */
const SETTINGS: Readonly<Record<string, Settings>> = {
  LSTM: small({ hiddenSize: 4, steps: 8, initialState: 'random' }),
  'LSTM with peepholes': small({ hiddenSize: 4, steps: 8, initialState: 'random', peepholes: true, spectralRadius: 3 }),
  'LSTM of 1997': small({ hiddenSize: 4, steps: 8, initialState: 'random', peepholes: true, forgetGate: false }),
  'LSTM, a loss at every step': small({
    hiddenSize: 4,
    steps: 8,
    initialState: 'random',
    peepholes: true,
    loss: 'every',
  }),
  'ReLU LSTM': small({ hiddenSize: 4, steps: 8, initialState: 'random', cellActivation: 'relu', spectralRadius: 3 }),
  'ReLU LSTM with peepholes, a loss at every step': small({
    hiddenSize: 4,
    steps: 8,
    initialState: 'random',
    cellActivation: 'relu',
    peepholes: true,
    loss: 'every',
  }),
  'tanh RNN': small({ cell: 'rnn', hiddenSize: 4, steps: 8, initialState: 'random', spectralRadius: 1.5 }),
  'sigmoid RNN': small({
    cell: 'rnn',
    activation: 'sigmoid',
    hiddenSize: 4,
    steps: 5,
    initialState: 'random',
    spectralRadius: 5,
  }),
  'ReLU RNN': small({
    cell: 'rnn',
    activation: 'relu',
    hiddenSize: 4,
    steps: 8,
    initialState: 'random',
    loss: 'every',
    seed: 2,
  }),
  'linear RNN': small({
    cell: 'rnn',
    activation: 'identity',
    hiddenSize: 4,
    steps: 8,
    initialState: 'random',
    loss: 'every',
  }),
};

type Case = Pick<ReferenceCase, 'network' | 'task' | 'loss'>;

function caseOf(settings: Settings): Case {
  const { network, task } = setupOf(settings);
  return { network, task, loss: runToEnd(lossOf(settings, task.steps)) };
}

const GRU = caseFile({ cell: 'gru', T: 8, M: 3, N: 4 });
const everyStep = Array.from({ length: 8 }, (_, t) => Array.from({ length: 4 }, (_unused, k) => Math.cos(4 * t + k)));
const CASES: readonly (readonly [string, Case])[] = [
  ...Object.entries(SETTINGS).map(([name, settings]) => [name, caseOf(settings)] as const),
  ['GRU', readCase(GRU)],
  ['GRU, a loss at every step', readCase({ ...GRU, outputGradient: everyStep })],
];

/** E = Σ ⟨Δᵗ, yᵗ⟩. */
function lossValue(network: Network, task: Task, { delta }: OutputGradient): number {
  const trace = runToEnd(forward(network, task));
  const output = outputOf(trace);
  return delta.reduce((sum, value, k) => sum + value * output[k], 0);
}

function outputOf(trace: ForwardTrace): ArrayLike<number> {
  if (trace.cell === 'gru') return trace.h;
  const { mantissa, blockExponent } = trace.cell === 'rnn' ? trace.h : trace.y;
  return Array.from(mantissa, (m, k) => m * 2 ** (256 * (blockExponent?.[k] ?? 0)));
}

/** Every array that E depends on, by the name of its gradient. */
function parametersOf(network: Network): [ParameterName, Float64Array][] {
  if (network.cell === 'rnn') {
    const { input, recurrent, bias } = network.weights;
    return [
      ['W_x', input],
      ['W_h', recurrent],
      ['b', bias],
    ];
  }
  if (network.cell === 'gru') {
    const own = CELLS.gru.gates.flatMap((gate): [ParameterName, Float64Array][] => {
      const { input, recurrent, bias } = network.gates[gate];
      return [
        [`W_${gate}`, input],
        [`R_${gate}`, recurrent],
        [`b_${gate}`, bias],
      ];
    });
    return [...own, ['b_m', network.resetBias]];
  }
  const gates: Gate[] = network.forgetGate ? ['z', 'i', 'f', 'o'] : ['z', 'i', 'o'];
  return gates.flatMap((gate) => {
    const { input, recurrent, bias, peephole } = network.gates[gate];
    const own: [ParameterName, Float64Array][] = [
      [`W_${gate}`, input],
      [`R_${gate}`, recurrent],
      [`b_${gate}`, bias],
    ];
    return network.peepholes && gate !== 'z' ? [...own, [`p_${gate}`, peephole] as [ParameterName, Float64Array]] : own;
  });
}

/** dE/d(array) by central differences; the array is put back as it was. */
function differences(array: Float64Array, value: () => number): number[] {
  return Array.from(array, (original, k) => {
    array[k] = original + H;
    const above = value();
    array[k] = original - H;
    const below = value();
    array[k] = original;
    return (above - below) / (2 * H);
  });
}

function expectClose(ours: readonly number[], numeric: readonly number[], what: string): void {
  const largest = maxAbs(numeric);
  expect(largest, `${what} is alive`).toBeGreaterThan(1e-4);
  expect(ours).toHaveLength(numeric.length);
  ours.forEach((value, k) =>
    expect(Math.abs(value - numeric[k]), `${what}[${k}]`).toBeLessThanOrEqual(TOLERANCE * Math.max(1, largest)),
  );
}

describe.each(CASES)('%s', (_, { network, task, loss }) => {
  const trace = runToEnd(forward(network, task));
  const { linear } = trace;
  const sweep = sweepBackOver(linear, loss);
  const value = (): number => lossValue(network, task, loss);

  it('has the weight gradients of central differences, every entry of every parameter', () => {
    const { gradient, globalNorm } = weightGradients(trace, sweep);
    const parameters = parametersOf(network);
    expect([...gradient.keys()].sort()).toEqual(parameters.map(([name]) => name).sort());
    let square = 0;
    for (const [name, array] of parameters) {
      const rows = gradient.get(name);
      const ours = Array.from(rows?.mantissa ?? [], (m, k) => m * 2 ** (256 * (rows?.blockExponent[k] ?? 0)));
      expectClose(ours, differences(array, value), name);
      for (const entry of ours) square += entry * entry;
    }
    expect(toNumber(globalNorm) / Math.sqrt(square)).toBeCloseTo(1, 13);
  });

  it('has the gradient on the inputs, every number of every step', () => {
    const rows = new ScaledRows(task.steps, network.inputSize);
    const norms = runToEnd(runInputGradient(trace, sweep, rows));
    const ours = Array.from(rows.mantissa, (m, k) => m * 2 ** (256 * (rows.blockExponent[k] ?? 0)));
    expectClose(ours, differences(task.inputs, value), 'x');
    const { inputSize } = network;
    logsOf(norms).forEach((log, step) => {
      const norm = Math.hypot(...ours.slice(step * inputSize, (step + 1) * inputSize));
      expect(10 ** log * loss.scale, `step ${step + 1}`).toBeCloseTo(norm, 12);
    });
  });

  it('has the gradient of the initial state', () => {
    const g = new GradientState(linear.size);
    sweep.arrivingCell.load(0, g.cell);
    sweep.deltaOutput.load(0, g.output);
    const crossing = new Crossing(linear, new Set());
    crossing.arrive(0, g);
    crossing.cross(0, g);
    expectClose(Array.from(g.output.mantissa), differences(task.initialOutput, value), 'initial output');
    if (linear.hasCell) expectClose(Array.from(g.cell.mantissa), differences(task.initialCell, value), 'initial cell');
  });
});

/** The same network with every message of one edge scaled by λ. */
function scaled(linear: Linearisation, edge: Edge, lambda: number): Linearisation {
  const times = (values: Float64Array): Float64Array => values.map((value) => value * lambda);
  const diagonalEdges = linear.diagonalEdges.map((own) =>
    own.edge === edge
      ? { ...own, factor: { mantissa: times(own.factor.mantissa), blockExponent: own.factor.blockExponent } }
      : own,
  );
  const onCell = diagonalEdges.filter(({ on }) => on === 'cell').map(({ factor }) => factor);
  return {
    ...linear,
    diagonalEdges,
    matrixEdges: linear.matrixEdges.map((own) =>
      own.edge === edge ? matrixEdge(edge, own.from, times(own.matrix), linear.size, own.gain) : own,
    ),
    cellWhole: runToEnd(new FactorBuilder(linear.steps, linear.size).sum(onCell)),
  };
}

describe('crossings are ∂ ln‖gᵗ‖ / ∂ ln λ_e', () => {
  const cases = {
    LSTM: small({ spectralRadius: 2 }),
    'LSTM with peepholes that explodes': small({ peepholes: true, spectralRadius: 6, initialState: 'random' }),
    'LSTM of 1997': small({ peepholes: true, forgetGate: false, spectralRadius: 3 }),
  } satisfies Record<string, Settings>;

  it.each([
    ...Object.entries(cases).map(([name, settings]) => [name, caseOf(settings)] as const),
    ['GRU', readCase(GRU)] as const,
  ])('%s', (_, { network, task, loss }) => {
    const { linear } = runToEnd(forward(network, task));
    const { crossings } = runToEnd(runLedger(sweepBackOver(linear, loss)));
    const h = 1e-4;
    for (const edge of edgeNames(linear)) {
      const above = sweepBackOver(scaled(linear, edge, Math.exp(h)), loss);
      const below = sweepBackOver(scaled(linear, edge, Math.exp(-h)), loss);
      const own = crossings.get(edge) ?? new Float64Array();
      expect(maxAbs(own)).toBeGreaterThan(1e-2);
      for (let step = 0; step < linear.steps; step++) {
        const numeric = ((log10StateNorm(above, step) - log10StateNorm(below, step)) * Math.LN10) / (2 * h);
        expect(Math.abs(own[step] - numeric), `${edge} at ${step}`).toBeLessThan(1e-5);
      }
    }
  });
});
