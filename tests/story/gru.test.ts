/** What is said of the GRU: its equations with the engine's numbers, its terms in each notation, its sentence and its words at rest. */
import temml from 'temml';
import { describe, expect, it } from 'vitest';
import { readCase } from '../../src/cli/referenceCase';
import { forward } from '../../src/engine/forward';
import { gateRows } from '../../src/engine/gateRows';
import { type Inspection, inspect } from '../../src/engine/inspection';
import { newMessageStage, runMessageStage } from '../../src/engine/messageStage';
import { toNumber } from '../../src/math/scaled';
import { runToEnd } from '../../src/math/task';
import type { Cuttable } from '../../src/settings/edges';
import { DEFAULTS } from '../../src/settings/specs';
import type { WordedCell } from '../../src/story/cells';
import { gateWords } from '../../src/story/cells/gateRows';
import { closingOf, equationsOf, splitOf, symbolRows } from '../../src/story/equations/equations';
import { NOTATIONS } from '../../src/story/equations/notation';
import { numberAt } from '../../src/story/equations/numbers';
import type { Place } from '../../src/story/equations/parts';
import type { Facts } from '../../src/story/facts';
import { explanationOf } from '../../src/story/glossaryExplanations';
import { summarise } from '../../src/story/sentence';
import { walkOver } from '../../src/story/walk';
import { explained, quantity } from '../../src/views/lag/words';
import { restFormula, restGates, whyNotAtRest } from '../../src/views/spectrum/words';
import { caseFile } from '../cli/caseFiles';

const STEPS = 9;
const SIZE = 5;
const NETWORK = {
  cell: 'gru',
  activation: 'tanh',
  cellActivation: 'tanh',
  peepholes: false,
  forgetGate: true,
} as const;

function inspectionsOf(seed: number, cuts: readonly Cuttable[] = []): Inspection[] {
  const { network, task, loss } = readCase(caseFile({ cell: 'gru', T: STEPS, M: 2, N: SIZE }, seed));
  const trace = runToEnd(forward(network, task));
  const stage = newMessageStage(trace.linear, loss, new Set(cuts));
  runToEnd(runMessageStage(stage, { kind: 'none' }, STEPS));
  return Array.from({ length: STEPS * SIZE }, (_, k) => inspect(trace, stage, null, Math.floor(k / SIZE), k % SIZE));
}

describe.each([
  ['whole', []],
  ['with cuts', ['cec', 'R_r']],
] as const)('the numbers of a GRU, %s', (_, cuts: readonly Cuttable[]) => {
  it('sum, or multiply, to what stands on the left', () => {
    let moving = 0;
    for (const inspection of inspectionsOf(3, cuts)) {
      const at = (place: Place): number => {
        const value = numberAt(inspection, place);
        if (value === undefined) throw new Error(`no number for ${place}`);
        return toNumber(value);
      };
      for (const { whole, joint, parts } of equationsOf(NETWORK, NOTATIONS.greff)) {
        const numbers = parts.map(({ place }) => at(place));
        const made = numbers.reduce((a, b) => (joint === '+' ? a + b : a * b));
        const largest = joint === '+' ? Math.max(...numbers.map(Math.abs)) : Math.abs(made);
        expect(Math.abs(made - at(whole.place)), whole.tex).toBeLessThanOrEqual(1e-13 * largest);
        if (made !== 0) moving++;
        for (const { edge, place } of parts) if (edge !== null && cuts.includes(edge)) expect(at(place)).toBe(0);
      }
    }
    expect(moving).toBeGreaterThan(STEPS * SIZE);
  });
});

it('the gates view has a row for each that the engine sends, and counts what it counts', () => {
  const { network, task } = readCase(caseFile({ cell: 'gru', T: STEPS, M: 2, N: SIZE }, 1));
  const { rows, saturated } = runToEnd(gateRows(runToEnd(forward(network, task))));
  const words = gateWords('gru').rows(DEFAULTS);
  expect(words.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
  expect(words.flatMap((row) => (row.saturated === null ? [] : [row.name]))).toEqual(saturated.map(({ name }) => name));
});

describe('in each notation', () => {
  const termsIn = (name: keyof typeof NOTATIONS): Record<string, string> =>
    Object.fromEntries(
      equationsOf(NETWORK, NOTATIONS[name]).flatMap(({ parts }) =>
        parts.flatMap(({ edge, tex }) => (edge === null ? [] : [[edge, tex]])),
      ),
    );

  it('its paths have the terms of the definitions, with z for the update gate where PyTorch has it', () => {
    expect(termsIn('greff')).toEqual({
      cec: '\\delta h^{t+1} \\odot u^{t+1}',
      R_u: 'R_u^{\\top}\\, \\delta \\bar{u}^{t+1}',
      R_r: 'R_r^{\\top}\\, \\delta \\bar{r}^{t+1}',
      R_n: 'R_n^{\\top}\\, \\delta m^{t+1}',
    });
    expect(termsIn('pytorch')).toEqual({
      cec: '\\delta h_{t+1} \\odot z_{t+1}',
      R_u: 'W_{hz}^{\\top}\\, \\delta \\bar{z}_{t+1}',
      R_r: 'W_{hr}^{\\top}\\, \\delta \\bar{r}_{t+1}',
      R_n: 'W_{hn}^{\\top}\\, \\delta m_{t+1}',
    });
    expect(termsIn('lipton').R_u).toBe('W^{\\mathrm{uh}\\,\\top}\\, \\delta \\bar{\\boldsymbol{u}}^{(t+1)}');
    expect(termsIn('article').R_n).toBe('W_h^{(n)\\,\\top}\\, \\delta m_{t+1}');
    const { b_u, b_r, b_n, b_m } = NOTATIONS.pytorch.symbol;
    expect([b_u, b_r, b_n, b_m]).toEqual(['b_{iz} + b_{hz}', 'b_{ir} + b_{hr}', 'b_{in}', 'b_{hn}']);
  });

  it.each(Object.values(NOTATIONS))('$name can be set, and has every symbol in the table', (notation) => {
    const used = new Set<string>();
    const symbol = new Proxy(notation.symbol, {
      get: (all, name) => {
        used.add(String(name));
        return all[name as keyof typeof all];
      },
    });
    const heard = { ...notation, symbol };
    const all = [...equationsOf(NETWORK, heard), ...splitOf(NETWORK, heard)].flatMap(({ whole, parts }) => [
      whole,
      ...parts,
    ]);
    closingOf(NETWORK, heard);
    const rows: readonly string[] = symbolRows(NETWORK).map((row) => row.symbol);
    expect([...used].filter((name) => !rows.includes(name))).toEqual([]);
    expect(used.size).toBeGreaterThan(6);
    for (const { tex } of all) expect(temml.renderToString(tex, { throwOnError: true })).toMatch(/^<math>.+<\/math>$/);
  });
});

it('its walk goes from state to state, through the pre-activation of a gate', () => {
  const terms = (edge: Cuttable): string[] => walkOver('gru', edge, null).map(({ term }) => term);
  expect(terms('cec')).toEqual(['δhᵗ', 'δhᵗ⁺¹ ⊙ uᵗ⁺¹', 'δhᵗ⁺¹', 'δhᵗ⁺² ⊙ uᵗ⁺²', 'δhᵗ⁺²']);
  expect(terms('R_n')).toEqual(['δhᵗ', 'R_nᵀ δmᵗ⁺¹', 'δmᵗ⁺¹', 'δhᵗ⁺¹', 'R_nᵀ δmᵗ⁺²', 'δmᵗ⁺²']);
});

const FACTS: Facts = {
  settings: { ...DEFAULTS, cell: 'gru' },
  steps: 100,
  remaining: Float64Array.from({ length: 100 }, (_, k) => -1 + k / 99),
  carousel: -3.2,
  entering: -0.2,
  ghost: -22,
  crossings: [
    ['cec', 85],
    ['R_u', 3],
    ['R_r', 1],
    ['R_n', 10],
  ],
  cuts: [],
  recurrent: null,
  atRest: 0.93,
  alone: [],
  without: [],
  second: null,
};

describe('the sentence', () => {
  it('describes a GRU like an LSTM: its carousel, its other paths, the plain RNN', () => {
    expect(summarise(FACTS).main).toBe(
      'Of the loss’s gradient 10 % reaches the first step, 99 steps back; of its 99 crossings 85 are on the carousel and 10 through R_n; the carousel alone leaves 0.063 %, a plain RNN 1.00·10⁻²².',
    );
  });

  it('measures its pace from the loss on, which stands on the carousel itself', () => {
    expect(summarise(FACTS).more).toBe('Measured: ×0.977 a step. At rest, max|μ| = 0.93.');
    expect(summarise({ ...FACTS, atRest: null, remaining: new Float64Array(100).fill(0, 1).with(0, -9) }).more).toMatch(
      /^Measured: ×1 a step for 98 steps, then ×1\.00·10⁻⁹\.$/,
    );
  });
});

describe('at rest', () => {
  const settings = { ...DEFAULTS, cell: 'gru' } as const;

  it.each([-2, 0, 3])('keeps σ(b_u), and shrinks λ(R_n) by what that leaves: b_u = %d', (forgetBias) => {
    const { keep, gain } = restGates({ ...settings, forgetBias });
    expect(keep).toBeCloseTo(1 / (1 + Math.exp(-forgetBias)), 14);
    expect(gain).toBeCloseTo((1 - keep) / 2, 14);
    // λ = 1/σ(0) = 2 is the border whatever the bias.
    expect(keep + gain * 2).toBeCloseTo(1, 14);
  });

  it('says where the multipliers come from, and what stands in their way', () => {
    expect(restFormula({ ...settings, forgetBias: 0 })).toBe(
      'μ = σ(b_u) + (1 − σ(b_u)) σ(b_r) λ(R_n) = 0.5 + 0.25 λ(R_n): the update gate moves the eigenvalues of R_n, and shrinks them by as much as it keeps (green circle). Where the leading λ is real and positive the gradient grows only beyond λ = 1/σ(b_r) = 2, whatever the update bias.',
    );
    expect(whyNotAtRest({ ...settings, blockBias: -0.5 }).action).toBe('Set b_n to 0');
    expect(whyNotAtRest({ ...settings, chrono: true }).patch).toEqual({ chrono: false });
  });
});

it('the lag map shows the norm of its one state, and the glossary explains its own words in it', () => {
  expect(quantity('state', 'gru')).toBe('‖δh‖₂');
  expect(explained('state', 'gru')).toBe('‖δh‖₂ against ‖Δᵗ‖₂.');
  const of = (id: Parameters<typeof explanationOf>[0], cell: WordedCell) => explanationOf(id, { ...NETWORK, cell });
  expect(of('carousel', 'gru').formula).toBe('δhᵗ⁺¹ ⊙ uᵗ⁺¹');
  expect(of('carousel', 'lstm').formula).toBe('δcᵗ⁺¹ ⊙ fᵗ⁺¹');
  expect(of('reset-gate', 'lstm')).toEqual(of('reset-gate', 'gru'));
});
