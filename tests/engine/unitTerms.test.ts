/** The numbers under the terms: products of their factors, sums of their terms, and the rest of the Jacobian from cell to cell. */
import { describe, expect, it } from 'vitest';
import { type Inspection, inspect } from '../../src/engine/inspection';
import { runOffCarouselNorms } from '../../src/engine/offCarouselNorms';
import { Pipeline } from '../../src/engine/pipeline';
import { type Scaled, scaledProduct, scaledSum, toNumber, ZERO } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { denseNorm, denseStep } from './denseJacobian';
import { lstmTraceOf, small } from './networks';

const VARIANTS: readonly (readonly [string, Partial<Settings>])[] = [
  ['an LSTM', {}],
  ['one with peepholes, from a random state', { peepholes: true, initialState: 'random', spectralRadius: 3 }],
  ['the cell of 1997', { forgetGate: false, peepholes: true }],
  ['with ReLU', { cellActivation: 'relu', peepholes: true, initialState: 'random', spectralRadius: 3 }],
  ['with cuts', { peepholes: true, cuts: ['R_i', 'p_o', 'cec'] }],
  ['saturated', { forgetBias: -6, blockBias: 10, inputStrength: 10, peepholes: true, initialState: 'random' }],
  ['truncated', { truncation: 'window', truncationSteps: 4, loss: 'every' }],
  ['truncated, sliding', { truncation: 'sliding', truncationSteps: 3, loss: 'every' }],
];

/** Relative to the larger of the parts, which may cancel. */
function near(actual: Scaled, expected: Scaled, parts: readonly Scaled[] = [expected]): void {
  const largest = parts.reduce(
    (top, { mantissa, blockExponent }) => Math.max(top, Math.abs(toNumber({ mantissa, blockExponent }))),
    0,
  );
  expect(Math.abs(toNumber(actual) - toNumber(expected))).toBeLessThanOrEqual(1e-13 * largest);
}

function inspectionsOf(settings: Settings): Inspection[] {
  const pipeline = new Pipeline();
  for (const batch of pipeline.run(settings)) if (batch && batch.kind === 'stage' && batch.stage === 'messages') break;
  const { currentTrace, messages } = pipeline;
  if (currentTrace === null || messages === null) throw new Error('the run left nothing');
  return Array.from({ length: settings.steps * settings.hiddenSize }, (_, place) =>
    inspect(currentTrace, messages, null, Math.floor(place / settings.hiddenSize), place % settings.hiddenSize),
  );
}

const of = (values: Readonly<Record<string, Scaled | undefined>>, name: string): Scaled => {
  const value = values[name];
  if (value === undefined) throw new Error(`there is no ${name}`);
  return value;
};
const product = (...factors: Scaled[]): Scaled => factors.reduce(scaledProduct);
const sum = (terms: readonly Scaled[]): Scaled => terms.reduce(scaledSum, ZERO);

describe.each(VARIANTS)('%s', (_, changes) => {
  const settings = small(changes);

  it('has terms that sum to δy and δc, and factors that multiply to what stands at the gates', () => {
    let some = 0;
    for (const { terms, delta, forward, arriving } of inspectionsOf(settings)) {
      const [δy, δc] = [of(delta, 'δy'), of(delta, 'δc')];
      const onOutput = ['R_z', 'R_i', 'R_f', 'R_o'].flatMap((edge) => arriving[edge as 'R_z'] ?? []);
      near(sum([of(delta, 'Δ'), ...onOutput]), δy, [of(delta, 'Δ'), ...onOutput]);
      const onCell = [
        of(terms, 'δy ⊙ o ⊙ h′(c)'),
        terms['p_o ⊙ δō'] ?? ZERO,
        ...(['cec', 'p_i', 'p_f'] as const).flatMap((edge) => arriving[edge] ?? []),
      ];
      near(sum(onCell), δc, onCell);
      near(product(δy, of(terms, 'h(c)'), of(terms, 'σ′(ō)')), of(terms, 'δō'));
      near(product(δc, of(forward, 'z'), of(terms, 'σ′(ī)')), of(terms, 'δī'));
      near(product(δc, of(forward, 'i'), of(terms, 'g′(z̄)')), of(terms, 'δz̄'));
      if (settings.forgetGate) near(product(δc, of(terms, 'c⁻'), of(terms, 'σ′(f̄)')), of(terms, 'δf̄'));
      if (δc.mantissa !== 0 && onOutput.some(({ mantissa }) => mantissa !== 0)) some++;
    }
    expect(some).toBeGreaterThan(settings.hiddenSize);
  });

  it('has the norm of the rest from cell to cell', () => {
    const trace = lstmTraceOf(settings);
    const series = runToEnd(runOffCarouselNorms(trace.linear));
    for (let step = 1; step < settings.steps; step++) {
      const expected = denseNorm(denseStep(trace, step).A.mmul(denseStep(trace, step - 1).Q));
      expect(Math.abs(toNumber(series.at(step)) - expected)).toBeLessThanOrEqual(1e-11 * expected);
    }
    expect(toNumber(series.at(0))).toBeNaN();
  });
});

it.each(['tanh', 'sigmoid', 'relu', 'identity'] as const)('an RNN with %s has δh̄ = δh ⊙ φ′(h̄)', (activation) => {
  for (const { terms, delta } of inspectionsOf(small({ cell: 'rnn', activation, spectralRadius: 1.2 }))) {
    near(product(of(delta, 'δh'), of(terms, 'φ′(h̄)')), of(terms, 'δh̄'));
    expect(terms['h(c)']).toBeUndefined();
  }
});

it('the rest of a cell whose every unit is saturated is small, and not zero', () => {
  const { linear } = lstmTraceOf(small({ blockBias: 10, inputBias: 10, forgetBias: 10, inputStrength: 0, steps: 200 }));
  const series = runToEnd(runOffCarouselNorms(linear));
  expect(series.at(199).mantissa).toBeGreaterThan(0);
  expect(series.at(199).blockExponent).toBeLessThan(0);
});
