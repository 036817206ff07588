/** From settings to tensors: one stream for each, so that switching one thing leaves all others as they were. */

import { describe, expect, it } from 'vitest';
import { cellOf } from '../../src/engine/cells';
import type { LstmNetwork, RnnNetwork } from '../../src/engine/cells/networks';
import { inputsOf, MEASURED } from '../../src/engine/inputs';
import { lossOf } from '../../src/engine/loss';
import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { setUp } from '../../src/engine/setup';
import { spectrumOf } from '../../src/engine/spectrum';
import { RandomStream } from '../../src/math/random';
import { runToEnd } from '../../src/math/task';
import type { ParameterName } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { MEASURED_STEPS, stepsOf } from '../../src/settings/steps';
import { maxAbs, setupOf, small } from './networks';

const lstm = (changes: Partial<Settings> = {}): LstmNetwork => setupOf(small(changes)).network as LstmNetwork;
const rnn = (changes: Partial<Settings> = {}): RnnNetwork =>
  setupOf(small({ cell: 'rnn', ...changes })).network as RnnNetwork;

describe('streams', () => {
  const plain = lstm();

  it('peepholes change nothing but the peepholes', () => {
    const { gates } = lstm({ peepholes: true });
    for (const name of ['z', 'i', 'f', 'o'] as const) {
      expect(gates[name].input).toEqual(plain.gates[name].input);
      expect(gates[name].recurrent).toEqual(plain.gates[name].recurrent);
      expect(gates[name].bias).toEqual(plain.gates[name].bias);
      expect(maxAbs(gates[name].peephole) > 0).toBe(name !== 'z');
    }
  });

  it('every tensor has a stream of its own name', () => {
    const { gates } = lstm({ peepholes: true, radii: 'drawn' });
    const drawn = (name: string, count: number, deviation: number): Float64Array =>
      new RandomStream(small().seed, name).normals(count, deviation);
    for (const name of ['i', 'f', 'o'] as const) {
      expect(gates[name].peephole).toEqual(drawn(`p_${name}`, 6, 0.5));
      expect(gates[name].recurrent).toEqual(drawn(`R_${name}`, 36, 1 / Math.sqrt(6)));
      expect(gates[name].input).toEqual(drawn(`W_${name}`, 18, 1 / Math.sqrt(3)));
    }
  });

  it('the forget gate changes nothing but the forget gate', () => {
    const { gates } = lstm({ forgetGate: false });
    for (const name of ['z', 'i', 'o'] as const) expect(gates[name]).toEqual(plain.gates[name]);
    expect(maxAbs([...gates.f.input, ...gates.f.recurrent, ...gates.f.bias, ...gates.f.peephole])).toBe(0);
    expect(setupOf(small({ forgetGate: false })).spectra.has('R_f')).toBe(false);
  });

  it('the RNN, and the LSTM’s ghost, take the draws of R_z and W_z', () => {
    const { weights } = rnn();
    expect(weights.recurrent).toEqual(plain.gates.z.recurrent);
    expect(weights.input).toEqual(plain.gates.z.input);
    expect(setupOf(small()).ghost?.weights).toEqual(weights);
    expect(setupOf(small()).ghost?.activation).toBe('tanh');
    expect(setupOf(small({ cell: 'rnn' })).ghost).toBeNull();
  });

  it('inputs and loss stay as they are whatever network is used', () => {
    const inputs = setupOf(small()).task.inputs;
    for (const changes of [
      { cell: 'rnn' },
      { peepholes: true },
      { spectralRadius: 3 },
      { initialState: 'random' },
    ] as const) {
      expect(setupOf(small(changes)).task.inputs).toEqual(inputs);
    }
    const last = runToEnd(lossOf(small(), 14)).delta.subarray(13 * 6);
    expect(runToEnd(lossOf(small({ loss: 'every' }), 14)).delta.subarray(13 * 6)).toEqual(last);
    expect(runToEnd(lossOf(small({ steps: 9 }), 9)).delta.subarray(8 * 6)).toEqual(last);
  });

  it('another seed is another draw of everything', () => {
    const other = lstm({ seed: 2, peepholes: true });
    const same = lstm({ peepholes: true });
    for (const name of ['i', 'f', 'o'] as const) {
      for (const part of ['input', 'recurrent', 'peephole'] as const)
        expect(other.gates[name][part]).not.toEqual(same.gates[name][part]);
    }
    expect(plain.gates.z.recurrent).not.toEqual(plain.gates.i.recurrent);
  });
});

describe('recurrent matrices', () => {
  const kinds = ['gaussian', 'orthogonal', 'identity', 'jordan', 'glorot', 'pytorch'] as const;
  it.each(kinds)('%s: each has the wanted spectral radius, complex eigenvalues included', (weights) => {
    const { gates } = lstm({ weights, spectralRadius: 2.5, hiddenSize: 9 });
    for (const name of ['z', 'i', 'f', 'o'] as const) {
      expect(runToEnd(spectrumOf(gates[name].recurrent, 9)).radius).toBeCloseTo(2.5, 9);
    }
  });

  it.each(kinds)('%s: each has the wanted spectral norm where matrices are scaled by it', (weights) => {
    for (const cell of ['rnn', 'lstm', 'gru'] as const) {
      const { network, spectra } = setupOf(
        small({ cell, weights, scaledBy: 'norm', spectralRadius: 2.5, hiddenSize: 9 }),
      );
      for (const [edge, stated] of spectra) {
        const matrix = cellOf(network.cell)
          .parameters(network)
          .get(edge as ParameterName) as Float64Array;
        const { radius, norm } = runToEnd(spectrumOf(matrix, 9));
        expect(Math.abs(norm - 2.5), edge).toBeLessThan(2.5e-12);
        expect(stated.norm, edge).toBeCloseTo(2.5, 12);
        expect(stated.radius, edge).toBeCloseTo(radius, 9);
      }
    }
  });

  it('each alone has its own', () => {
    const settings = small({ radii: 'each', radiusZ: 0.5, radiusI: 1.5, radiusF: 0, radiusO: 4 });
    const { network, spectra } = setupOf(settings);
    const { gates } = network as LstmNetwork;
    for (const [name, radius] of [
      ['z', 0.5],
      ['i', 1.5],
      ['f', 0],
      ['o', 4],
    ] as const) {
      expect(runToEnd(spectrumOf(gates[name].recurrent, 6)).radius).toBeCloseTo(radius, 9);
      expect(spectra.get(`R_${name}`)?.radius).toBeCloseTo(radius, 12);
    }
  });

  it.each([1, 2, 5])(
    'a shear of %d units keeps its 10 whatever the radius, and knows its own spectrum',
    (hiddenSize) => {
      for (const changes of [{ spectralRadius: 0.5 }, { spectralRadius: 0 }, { radii: 'drawn' }] as const) {
        const { network, spectra } = setupOf(
          small({ cell: 'rnn', weights: 'jordan', hiddenSize, spectralRadius: 1, ...changes }),
        );
        const matrix = (network as RnnNetwork).weights.recurrent;
        if (hiddenSize === 2 && changes.spectralRadius === 0.5) expect([...matrix]).toEqual([0.5, 10, 0, 0.5]);
        const { radius, norm } = runToEnd(spectrumOf(matrix, hiddenSize));
        const stated = spectra.get('W_h');
        expect(stated?.radius).toBe(radius);
        expect(stated?.norm).toBeCloseTo(norm, 12);
      }
    },
  );

  it('as drawn: orthogonal stays orthogonal, PyTorch’s and Glorot’s keep their limits', () => {
    const orthogonal = runToEnd(spectrumOf(rnn({ radii: 'drawn', weights: 'orthogonal' }).weights.recurrent, 6));
    expect(orthogonal.norm).toBeCloseTo(1, 12);
    expect(orthogonal.radius).toBeCloseTo(1, 12);
    const top = maxAbs(rnn({ radii: 'drawn', weights: 'pytorch', hiddenSize: 40 }).weights.recurrent);
    expect(top / (1 / Math.sqrt(40))).toBeGreaterThan(0.98);
    expect(top).toBeLessThanOrEqual(1 / Math.sqrt(40));
    const glorot = maxAbs(rnn({ radii: 'drawn', weights: 'glorot', hiddenSize: 40 }).weights.recurrent);
    expect(glorot / Math.sqrt(6 / 80)).toBeGreaterThan(0.98);
    expect(glorot).toBeLessThanOrEqual(Math.sqrt(6 / 80));
  });
});

describe('biases', () => {
  it('are what the settings say', () => {
    const { gates } = lstm({ forgetBias: 2, blockBias: -1, inputBias: 0.5, outputBias: 3 });
    for (const [name, value] of [
      ['f', 2],
      ['z', -1],
      ['i', 0.5],
      ['o', 3],
    ] as const) {
      expect([...gates[name].bias]).toEqual(new Array(6).fill(value));
    }
  });

  it('chrono: b_f = ln U(1, T − 1) and b_i = −b_f, unit by unit', () => {
    const { gates } = lstm({ chrono: true, steps: 100, hiddenSize: 200, inputBias: 9 });
    const u = Array.from(gates.f.bias, Math.exp);
    expect(Math.min(...u)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...u)).toBeLessThanOrEqual(99);
    // Uniform: its mean is 50, give or take 28.3/√200.
    expect(Math.abs(u.reduce((a, b) => a + b, 0) / 200 - 50)).toBeLessThan(6);
    expect(Array.from(gates.i.bias, (value) => -value)).toEqual(Array.from(gates.f.bias));
  });
});

describe('what earlier runs drew', () => {
  it('is taken again where it would be the same, and nowhere else', () => {
    const cache = new MatrixCache();
    const other: Partial<Settings>[] = [
      {},
      { forgetBias: 3 },
      { seed: 8 },
      { inputSize: 3 },
      { hiddenSize: 5 },
      { steps: 9 },
      { inputStrength: 2 },
      { input: 'impulse', impulseStep: 2 },
      { input: 'impulse', impulseStep: 3 },
      { input: 'sine', sinePeriod: 4 },
      { input: 'sine', sinePeriod: 5 },
      { input: 'text', text: 'one' },
      { input: 'text', text: 'two' },
      { weights: 'orthogonal' },
      { cell: 'rnn' },
    ];
    for (const changes of [...other, ...[...other].reverse()]) {
      const settings = small(changes);
      expect(runToEnd(setUp(settings, cache))).toEqual(runToEnd(setUp(settings, new MatrixCache())));
    }
    const [one, two] = [{}, { forgetBias: 3 }].map((changes) => runToEnd(setUp(small(changes), cache)));
    expect(two.task.inputs).toBe(one.task.inputs);
    expect((two.network as LstmNetwork).gates.i.input).toBe((one.network as LstmNetwork).gates.i.input);
  });
});

describe('inputs', () => {
  const of = (changes: Partial<Settings>): Float64Array => inputsOf(small(changes), stepsOf(small(changes)));

  it('none is at rest, and the strength multiplies', () => {
    expect(maxAbs(of({ input: 'none' }))).toBe(0);
    const one = of({ inputStrength: 1 });
    expect(of({ inputStrength: 2 })).toEqual(one.map((value) => 2 * value));
    expect(maxAbs(of({ inputStrength: 0 }))).toBe(0);
  });

  it('white noise has mean 0 and variance 1', () => {
    const noise = of({ inputSize: 8, steps: 2000 });
    const mean = noise.reduce((a, b) => a + b, 0) / noise.length;
    const variance = noise.reduce((a, b) => a + b * b, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  it('an impulse arrives at its step alone, at the last one at the latest', () => {
    const at = (impulseStep: number): number[] => {
      const inputs = of({ input: 'impulse', impulseStep });
      return Array.from({ length: 14 }, (_, step) => step).filter(
        (step) => maxAbs(inputs.subarray(step * 3, step * 3 + 3)) > 0,
      );
    };
    expect(at(1)).toEqual([0]);
    expect(at(5)).toEqual([4]);
    expect(at(2000)).toEqual([13]);
  });

  it('a sine has its period', () => {
    const wave = of({ input: 'sine', sinePeriod: 5, steps: 40 });
    for (let k = 0; k + 15 < wave.length; k++) expect(wave[k]).toBeCloseTo(wave[k + 15], 12);
    for (let step = 0; step < 40; step++)
      expect(wave[step * 3]).toBeCloseTo(Math.SQRT2 * Math.sin((2 * Math.PI * step) / 5), 12);
  });

  it('a text sets the steps, and a character is the same vector wherever it stands', () => {
    const settings = small({ input: 'text', text: 'ab😀ba', inputSize: 2 });
    expect(stepsOf(settings)).toBe(5);
    const row = (step: number): Float64Array => inputsOf(settings, 5).subarray(2 * step, 2 * step + 2);
    expect(row(4)).toEqual(row(0));
    expect(row(3)).toEqual(row(1));
    expect(row(2)).not.toEqual(row(0));
  });

  it('a character is what a person calls one, however it is written', () => {
    const of = (text: string, characters: Settings['characters'] = 'graphemes'): number =>
      stepsOf(small({ input: 'text', text, characters }));
    expect(of('cafe\u0301')).toBe(4);
    expect(of('👨‍👩‍👧 🇫🇷')).toBe(3);
    expect(of('cafe\u0301', 'codePoints')).toBe(5);
    const inputs = (text: string): Float64Array => inputsOf(small({ input: 'text', text }), 4);
    expect(inputs('cafe\u0301')).toEqual(inputs('caf\u00e9'));
  });

  it('the measured series says where it comes from, and is brought to mean 0 and variance 1', () => {
    expect(MEASURED.length).toBe(MEASURED_STEPS);
    expect(MEASURED.url).toMatch(/^https:/);
    expect(stepsOf(small({ input: 'co2', steps: 2000 }))).toBe(672);
    const inputs = of({ input: 'co2', inputSize: 1, steps: 240 });
    expect(Math.abs(inputs.reduce((a, b) => a + b, 0) / 240)).toBeLessThan(1e-12);
    expect(inputs.reduce((a, b) => a + b * b, 0) / 240).toBeCloseTo(1, 12);
    // Input unit j sees the series j months late.
    const delayed = of({ input: 'co2', inputSize: 3, steps: 240 });
    for (let step = 2; step < 240; step++) expect(delayed[step * 3 + 2]).toBe(delayed[(step - 2) * 3]);
  });
});

describe('the loss', () => {
  it('is a vector of norm 1 at the last step, or at every one', () => {
    for (const lossDirection of ['random', 'ones', 'unit'] as const) {
      for (const loss of ['last', 'every'] as const) {
        const { delta, scale, lastOnly } = runToEnd(lossOf(small({ loss, lossDirection, lossUnit: 2 }), 14));
        expect(lastOnly).toBe(loss === 'last');
        expect(scale).toBe(1);
        for (let step = 0; step < 14; step++) {
          const norm = Math.hypot(...delta.subarray(step * 6, step * 6 + 6));
          expect(norm).toBeCloseTo(loss === 'every' || step === 13 ? 1 : 0, 14);
        }
        if (lossDirection === 'unit') expect(delta[13 * 6 + 1]).toBe(1);
      }
    }
  });
});
