/** The LSTM with ReLU for block input and cell output (spec, section 6). */
import { describe, expect, it } from 'vitest';
import { cellOf } from '../../src/engine/cells';
import type { LstmNetwork } from '../../src/engine/cells/networks';
import { forward } from '../../src/engine/forward';
import { lossOf } from '../../src/engine/loss';
import { log10Of } from '../../src/math/limb';
import { runToEnd } from '../../src/math/task';
import { DEFAULTS } from '../../src/settings/specs';
import { lstmTraceOf, setupOf, small, sweepBackOver } from './networks';

const RELU = { cellActivation: 'relu' } as const;

describe('an LSTM with ReLU', () => {
  it('has the numbers of one unit worked out on paper', () => {
    const { network } = setupOf(small({ ...RELU, hiddenSize: 1, inputSize: 1, steps: 2 }));
    const gate = (recurrent: number, bias: number) => ({
      input: Float64Array.of(0),
      recurrent: Float64Array.of(recurrent),
      bias: Float64Array.of(bias),
      peephole: Float64Array.of(0),
    });
    // All gates stand at ½: z = 3 y + 2, c = z / 2 + c⁻ / 2, y = c / 2.
    const paper = { ...network, gates: { z: gate(3, 2), i: gate(0, 0), f: gate(0, 0), o: gate(0, 0) } } as LstmNetwork;
    const task = {
      steps: 2,
      inputs: new Float64Array(2),
      initialOutput: Float64Array.of(4),
      initialCell: Float64Array.of(2),
    };
    const trace = runToEnd(forward(paper, task));
    if (trace.cell !== 'lstm') throw new Error('not an LSTM');
    expect([...trace.gate.z.mantissa]).toEqual([14, 14]);
    expect([...trace.c.mantissa]).toEqual([8, 11]);
    expect([...trace.y.mantissa]).toEqual([4, 5.5]);
    expect([...trace.linear.carry.mantissa]).toEqual([0.5, 0.5]);
    expect(trace.linear.matrixEdges.find(({ edge }) => edge === 'R_z')?.gain.mantissa[1]).toBe(0.5);
  });

  it('has no slope at a cell and a block input below or at zero', () => {
    const { linear, gate } = lstmTraceOf(small({ ...RELU, input: 'none' }));
    expect(gate.z.mantissa.every((value) => value === 0)).toBe(true);
    expect(linear.carry.mantissa.every((value) => value === 0)).toBe(true);
  });

  it('keeps σ(b_f) alone at rest', () => {
    const atRest = cellOf('lstm').atRest({ ...DEFAULTS, ...RELU, forgetBias: 0 });
    expect(atRest).toEqual({ edge: 'R_z', keep: 0.5, gain: 0 });
  });

  it.each([
    ['without peepholes', {}],
    ['with peepholes', { peepholes: true }],
    ['of 1997', { forgetGate: false, peepholes: true }],
  ])('%s, explodes in the forward pass without Infinity or NaN', (_, changes) => {
    const settings = small({
      ...RELU,
      spectralRadius: 16,
      steps: 400,
      blockBias: 1,
      input: 'noise',
      inputStrength: 10,
      ...changes,
    });
    const trace = lstmTraceOf(settings);
    const { linear } = trace;
    const all = [trace.c, trace.y, trace.bent, ...Object.values(trace.pre), ...Object.values(trace.gate)];
    const factors = [linear.carry, linear.cellWhole, ...linear.matrixEdges.map(({ gain }) => gain)];
    for (const { mantissa } of [...all, ...factors]) expect(mantissa.every(Number.isFinite)).toBe(true);
    const sweep = sweepBackOver(linear, runToEnd(lossOf(settings, linear.steps)));
    expect(sweep.deltaCell.mantissa.every(Number.isFinite)).toBe(true);
    expect(sweep.deltaOutput.mantissa.every(Number.isFinite)).toBe(true);
    const last = 399 * linear.size;
    const logs = Array.from({ length: linear.size }, (_unused, k) =>
      log10Of(trace.c.mantissa[last + k], trace.c.limb?.[last + k] ?? 0),
    );
    expect(logs.every((log) => !Number.isNaN(log))).toBe(true);
  });
});
