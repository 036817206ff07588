/** A GRU from settings: which setting is which bias, which stream is which matrix, and that the whole run goes through. */
import { EVD, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { atRestMultiplier, atRestMultipliers } from '../../src/engine/atRest';
import type { Batch } from '../../src/engine/batches';
import type { GruNetwork, LstmNetwork } from '../../src/engine/cells/networks';
import { forward } from '../../src/engine/forward';
import { measureAll } from '../../src/engine/measure';
import { perturbedSetup } from '../../src/engine/perturbation';
import { Pipeline } from '../../src/engine/pipeline';
import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { setUp } from '../../src/engine/setup';
import { spectrumOf } from '../../src/engine/spectrum';
import { RandomStream } from '../../src/math/random';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { denseAt, maxAbs, setupOf, small } from './networks';

const GATES = ['u', 'r', 'n'] as const;
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const gruSettings = (changes: Partial<Settings> = {}): Settings => small({ cell: 'gru', ...changes });
const gru = (changes: Partial<Settings> = {}): GruNetwork => setupOf(gruSettings(changes)).network as GruNetwork;

describe('the set-up of a GRU', () => {
  it('draws every matrix from a stream of its own name', () => {
    const { gates } = gru({ radii: 'drawn' });
    const drawn = (name: string, count: number, deviation: number): Float64Array =>
      new RandomStream(small().seed, name).normals(count, deviation);
    for (const name of GATES) {
      expect(gates[name].recurrent).toEqual(drawn(`R_${name}`, 36, 1 / Math.sqrt(6)));
      expect(gates[name].input).toEqual(drawn(`W_${name}`, 18, 1 / Math.sqrt(3)));
    }
  });

  it('takes b_u from the forget-gate bias, b_r from the reset bias, b_n from the block bias, and has no b_m', () => {
    const { gates, resetBias } = gru({ forgetBias: 2, resetBias: -0.5, blockBias: 0.25, inputBias: 7, outputBias: 7 });
    const constant = (value: number): Float64Array => new Float64Array(6).fill(value);
    expect(gates.u.bias).toEqual(constant(2));
    expect(gates.r.bias).toEqual(constant(-0.5));
    expect(gates.n.bias).toEqual(constant(0.25));
    expect(resetBias).toEqual(constant(0));
  });

  it('gives each matrix its own spectral radius', () => {
    const settings = gruSettings({ radii: 'each', radiusU: 0.5, radiusR: 0, radiusN: 4, spectralRadius: 9 });
    const { network, spectra } = setupOf(settings);
    expect([...spectra.keys()]).toEqual(['R_u', 'R_r', 'R_n']);
    for (const [name, radius] of [
      ['u', 0.5],
      ['r', 0],
      ['n', 4],
    ] as const) {
      expect(runToEnd(spectrumOf((network as GruNetwork).gates[name].recurrent, 6)).radius).toBeCloseTo(radius, 9);
      expect(spectra.get(`R_${name}`)?.radius).toBeCloseTo(radius, 12);
    }
    for (const { radius } of setupOf(gruSettings({ spectralRadius: 2 })).spectra.values())
      expect(radius).toBeCloseTo(2, 12);
  });

  it('draws chrono biases for the update gate alone: the draws of an LSTM’s forget gate', () => {
    const changes = { chrono: true, steps: 100, forgetBias: 5, resetBias: 1 } as const;
    const { gates } = gru(changes);
    expect(gates.u.bias).toEqual((setupOf(small(changes)).network as LstmNetwork).gates.f.bias);
    expect(new Set(gates.u.bias).size).toBe(6);
    expect(gates.r.bias).toEqual(new Float64Array(6).fill(1));
  });

  it('has the plain tanh RNN of its candidate beside it', () => {
    const settings = gruSettings({ blockBias: 0.5 });
    const { network, ghost } = setupOf(settings);
    const { input, recurrent, bias } = (network as GruNetwork).gates.n;
    expect(ghost).toMatchObject({ cell: 'rnn', activation: 'tanh', hiddenSize: 6, inputSize: 3 });
    expect(ghost?.weights).toEqual({ input, recurrent, bias });
  });

  it('starts from h alone: a random initial state has no cell', () => {
    const { task } = setupOf(gruSettings({ initialState: 'random' }));
    expect(task.initialOutput).toEqual(setupOf(small({ initialState: 'random' })).task.initialOutput);
    expect(maxAbs(task.initialCell)).toBe(0);
  });

  it('moves every number of it in the second run, the RNN beside it included', () => {
    const setup = setupOf(gruSettings({ resetBias: 0.3, blockBias: 0.2 }));
    const moved = runToEnd(perturbedSetup(setup, 3));
    const before = setup.network as GruNetwork;
    const after = moved.network as GruNetwork;
    for (const name of GATES)
      for (const part of ['input', 'recurrent', 'bias'] as const) {
        const values = before.gates[name][part];
        after.gates[name][part].forEach((value, k) => {
          expect(value === values[k]).toBe(values[k] === 0);
          expect(Math.abs(value / values[k] - 1)).toBeLessThan(5e-16);
        });
      }
    const { input, recurrent, bias } = after.gates.n;
    expect(moved.ghost?.weights).toEqual({ input, recurrent, bias });
    expect([...moved.spectra.keys()]).toEqual([...setup.spectra.keys()]);
  });

  it('is the same from a cache that has served other cells', () => {
    const cache = new MatrixCache();
    for (const cell of ['lstm', 'gru', 'rnn', 'gru'] as const)
      expect(runToEnd(setUp(small({ cell }), cache))).toEqual(setupOf(small({ cell })));
  });
});

describe('a GRU at rest', () => {
  const resting = (changes: Partial<Settings> = {}): Settings => gruSettings({ input: 'none', ...changes });

  it.each([
    [0, 0],
    [2, -1],
    [-3, 1.5],
  ])('has the multipliers of its step’s Jacobian (b_u = %d, b_r = %d)', (forgetBias, resetBias) => {
    const settings = resting({ forgetBias, resetBias, spectralRadius: 2.5 });
    const { network, task, spectra } = setupOf(settings);
    const { matrix } = denseAt(runToEnd(forward(network, task)).linear, 7);
    const { realEigenvalues, imaginaryEigenvalues } = new EVD(Matrix.from1DArray(6, 6, Array.from(matrix)));
    const largest = Math.max(...realEigenvalues.map((re, k) => Math.hypot(re, imaginaryEigenvalues[k])));
    expect(atRestMultiplier(settings, spectra)).toBeCloseTo(largest, 11);
    const sum = realEigenvalues.reduce((a, b) => a + b, 0);
    expect(atRestMultipliers(settings, spectra)?.re.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 11);
  });

  it('crosses into explosion where λ(R_n) σ(b_r) does, whatever the update bias', () => {
    for (const forgetBias of [-4, 0, 8]) {
      const at = (spectralRadius: number): number => {
        const settings = resting({ weights: 'identity', forgetBias, resetBias: 0.7, spectralRadius });
        return atRestMultiplier(settings, setupOf(settings).spectra) as number;
      };
      expect(at(1.001 / sigma(0.7))).toBeGreaterThan(1);
      expect(at(0.999 / sigma(0.7))).toBeLessThan(1);
    }
  });

  it.each([
    ['the candidate’s bias moves the resting point', { blockBias: 0.1 }],
    ['chrono biases differ between units', { chrono: true }],
  ] as const)('has no such formula where %s', (_, changes) => {
    const settings = resting(changes);
    expect(atRestMultipliers(settings, setupOf(settings).spectra)).toBeNull();
  });
});

describe('a run of a GRU', () => {
  const settings = gruSettings({ steps: 12 });
  const batches = [...new Pipeline().run(settings)].filter((batch): batch is Batch => Boolean(batch));

  it('goes through every stage, with the formula at rest', () => {
    expect(batches.flatMap((batch) => (batch.kind === 'stage' ? [batch.stage] : []))).toEqual(
      [...new Pipeline().run(small({ steps: 12 }))].flatMap((batch) =>
        batch && batch.kind === 'stage' ? [batch.stage] : [],
      ),
    );
    const [first] = batches;
    if (first?.kind !== 'forward') throw new Error('a run begins with its forward batch');
    expect(first.edges).toEqual(['cec', 'R_u', 'R_r', 'R_n']);
    expect(first.rows).not.toContain('c');
    expect(first.rest).toEqual({ edge: 'R_n', keep: sigma(1), gain: expect.closeTo((1 - sigma(1)) / 2, 14) });
  });

  it('answers questions: crossings sum to the lag, neighbours part as the gradient says', () => {
    const answers = runToEnd(
      measureAll(
        settings,
        [
          { measure: { kind: 'crossings', edge: 'all', lag: 11 } },
          { measure: { kind: 'neighbours', of: 'lossChange' } },
          { measure: { kind: 'atRest' } },
        ],
        false,
      ),
    );
    expect(answers[0]).toBeCloseTo(11, 9);
    expect(answers[1]).toBeCloseTo(1, 3);
    expect(answers[2]).toBeGreaterThan(0);
  });
});
