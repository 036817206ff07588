/** The norms along the walk are those of the formulas (spec, section 2), from plain float64 and the forward pass alone. */
import { describe, expect, it } from 'vitest';
import { type StepNorms, walkFrom } from '../../src/engine/walk';
import type { Settings } from '../../src/settings/settings';
import { lstmTraceOf, rowOf, small, sweepOf, traceOf } from './networks';

const log = (vector: readonly number[]): number => Math.log10(Math.hypot(...vector));
const times = (...vectors: (readonly number[])[]): number[] =>
  (vectors[0] as number[]).map((_, k) => vectors.reduce((product, vector) => product * vector[k], 1));
const row = (values: Float64Array, step: number, n: number): number[] => [...values.subarray(step * n, (step + 1) * n)];
/** Mᵀ v for a row-major [n × n]. */
const back = (matrix: Float64Array, v: readonly number[]): number[] =>
  v.map((_, j) => v.reduce((sum, value, k) => sum + matrix[k * v.length + j] * value, 0));

const present = (norms: StepNorms | null): StepNorms => {
  if (norms === null) throw new Error('a step that should be there is not');
  return norms;
};

describe('the walk of the LSTM', () => {
  const settings = small({ peepholes: true, spectralRadius: 2 });
  const trace = lstmTraceOf(settings);
  const sweep = sweepOf(settings);
  const n = settings.hiddenSize;
  const walk = walkFrom(trace, sweep, 7);

  it('agrees with the formulas at each of the three steps', () => {
    const prime = (x: number): number => x * (1 - x);
    for (const norms of walk) {
      const { step, norm, message } = present(norms);
      const at = (values: Float64Array): number[] => row(values, step, n);
      const [z, i, f, o, tanhC] = [trace.gate.z, trace.gate.i, trace.gate.f, trace.gate.o, trace.bent].map(
        ({ mantissa }) => at(mantissa),
      );
      const peephole = [...trace.network.gates.o.peephole];
      const deltaY = rowOf(sweep.deltaOutput, step);
      const deltaC = rowOf(sweep.deltaCell, step);
      const deltaO = times(deltaY, tanhC, o.map(prime));
      const into = times(
        deltaY,
        o,
        tanhC.map((x) => 1 - x * x),
      );
      expect(norm.δy).toBeCloseTo(log(deltaY), 12);
      expect(norm.δc).toBeCloseTo(log(deltaC), 12);
      expect(norm.δō).toBeCloseTo(log(deltaO), 10);
      expect(norm['p_o ⊙ δō']).toBeCloseTo(log(times(peephole, deltaO)), 10);
      expect(norm['Q ⊙ δy']).toBeCloseTo(log(into.map((x, k) => x + peephole[k] * deltaO[k])), 10);
      expect(norm.δz̄).toBeCloseTo(
        log(
          times(
            deltaC,
            i,
            z.map((x) => 1 - x * x),
          ),
        ),
        10,
      );
      expect(norm.δī).toBeCloseTo(log(times(deltaC, z, i.map(prime))), 10);
      expect(norm.δf̄).toBeCloseTo(log(times(deltaC, row(trace.c.mantissa, step - 1, n), f.map(prime))), 10);
      expect(norm.Δ).toBe(-Infinity);
      const next = step + 1;
      const nextC = rowOf(sweep.deltaCell, next);
      const nextO = times(
        rowOf(sweep.deltaOutput, next),
        row(trace.bent.mantissa, next, n),
        row(trace.gate.o.mantissa, next, n).map(prime),
      );
      expect(message.cec).toBeCloseTo(log(times(nextC, row(trace.gate.f.mantissa, next, n))), 12);
      expect(message.R_o).toBeCloseTo(log(back(trace.network.gates.o.recurrent, nextO)), 10);
    }
  });

  it('is empty beyond the last step, where nothing arrives and the loss enters', () => {
    const [last, ...beyond] = walkFrom(trace, sweep, settings.steps - 1);
    expect(beyond).toEqual([null, null]);
    expect(Object.values(last.message)).toEqual(new Array(7).fill(-Infinity));
    expect(last.norm.Δ).toBeCloseTo(0, 14);
    expect(last.norm.δy).toBeCloseTo(0, 14);
    expect(walkFrom(trace, sweep, settings.steps - 2)[2]).toBeNull();
  });

  it('a cut leaves what is before it and nothing after it', () => {
    const cut = { ...settings, cuts: ['R_z', 'p_o'] } as Settings;
    const [here, next] = walkFrom(trace, sweepOf(cut), 7);
    expect(here.message.R_z).toBe(-Infinity);
    expect(here.norm['p_o ⊙ δō']).toBe(-Infinity);
    expect(present(next).norm.δz̄).toBeGreaterThan(-12);
  });
});

it('the RNN has one way and no cell', () => {
  const settings = small({ cell: 'rnn' });
  const [here] = walkFrom(traceOf(settings), sweepOf(settings), 3);
  expect(Object.keys(here.norm).sort()).toEqual(['Δ', 'δh', 'δh̄'].sort());
  expect(here.message.W_h).toBeCloseTo(here.norm.δh ?? Number.NaN, 12);
});
