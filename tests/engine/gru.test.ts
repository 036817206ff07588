/** The GRU (spec, section 6) against its equations written down with Math.exp and ml-matrix, and what must hold of it on paper. */
import { EVD, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { readCase } from '../../src/cli/referenceCase';
import type { GruTrace } from '../../src/engine/cells/gruForward';
import type { GruNetwork, Task } from '../../src/engine/cells/networks';
import { runCumulativeNorms, runPathNorms } from '../../src/engine/cumulativeNorms';
import { forward } from '../../src/engine/forward';
import { gateRows } from '../../src/engine/gateRows';
import { inspect } from '../../src/engine/inspection';
import { runLagMap } from '../../src/engine/lagMap';
import { runLedger } from '../../src/engine/ledger';
import { log10StateNorm, newMessageStage, runMessageStage } from '../../src/engine/messageStage';
import { lossChange, neighboursOf } from '../../src/engine/neighbours';
import { residualOf } from '../../src/engine/residual';
import { runStepNorms } from '../../src/engine/stepNorms';
import type { OutputGradient } from '../../src/engine/sweep';
import { log10GlobalNorm, weightGradients } from '../../src/engine/weightGradients';
import { weightStrips } from '../../src/engine/weightStrips';
import { log10Of, toNumber } from '../../src/math/scaled';
import type { ScaledVector } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import { type Cuttable, type Edge, edgesOf } from '../../src/settings/edges';
import type { LagOf } from '../../src/settings/settings';
import { caseFile } from '../cli/caseFiles';
import { denseNorm } from './denseJacobian';
import { denseAt, lastStepLoss, logsOf, maxAbs, rowOf, sweepBackOver } from './networks';

const STEPS = 9;

interface Gru {
  readonly network: GruNetwork;
  readonly task: Task;
  readonly loss: OutputGradient;
  readonly trace: GruTrace;
}

function traced(network: GruNetwork, task: Task): GruTrace {
  const trace = runToEnd(forward(network, task));
  if (trace.cell !== 'gru') throw new Error('a GRU has a GRU’s trace');
  return trace;
}

function randomGru(size: number, seed: number): Gru {
  const { network, task, loss } = readCase(caseFile({ cell: 'gru', T: STEPS, M: 2, N: size }, seed));
  if (network.cell !== 'gru') throw new Error('the case is no GRU');
  return { network, task, loss, trace: traced(network, task) };
}

interface Choice {
  readonly recurrent?: Partial<Record<'u' | 'r' | 'n', readonly number[]>>;
  readonly bias?: Partial<Record<'u' | 'r' | 'n' | 'm', number>>;
  readonly initial?: readonly number[];
}

/** Without input; matrices and biases that are not given are 0. */
function atRest(size: number, steps: number, { recurrent = {}, bias = {}, initial = [] }: Choice): GruTrace {
  const constant = (value: number): Float64Array => new Float64Array(size).fill(value);
  const gate = (name: 'u' | 'r' | 'n') => ({
    input: new Float64Array(size),
    recurrent: recurrent[name] === undefined ? new Float64Array(size * size) : Float64Array.from(recurrent[name]),
    bias: constant(bias[name] ?? 0),
  });
  const initialOutput = new Float64Array(size);
  initialOutput.set(initial);
  return traced(
    {
      cell: 'gru',
      hiddenSize: size,
      inputSize: 1,
      gates: { u: gate('u'), r: gate('r'), n: gate('n') },
      resetBias: constant(bias.m ?? 0),
    },
    { steps, inputs: new Float64Array(steps), initialOutput, initialCell: new Float64Array(size) },
  );
}

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const sigmaPrime = (x: number): number => sigma(x) * sigma(-x);

/** State and edge Jacobians of every step, from the equations. */
function byHand({ network, task }: Gru): { h: number[]; edge: Record<string, Matrix> }[] {
  const { hiddenSize: n, inputSize, gates, resetBias } = network;
  let before = Array.from(task.initialOutput);
  return Array.from({ length: task.steps }, (_, step) => {
    const x = Array.from(task.inputs.subarray(step * inputSize, (step + 1) * inputSize));
    const times = (matrix: Float64Array, v: readonly number[], k: number): number =>
      v.reduce((sum, value, j) => sum + matrix[k * v.length + j] * value, 0);
    const bar = (name: 'u' | 'r', k: number): number =>
      times(gates[name].input, x, k) + times(gates[name].recurrent, before, k) + gates[name].bias[k];
    const units = before.map((own, k) => {
      const [u, r] = [bar('u', k), bar('r', k)];
      const m = times(gates.n.recurrent, before, k) + resetBias[k];
      const n = Math.tanh(times(gates.n.input, x, k) + gates.n.bias[k] + sigma(r) * m);
      const open = (1 - sigma(u)) * (1 - n * n);
      return {
        h: (1 - sigma(u)) * n + sigma(u) * own,
        cec: sigma(u),
        R_u: (own - n) * sigmaPrime(u),
        R_r: open * m * sigmaPrime(r),
        R_n: open * sigma(r),
      };
    });
    const scaled = (name: 'u' | 'r' | 'n'): Matrix =>
      Matrix.diag(units.map((unit) => unit[`R_${name}`])).mmul(
        Matrix.from1DArray(n, n, Array.from(gates[name].recurrent)),
      );
    before = units.map(({ h }) => h);
    const cec = Matrix.diag(units.map((unit) => unit.cec));
    return { h: before, edge: { cec, R_u: scaled('u'), R_r: scaled('r'), R_n: scaled('n') } };
  });
}

function sumOf(edge: Record<string, Matrix>, cut?: string): Matrix {
  const total = Matrix.zeros((edge.cec as Matrix).rows, (edge.cec as Matrix).rows);
  for (const [name, matrix] of Object.entries(edge)) if (name !== cut) total.add(matrix);
  return total;
}

const at = (series: ScaledVector | undefined, step: number): number => {
  if (series === undefined) throw new Error('no such series');
  return toNumber(series.at(step));
};
const near = (actual: number, expected: number, tolerance = 1e-11): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
};
const EDGES = edgesOf({ cell: 'gru', peepholes: false, forgetGate: false });

describe.each([
  [1, 1],
  [3, 2],
  [5, 3],
  [14, 4],
])('a random GRU of %i units', (size, seed) => {
  const gru = randomGru(size, seed);
  const { trace, loss } = gru;
  const { linear } = trace;
  const steps = byHand(gru);

  it('has the states and step Jacobians of its equations', () => {
    steps.forEach(({ h, edge }, step) => {
      h.forEach((value, k) => expect(trace.h[step * size + k]).toBeCloseTo(value, 13));
      const expected = sumOf(edge).to1DArray();
      const { matrix, blockExponent } = denseAt(linear, step);
      expect(blockExponent).toBe(0);
      matrix.forEach((value, k) =>
        expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(1e-12 * (1 + maxAbs(expected))),
      );
    });
  });

  it('has the norms of its steps, edges, paths and products, whole and without an edge', () => {
    const norms = runToEnd(runStepNorms(linear));
    expect(norms.block.size).toBe(0);
    steps.forEach(({ edge }, step) => {
      near(at(norms.state, step), denseNorm(sumOf(edge)));
      for (const name of EDGES) near(at(norms.edge.get(name), step), denseNorm(edge[name]));
    });
    for (const cut of [undefined, ...EDGES]) {
      const series = runToEnd(runCumulativeNorms(linear, new Set<Cuttable>(cut === undefined ? [] : [cut])));
      let product = Matrix.eye(size, size);
      for (let step = STEPS - 2; step >= 0; step--) {
        product = product.mmul(sumOf(steps[step + 1].edge, cut));
        near(at(series, step), denseNorm(product), 1e-10);
      }
    }
    for (const name of EDGES) {
      const series = runToEnd(runPathNorms(linear, name));
      let product = Matrix.eye(size, size);
      for (let step = STEPS - 2; step >= 0; step--) {
        product = product.mmul(steps[step + 1].edge[name]);
        near(at(series, step), denseNorm(product), 1e-10);
      }
    }
  });

  it('delivers messages that sum to what arrives, cut or not, each its edge Jacobian’s', () => {
    for (const cut of [undefined, ...EDGES]) {
      const sweep = sweepBackOver(linear, loss, new Set<Cuttable>(cut === undefined ? [] : [cut]));
      const residual = residualOf(sweep);
      for (let step = 0; step < STEPS; step++) expect(residual(step)).toBeLessThan(-14);
      for (const name of EDGES) {
        const message = sweep.message.get(name);
        if (message === undefined) throw new Error(`no messages of ${name}`);
        for (let step = 0; step < STEPS - 1; step++) {
          const delta = Matrix.rowVector(rowOf(sweep.deltaOutput, step + 1));
          const expected =
            name === cut ? new Array<number>(size).fill(0) : delta.mmul(steps[step + 1].edge[name]).getRow(0);
          rowOf(message, step).forEach((value, k) =>
            expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(1e-12 * maxAbs(expected)),
          );
        }
      }
    }
  });

  it('has crossings that sum to the lag; a cut edge has none', () => {
    for (const cut of [undefined, 'cec', 'R_n'] as const) {
      const sweep = sweepBackOver(linear, loss, new Set<Cuttable>(cut === undefined ? [] : [cut]));
      const { crossings } = runToEnd(runLedger(sweep));
      expect([...crossings.keys()]).toEqual(EDGES);
      for (let step = 0; step < STEPS; step++) {
        const parts = [...crossings.values()].map((series) => series[step]);
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(Math.abs(sum - (STEPS - 1 - step))).toBeLessThanOrEqual(1e-11 * (1 + maxAbs(parts)));
        if (cut !== undefined) expect(crossings.get(cut)?.[step]).toBe(0);
      }
    }
  });

  it('has the same norms of its weight gradients in the sum, step by step and in the lag map', () => {
    const sweep = sweepBackOver(linear, loss);
    const weights = weightGradients(trace, sweep);
    const strips = runToEnd(weightStrips(trace, sweep));
    expect(strips.global).toBeCloseTo(log10GlobalNorm(weights), 12);
    expect(strips.strips.map(({ name }) => name)).toEqual([...weights.gradient.keys()]);
    for (const { name, perStep } of strips.strips) {
      const norms = weights.perStep.get(name);
      if (norms === undefined) throw new Error(`no norms of ${name}`);
      logsOf(norms).forEach((value, step) => expect(perStep[step]).toBeCloseTo(value, 11));
      // The column of the last step's loss.
      const map = lagMap(gru, name);
      const scale = Math.log10(loss.scale);
      logsOf(norms).forEach((value, step) => expect(map[step * STEPS + STEPS - 1]).toBeCloseTo(value - scale, 5));
    }
    const state = lagMap(gru, 'state');
    for (let step = 0; step < STEPS; step++)
      expect(state[step * STEPS + STEPS - 1]).toBeCloseTo(log10StateNorm(sweep, step) - Math.log10(loss.scale), 5);
  });

  it('shows a unit’s numbers: gates, factors, slopes and the two derivatives of the candidate', () => {
    const stage = newMessageStage(linear, loss, new Set());
    runToEnd(runMessageStage(stage, { kind: 'none' }, STEPS));
    expect(stage.rows).toEqual([
      'y',
      ...EDGES.map((edge) => `arriving.${edge}`),
      ...EDGES.map((edge) => `alone.${edge}`),
    ]);
    const { forward: values, terms, factor, delta } = inspect(trace, stage, null, 4, 0);
    expect(toNumber(values.u)).toBeCloseTo(steps[4].edge.cec.get(0, 0), 13);
    expect(toNumber(values.h)).toBe(trace.h[4 * size]);
    expect(toNumber(factor.cec ?? { mantissa: Number.NaN, blockExponent: 0 })).toBeCloseTo(
      steps[5].edge.cec.get(0, 0),
      13,
    );
    const [m, n] = [terms.δm, terms.δn̄].map((term) => (term === undefined ? Number.NaN : toNumber(term)));
    near(n * toNumber(values.r), m, 1e-13);
    near(n, toNumber(delta.δh) * (1 - toNumber(values.u)) * (1 - toNumber(values.n) ** 2), 1e-11);
    const [take, away] = [terms['1 − u'], terms['h⁻ − n']].map((term) =>
      term === undefined ? Number.NaN : toNumber(term),
    );
    near(take, 1 - toNumber(values.u), 1e-13);
    expect(away).toBe(trace.h[3 * size] - toNumber(values.n));
    const { rows, saturated } = runToEnd(gateRows(trace));
    expect(rows.map(({ name }) => name)).toEqual(['u', 'r', 'n', 'h']);
    expect(rows[3].mantissa).toEqual(trace.h);
    expect(saturated.map(({ name }) => name)).toEqual(['u', 'r', 'n']);
  });

  it('has a gradient that predicts how far a neighbouring trajectory moves the loss', () => {
    const neighbours = runToEnd(neighboursOf(trace, seed));
    expect(Math.abs(lossChange(neighbours, sweepBackOver(linear, loss)) - 1)).toBeLessThan(1e-3);
  });
});

function lagMap({ trace, task, loss, network }: Gru, of: LagOf): Float32Array {
  const n = network.hiddenSize;
  const delta = Float64Array.from({ length: task.steps * n }, (_, k) => loss.delta[(task.steps - 1) * n + (k % n)]);
  const cells = new Float32Array(task.steps * task.steps);
  for (const batch of runLagMap(trace, { delta, scale: loss.scale, lastOnly: false }, new Set(), of))
    if (batch) cells.set(batch.cells, batch.from * task.steps);
  return cells;
}

describe('on paper', () => {
  const logOf = (factor: number, power: number): number => power * Math.log10(factor);

  it('a constant update gate is a carousel of σ(b_u) a step', () => {
    const { linear } = atRest(3, 101, { bias: { u: 3 } });
    const log10 = logOf(sigma(3), 100);
    expect(logsOf(runToEnd(runPathNorms(linear, 'cec')))[0]).toBeCloseTo(log10, 11);
    expect(logsOf(runToEnd(runCumulativeNorms(linear)))[0]).toBeCloseTo(log10, 11);
  });

  it('at rest the multipliers are σ(b_u) + (1 − σ(b_u)) σ(b_r) λ(R_n)', () => {
    const recurrent = [0.5, 2, -1, 1.5, 0.25, 0.75, -2, 1, 1];
    const other = [1, -1, 2, 0, 3, 1, 1, 1, -2];
    for (const [u, r] of [
      [0, 0],
      [1, -1],
      [-2, 3],
    ]) {
      const { linear } = atRest(3, 4, { recurrent: { u: other, r: other, n: recurrent }, bias: { u, r } });
      const own = new EVD(Matrix.from1DArray(3, 3, recurrent));
      const found = new EVD(Matrix.from1DArray(3, 3, Array.from(denseAt(linear, 3).matrix)));
      const gain = (1 - sigma(u)) * sigma(r);
      const sorted = (values: number[]): number[] => values.toSorted((a, b) => a - b);
      const expected = sorted(own.realEigenvalues.map((value) => sigma(u) + gain * value));
      sorted(found.realEigenvalues).forEach((value, k) => expect(value).toBeCloseTo(expected[k], 12));
      const turned = sorted(own.imaginaryEigenvalues.map((value) => gain * value));
      sorted(found.imaginaryEigenvalues).forEach((value, k) => expect(value).toBeCloseTo(turned[k], 12));
    }
  });

  it.each([
    ['10^903', 30, 0, 0.5 + 0.25 * 30],
    ['10^-918', 0.01, -2, sigma(-2) + sigma(2) * 0.5 * 0.01],
  ])('a gradient of %s after 1000 steps at rest, and its parts', (_, lambda, u, multiplier) => {
    const turned = [0, lambda, 0, 0, 0, lambda, lambda, 0, 0];
    const { linear } = atRest(3, 1001, { recurrent: { n: turned }, bias: { u } });
    const back = 999;
    const log10 = logOf(multiplier, 1000);
    // R_n turns (1, 1, 1) / √3 into λ times itself, and it is normal.
    expect(logsOf(runToEnd(runCumulativeNorms(linear)))[0]).toBeCloseTo(log10, 9);
    expect(logsOf(runToEnd(runPathNorms(linear, 'R_n')))[0]).toBeCloseTo(logOf((sigma(-u) * lambda) / 2, 1000), 8);
    const sweep = sweepBackOver(linear, lastStepLoss([1, 1, 1], 1001));
    expect(log10StateNorm(sweep, 1000 - back)).toBeCloseTo(logOf(multiplier, back) + Math.log10(3) / 2, 9);
    const { crossings } = runToEnd(runLedger(sweep));
    expect(crossings.get('cec')?.[1000 - back]).toBeCloseTo((back * sigma(u)) / multiplier, 7);
  });

  it('the border of explosion, λ = 1 / σ(b_r), does not move with the update bias', () => {
    for (const u of [-3, 0, 3, 6])
      for (const [lambda, sign] of [
        [1.99, -1],
        [2.01, 1],
      ]) {
        const { linear } = atRest(1, 200, { recurrent: { n: [lambda] }, bias: { u } });
        expect(Math.sign(logsOf(runToEnd(runCumulativeNorms(linear)))[0])).toBe(sign);
      }
  });
});

describe('saturated gates leave a gradient, not a false zero', () => {
  const LN10 = Math.LN10;
  const log10At = (trace: GruTrace, edge: Edge): number => {
    const { mantissa, blockExponent } = runToEnd(runStepNorms(trace.linear)).edge.get(edge)?.at(1) ?? {
      mantissa: 0,
      blockExponent: 0,
    };
    return log10Of(mantissa, blockExponent);
  };

  it('shut to all that is old: u = σ(−900)', () => {
    const trace = atRest(1, 4, { recurrent: { r: [1], n: [1] }, bias: { u: -900, n: 0.5 } });
    expect(log10At(trace, 'cec')).toBeCloseTo(-900 / LN10, 9);
    expect(logsOf(runToEnd(runPathNorms(trace.linear, 'cec')))[0]).toBeCloseTo((-3 * 900) / LN10, 8);
    const alone = sweepBackOver(trace.linear, lastStepLoss([1], 4), new Set<Cuttable>(['R_u', 'R_r', 'R_n']));
    expect(alone.deltaOutput.log10Norm(0)).toBeCloseTo((-3 * 900) / LN10, 8);
  });

  it('shut to all that is new: 1 − u = σ(−900), and at ū = 40, where 1 − u is 0 in float64', () => {
    for (const u of [40, 79, 81, 900]) {
      const trace = atRest(1, 4, { recurrent: { n: [1] }, bias: { u } });
      expect(log10At(trace, 'R_n')).toBeCloseTo((-u - Math.log1p(Math.exp(-u))) / LN10 + Math.log10(0.5), 9);
      expect(trace.linear.diagonalEdges[0].factor.mantissa[0]).toBe(1);
      const weights = weightGradients(trace, sweepBackOver(trace.linear, lastStepLoss([1], 4)));
      const bias = weights.gradient.get('b_n')?.at(0, 0) ?? { mantissa: 0, blockExponent: 0 };
      expect(log10Of(bias.mantissa, bias.blockExponent)).toBeCloseTo(-u / LN10 + Math.log10(4), 8);
    }
  });

  it('reset, candidate and update gate beyond float64', () => {
    const reset = atRest(1, 4, { recurrent: { r: [1], n: [1] }, bias: { r: -900, m: 2, n: 0.1 } });
    // n = tanh(0.1), as r lets nothing through, and h⁻ = n / 2.
    const n = Math.tanh(0.1);
    const open = 0.5 * (1 - n * n) * (2 + n / 2);
    expect(log10At(reset, 'R_r')).toBeCloseTo(Math.log10(open) + (n / 2 - 900) / LN10, 9);
    const candidate = atRest(1, 4, { recurrent: { n: [1] }, bias: { n: 450 } });
    // tanh′(n̄) = 4 e^−2n̄, and n̄ = 450 + r h⁻ = 450.25 at the second step.
    expect(log10At(candidate, 'R_n')).toBeCloseTo(Math.log10(0.25) + Math.log10(4) - 900.5 / LN10, 9);
    const update = atRest(1, 4, { recurrent: { u: [1] }, bias: { u: 900 }, initial: [0.5] });
    expect(log10At(update, 'R_u')).toBeCloseTo(Math.log10(0.5) - 900.5 / LN10, 9);
  });

  it('and one unit that is far below another does not hide what comes back', () => {
    const trace = atRest(2, 4, { recurrent: { n: [0, 1, 1, 0] }, bias: { u: -900 } });
    const norms = logsOf(runToEnd(runCumulativeNorms(trace.linear)));
    norms.forEach((value, step) => expect(value).toBeCloseTo(logOf2(3 - step), 10));
  });
});

/** (1 − u) tanh′(0) r = ½ a step. */
const logOf2 = (steps: number): number => steps * Math.log10(0.5);
