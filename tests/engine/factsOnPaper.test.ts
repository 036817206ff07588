/** Spec, section 5, items 4 and 8: the carousel's memory, and small networks with an answer on paper. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { LstmNetwork } from '../../src/engine/cells/networks';
import { runCumulativeNorms, runPathNorms } from '../../src/engine/cumulativeNorms';
import { forward } from '../../src/engine/forward';
import { toNumber } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Cuttable } from '../../src/settings/edges';
import { denseNorm } from './denseJacobian';
import {
  lastStepLoss,
  logsOf,
  lstmTraceOf,
  rnnWithout,
  rowOf,
  setupOf,
  small,
  sweepBackOver,
  sweepOf,
} from './networks';

/** The carousel's path norm by lag, with R = 0 and W_f = 0 but an input at work. */
function carousel(forgetBias: number, steps: number): number[] {
  const { network, task } = setupOf(small({ forgetBias, steps, spectralRadius: 0 }));
  const { gates, ...rest } = network as LstmNetwork;
  const still: LstmNetwork = {
    ...rest,
    gates: { ...gates, f: { ...gates.f, input: new Float64Array(gates.f.input.length) } },
  };
  const { linear } = runToEnd(forward(still, task));
  return logsOf(runToEnd(runPathNorms(linear, 'cec'))).reverse();
}

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

describe('item 4: the memory of a carousel with constant f', () => {
  it.each([
    [1, 3.2, 1],
    [3, 20.6, 1],
    [5, 149, 0],
  ])('is −1 / ln f: with forget-gate bias %d it is %d steps', (bias, expected, digits) => {
    const logs = carousel(bias, 40);
    // The slope of the curve: one decade takes memory · ln 10 steps.
    const memory = -1 / ((logs[30] - logs[0]) / 30) / Math.LN10;
    expect(Number(memory.toFixed(digits))).toBe(expected);
    expect(memory).toBeCloseTo(-1 / Math.log(sigma(bias)), 9);
    // "About 1/(1 − f) − ½": the next term of the series is (1 − f)/12.
    expect(Math.abs(memory - (1 / (1 - sigma(bias)) - 0.5))).toBeLessThan((1 - sigma(bias)) / 5);
  });
});

describe('item 8: networks with an answer on paper', () => {
  it('R = 0 and W_f = 0: the carousel’s path norm is σ(b_f)^lag, 1.901e-3 after 20 steps and 2.484e-14 after 100', () => {
    const logs = carousel(1, 101);
    expect((10 ** logs[20]).toExponential(3)).toBe('1.901e-3');
    expect((10 ** logs[100]).toExponential(3)).toBe('2.484e-14');
    logs.forEach((log, lag) => expect(log).toBeCloseTo(lag * Math.log10(sigma(1)), 11));
  });

  it('the chrono bias ln(T − 1) gives 1/(1 − f) = T, and f^T = 0.36603 at T = 100', () => {
    const bias = Math.log(99);
    expect(1 / (1 - sigma(bias))).toBeCloseTo(100, 9);
    expect((10 ** carousel(bias, 101)[100]).toFixed(5)).toBe('0.36603');
  });

  it('f ≡ 1: the 1997 gradient keeps exactly its size at any lag', () => {
    const cuts: readonly Cuttable[] = ['R_z', 'R_i', 'R_o', 'p_i', 'p_o'];
    const { deltaCell } = sweepOf(small({ forgetGate: false, peepholes: true, steps: 1000, cuts, spectralRadius: 4 }));
    // Cells pile up beyond 80 here, where tanh′ needs a block exponent: mantissas and block exponents both stay.
    const row = (step: number): unknown => Array.from({ length: 6 }, (_, k) => deltaCell.at(step, k));
    for (let k = 0; k < 6; k++) expect(deltaCell.at(999, k).mantissa).not.toBe(0);
    for (let step = 0; step < 999; step++) expect(row(step)).toEqual(row(999));
  });

  it('linear W = [[.5, 10], [0, .5]]: ‖Wᵏ‖ = 10.025, 10.006, 7.502, 5.001, …, below 1 only at k = 8', () => {
    const { linear } = rnnWithout([0.5, 10, 0, 0.5], 'identity', 12);
    const series = runToEnd(runCumulativeNorms(linear));
    const norm = (k: number): number => toNumber(series.at(11 - k));
    expect([1, 2, 3, 4].map((k) => norm(k).toFixed(3))).toEqual(['10.025', '10.006', '7.502', '5.001']);
    for (let k = 1; k < 8; k++) expect(norm(k)).toBeGreaterThan(1);
    expect(norm(8).toFixed(3)).toBe('0.625');
  });

  it.each([1.25, 0.8, -1.1])('ReLU with W = αI and active units: |α|^lag (α = %d)', (alpha) => {
    // Near the fixed point of 40 + αh, or far above it: every unit stays active, whatever sign α has.
    const matrix = [alpha, 0, 0, 0, alpha, 0, 0, 0, alpha];
    const { linear, h } = rnnWithout(matrix, 'relu', 8, { initial: [19, 19.1, 18.9], bias: 40 });
    expect(h.mantissa.every((value) => value > 0)).toBe(true);
    const logs = logsOf(runToEnd(runCumulativeNorms(linear))).reverse();
    logs.forEach((log, lag) => expect(log).toBeCloseTo(lag * Math.log10(Math.abs(alpha)), 13));
  });

  it('an orthogonal linear RNN keeps every singular value at 1 through 1000 steps', () => {
    const settings = small({
      cell: 'rnn',
      activation: 'identity',
      weights: 'orthogonal',
      radii: 'drawn',
      steps: 1001,
    });
    const { network, task } = setupOf({ ...settings, hiddenSize: 5 });
    const { linear } = runToEnd(forward(network, task));
    for (const log of logsOf(runToEnd(runCumulativeNorms(linear)))) expect(Math.abs(log)).toBeLessThan(1e-12);
    // All of them, from the rows of the end-to-end Jacobian: JᵀJ = 1.
    const rows = Array.from({ length: 5 }, (_, unit) => {
      const delta = [0, 0, 0, 0, 0];
      delta[unit] = 1;
      return rowOf(sweepBackOver(linear, lastStepLoss(delta, 1001)).deltaOutput, 0);
    });
    const product = new Matrix(rows);
    expect(denseNorm(Matrix.sub(product.transpose().mmul(product), Matrix.eye(5, 5)))).toBeLessThan(1e-12);
  });

  it('zero recurrent weights leave exactly ∏f on the cell, whatever the input does to the gates', () => {
    const settings = small({ spectralRadius: 0, steps: 25 });
    const trace = lstmTraceOf(settings);
    const { deltaCell } = sweepOf(settings);
    const expected = rowOf(deltaCell, 24);
    for (let step = 24; step > 0; step--) {
      expected.forEach((value, k) => (expected[k] = value * trace.gate.f.mantissa[step * 6 + k]));
      expect(rowOf(deltaCell, step - 1)).toEqual(expected);
    }
  });
});
