/** What `npm run reference` prints, without starting a process. */
import { describe, expect, it } from 'vitest';
import { readCase } from '../../src/cli/referenceCase';
import { referenceValues } from '../../src/cli/referenceValues';
import { type CaseChoice, type CaseFile, caseFile, decayingLstm } from './caseFiles';

type Values = Record<string, unknown> & {
  readonly gradient: Record<string, unknown>;
  readonly message: Record<string, unknown[]>;
};

const valuesOf = (file: CaseFile): Values => referenceValues(readCase(JSON.parse(JSON.stringify(file)))) as Values;

/** The lengths of nested arrays, from the outside; every array of a level must have the same. */
function shapeOf(value: unknown): number[] {
  if (!Array.isArray(value)) return [];
  const inner = value.map(shapeOf);
  for (const shape of inner) expect(shape).toEqual(inner[0]);
  return [value.length, ...(inner[0] ?? [])];
}

describe('the shape of every key, whatever the size', () => {
  const choices: [string, CaseChoice, number][] = [];
  for (const [T, M, N] of [
    [1, 1, 1],
    [2, 1, 1],
    [5, 1, 2],
    [5, 2, 1],
    [4, 3, 2],
    [6, 2, 5],
  ] as const) {
    for (const [cell, peepholes, forgetGate] of [
      ['rnn', false, false],
      ['lstm', false, true],
      ['lstm', true, true],
      ['lstm', false, false],
      ['lstm', true, false],
      ['gru', false, false],
    ] as const) {
      const label = `${cell} ${peepholes ? 'peepholes' : ''} ${forgetGate ? 'f' : ''} T=${T} M=${M} N=${N}`;
      choices.push([label, { cell, T, M, N, peepholes, forgetGate }, choices.length + 1]);
    }
  }

  it('is tried on 36 networks', () => expect(choices).toHaveLength(36));

  it.each(choices)('%s', (_, choice, seed) => {
    const { T, N, cell } = choice;
    const file = caseFile(choice, seed);
    const values = valuesOf(file);
    const edges =
      cell !== 'lstm'
        ? { rnn: ['W_h'], gru: ['cec', 'R_u', 'R_r', 'R_n'] }[cell]
        : ['cec', 'R_z', 'R_i', 'R_f', 'R_o', 'p_i', 'p_f'].filter(
            (edge) => (choice.forgetGate || !edge.endsWith('_f')) && (choice.peepholes || !edge.startsWith('p_')),
          );
    for (const [name, parameter] of Object.entries(file.params)) {
      expect(shapeOf(values.gradient[name]), name).toEqual(shapeOf(parameter));
    }
    expect(Object.keys(values.gradient)).toEqual(expect.arrayContaining(Object.keys(file.params)));
    for (const key of cell === 'lstm' ? ['c', 'y', 'delta_c', 'delta_y'] : ['h', 'delta_h']) {
      expect(shapeOf(values[key]), key).toEqual([T, N]);
    }
    const byEdge: Record<string, number[]> = {
      message: T === 1 ? [0] : [T - 1, N],
      crossings: [T],
      edgeJacobianNorm: [T],
      log10PathNorm: [T],
    };
    for (const [key, shape] of Object.entries(byEdge)) {
      const series = values[key] as Record<string, unknown>;
      expect(Object.keys(series), key).toEqual(expect.arrayContaining(edges));
      expect(Object.keys(series), key).toHaveLength(edges.length);
      for (const edge of edges) expect(shapeOf(series[edge]), `${key}.${edge}`).toEqual(shape);
    }
    for (const key of ['log10CumulativeNorm', 'log10StateGradientNorm']) expect(shapeOf(values[key]), key).toEqual([T]);
    for (const key of ['gradientNormPerStep', 'jacobianNorm', 'log10DeltaNorm']) {
      for (const series of Object.values(values[key] as object)) expect(shapeOf(series), key).toEqual([T]);
    }
    for (const key of ['spectralRadius', 'spectralNorm']) {
      for (const value of Object.values(values[key] as object)) expect(value, key).toEqual(expect.any(Number));
    }
    expect(values.gradientNorm).toEqual(expect.any(Number));
    // Nothing is lost on the way through JSON.
    expect(JSON.parse(JSON.stringify(values))).toEqual(values);
  });

  it('keeps the columns of W at N = 2, M = 1, and the brackets at 1 × 1', () => {
    expect(valuesOf(caseFile({ cell: 'rnn', T: 3, M: 1, N: 2 })).gradient.W_x).toEqual([
      [expect.any(Number)],
      [expect.any(Number)],
    ]);
    const { gradient } = valuesOf(caseFile({ cell: 'lstm', T: 3, M: 1, N: 1, peepholes: true }));
    expect(gradient.W_z).toEqual([[expect.any(Number)]]);
    expect(gradient.R_o).toEqual([[expect.any(Number)]]);
    expect(gradient.b_z).toEqual([expect.any(Number)]);
    expect(gradient.p_i).toEqual([expect.any(Number)]);
  });
});

describe('a case of an LSTM', () => {
  const choice = { cell: 'lstm', T: 5, M: 2, N: 3, peepholes: true } as const;

  it('that does not name its nonlinearity has tanh', () => {
    expect(valuesOf(caseFile(choice))).toEqual(valuesOf(caseFile({ ...choice, cellActivation: 'tanh' })));
  });

  it('with ReLU has the forward pass of the definitions, and the gradient of its differences', () => {
    const at = (shift: number): { y: number[][]; gradient: Values['gradient'] } => {
      const file = caseFile({ ...choice, cellActivation: 'relu' }, 3);
      (file.params.b_z as number[])[1] += shift;
      return valuesOf(file) as unknown as { y: number[][]; gradient: Values['gradient'] };
    };
    const { outputGradient } = caseFile({ ...choice, cellActivation: 'relu' }, 3) as unknown as {
      outputGradient: number[][];
    };
    const loss = ({ y }: { y: number[][] }): number =>
      y.flat().reduce((sum, value, place) => sum + value * outputGradient.flat()[place], 0);
    const slope = (loss(at(1e-5)) - loss(at(-1e-5))) / 2e-5;
    const { y, gradient } = at(0);
    expect((gradient.b_z as number[])[1]).not.toBe(0);
    expect((gradient.b_z as number[])[1] / slope).toBeCloseTo(1, 7);
    expect(y.flat().every((value) => value >= 0)).toBe(true);
    expect(y.flat().some((value) => value > 0)).toBe(true);
  });

  it.each([2e7, 1e100])(
    'whose gates are at ±%d has exact zeros in place of slopes with ReLU, and is refused with tanh',
    (bias) => {
      const file = (cellActivation: 'tanh' | 'relu'): CaseFile => {
        const made = caseFile({ ...choice, cellActivation });
        made.params.b_o = [bias, bias, -bias];
        return made;
      };
      expect(valuesOf(file('relu')).gradient.b_o).toEqual([0, 0, 0]);
      expect(() => valuesOf(file('tanh'))).toThrow('too small to be held');
    },
  );
});

describe('where the gradient is exactly zero', () => {
  it('crossings are null, logarithms too, and numbers 0', () => {
    const file = caseFile({ cell: 'rnn', T: 4, M: 2, N: 2 });
    // ReLU units that are never on.
    Object.assign(file, { activation: 'relu', inputs: new Array(4).fill([0, 0]) });
    Object.assign(file.params, {
      b: [-100, -100],
      W_h: [
        [0, 0],
        [0, 0],
      ],
    });
    const values = valuesOf(file);
    expect((values.crossings as Record<string, unknown>).W_h).toEqual([null, null, null, 0]);
    expect(values.log10StateGradientNorm).toEqual([null, null, null, expect.any(Number)]);
    expect(values.log10CumulativeNorm).toEqual([null, null, null, 0]);
    expect((values.delta_h as number[][])[0]).toEqual([0, 0]);
    expect(values.gradient.b).toEqual([0, 0]);
  });

  it('also without any loss', () => {
    const file = caseFile({ cell: 'lstm', T: 3, M: 1, N: 1 });
    file.outputGradient = [[0], [0], [0]];
    const values = valuesOf(file);
    expect((values.crossings as Record<string, unknown>).cec).toEqual([null, null, null]);
    expect(values.gradientNorm).toBe(0);
  });
});

describe('numbers outside float64', () => {
  /** A linear RNN of one unit, without input: hᵗ = wᵗ h⁰, δhᵗ = w^(T−t), δW_h = T w^(T−1) h⁰. */
  const linear = (weight: number, steps: number, sign = 1): CaseFile => {
    const file = caseFile({ cell: 'rnn', T: steps, M: 1, N: 1 });
    Object.assign(file, {
      activation: 'identity',
      params: { W_x: [[0]], W_h: [[weight]], b: [0] },
      inputs: new Array(steps).fill([0]),
      initialState: { h: [sign] },
      outputGradient: Array.from({ length: steps }, (_, step) => [step === steps - 1 ? 1 : 0]),
    });
    return file;
  };
  const near = (log10: number): unknown => expect.closeTo(log10, 9);

  it.each([
    ['explode', 10, 400],
    ['vanish', 0.1, 400],
  ])('%s: every quantity of a linear RNN', (_, weight, steps) => {
    const each = Math.log10(weight);
    const values = valuesOf(linear(weight, steps, -1));
    expect((values.h as unknown[][])[steps - 1]).toEqual([{ log10: near(each * steps), sign: -1 }]);
    expect((values.delta_h as unknown[][])[0]).toEqual([{ log10: near(each * (steps - 1)), sign: 1 }]);
    expect(values.message.W_h[0]).toEqual([{ log10: near(each * (steps - 1)), sign: 1 }]);
    const gradient = each * (steps - 1) + Math.log10(steps);
    expect(values.gradient.W_h).toEqual([[{ log10: near(gradient), sign: -1 }]]);
    const norms = values.gradientNormPerStep as Record<string, unknown[]>;
    expect(norms.W_h?.[0]).toEqual({ log10: near(each * (steps - 1)), sign: 1 });
    expect(norms.W_x?.[0]).toBe(0);
    // b's gradient is the sum of δh, so that for the vanishing network the last step's 1 leads it.
    if (weight > 1) expect(values.gradientNorm).toMatchObject({ log10: expect.closeTo(gradient, 2), sign: 1 });
    else expect(values.gradientNorm).toBeCloseTo(10 / 9, 12);
    expect(values.log10CumulativeNorm).toMatchObject({ 0: near(each * (steps - 1)) });
  });

  it('a normal float64 is printed as such, 10^307 and 10^-307 too', () => {
    const up = valuesOf(linear(10, 307)).h as number[][];
    expect(up[306]?.[0] / 1e307).toBeCloseTo(1, 12);
    const down = valuesOf(linear(0.1, 308)).h as unknown[][];
    expect((down[306]?.[0] as number) / 1e-307).toBeCloseTo(1, 12);
    // Subnormal: some of its digits are gone.
    expect(down[307]?.[0]).toEqual({ log10: near(-308), sign: 1 });
  });

  it('a weight of 10^140: its norm in float64, and the state beyond', () => {
    const file = linear(1e140, 4);
    expect(valuesOf(file).spectralNorm).toEqual({ W_h: expect.closeTo(1e140, -130) });
    expect((valuesOf(file).h as unknown[][])[3]).toEqual([{ log10: near(560), sign: 1 }]);
  });

  it('a tanh RNN whose state decays below float64', () => {
    const file = linear(0.1, 400);
    Object.assign(file, { activation: 'tanh', initialState: { h: [1e-20] } });
    const values = valuesOf(file);
    expect((values.h as unknown[][])[399]).toEqual([{ log10: near(-420), sign: 1 }]);
    expect(values.gradient.W_h).toEqual([[{ log10: near(-419 + Math.log10(400)), sign: 1 }]]);
  });

  it('an LSTM whose cell decays below float64: its state, its gains, its weight gradients', () => {
    const steps = 900;
    const { file, rate, start, gate } = decayingLstm(steps);
    const values = valuesOf(file);
    const log10 = Math.log10(start) + steps * Math.log10(rate);
    expect(log10).toBeLessThan(-420);
    expect((values.c as unknown[][])[steps - 1]).toEqual([{ log10: near(log10), sign: 1 }]);
    expect((values.y as unknown[][])[steps - 1]).toEqual([{ log10: near(log10 + Math.log10(gate)), sign: 1 }]);
    // E = y = o c⁰ rateᵀ, and of the rate R_z's part is i o R_z.
    const slope = (steps * gate * gate) / rate;
    expect(values.gradient.R_z).toEqual([[{ log10: near(log10 + Math.log10(gate * slope)), sign: 1 }]]);
    // diag(c⁻ σ'(b_f)) R_f
    const prime = Math.exp(-2) / (1 + Math.exp(-2)) ** 2;
    const norms = values.edgeJacobianNorm as Record<string, unknown[]>;
    const last = log10 - Math.log10(rate) + Math.log10(prime * 0.7);
    expect(norms.R_f?.[steps - 1]).toEqual({ log10: near(last), sign: 1 });
    // Of each step back it spends next to nothing on R_f, which is not nothing.
    const crossings = values.crossings as Record<string, unknown[]>;
    expect(crossings.R_f?.[steps - 2]).toMatchObject({ log10: expect.any(Number) });
    expect(crossings.cec?.[0]).toEqual(expect.any(Number));
  });

  it('saturated gates: the output of σ(−900)', () => {
    const file = caseFile({ cell: 'rnn', T: 3, M: 1, N: 1 });
    Object.assign(file, { activation: 'sigmoid', inputs: [[0], [0], [0]] });
    Object.assign(file.params, { b: [-900], W_h: [[0.5]] });
    file.initialState = { h: [0] };
    const log10 = -900 / Math.LN10;
    const values = valuesOf(file);
    expect((values.h as unknown[][])[1]).toEqual([{ log10: near(log10), sign: 1 }]);
    const jacobian = values.jacobianNorm as { state: unknown[] };
    expect(jacobian.state[1]).toEqual({ log10: near(log10 + Math.log10(0.5)), sign: 1 });
  });

  it('a loss gradient of any size', () => {
    const file = caseFile({ cell: 'lstm', T: 4, M: 1, N: 2 });
    const plain = valuesOf(file);
    // 10^-200 squared is 0 in float64, and yet a loss at every step has no ledger.
    file.outputGradient = [
      [0, 0],
      [1e-200, 0],
      [0, 0],
      [1e-200, 0],
    ];
    expect(valuesOf(file).crossings).toBeUndefined();
    file.outputGradient = [
      [0, 0],
      [0, 0],
      [0, 0],
      [1e-200, 0],
    ];
    expect(valuesOf(file).crossings).toBeDefined();
    expect(plain.crossings).toBeDefined();
  });

  it('fails where the engine cannot hold a number, instead of printing null', () => {
    const file = caseFile({ cell: 'lstm', T: 4, M: 1, N: 2 });
    for (const name of ['R_z', 'R_i', 'R_f', 'R_o'])
      file.params[name] = [
        [1e300, 1e300],
        [1e300, -1e300],
      ];
    expect(() => valuesOf(file)).toThrow(/e\^-?\d.* is too small to be held|mantissa of -?Infinity|no longer finite/);
  });
});
