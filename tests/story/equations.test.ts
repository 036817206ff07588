/** The equations as data: every term can be set, every path has one, the numbers sum, and every symbol is in the table. */
import temml from 'temml';
import { describe, expect, it } from 'vitest';
import { type Inspection, inspect } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import { toNumber } from '../../src/math/scaled';
import { activeCuts, cuttableOf } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { SPECS } from '../../src/settings/specs';
import { closingOf, equationsOf, splitOf, symbolRows } from '../../src/story/equations/equations';
import { type AnyNotation, NOTATIONS, type SymbolName } from '../../src/story/equations/notation';
import { numberAt } from '../../src/story/equations/numbers';
import type { Place } from '../../src/story/equations/parts';
import { writer } from '../../src/story/equations/writer';
import { small } from '../engine/networks';

const VARIANTS: readonly (readonly [string, Settings])[] = [
  ['LSTM', small({ initialState: 'random' })],
  ['LSTM with peepholes', small({ peepholes: true, initialState: 'random' })],
  ['LSTM with ReLU', small({ cellActivation: 'relu', peepholes: true, initialState: 'random' })],
  ['cell of 1997', small({ forgetGate: false })],
  ['cell of 1997 with peepholes', small({ forgetGate: false, peepholes: true })],
  ...(['tanh', 'sigmoid', 'relu', 'identity'] as const).map(
    (activation) => [`RNN, ${activation}`, small({ cell: 'rnn', activation })] as const,
  ),
];
const EACH = VARIANTS.flatMap(([name, settings]) =>
  Object.values(NOTATIONS).map((notation) => [`${name}, ${notation.name}`, settings, notation] as const),
);

/** A notation that remembers which of its symbols were asked for. */
function listening(notation: AnyNotation): { notation: AnyNotation; used: Set<SymbolName> } {
  const used = new Set<SymbolName>();
  const symbol = new Proxy(notation.symbol, {
    get(all, name) {
      used.add(name as SymbolName);
      return all[name as SymbolName];
    },
  });
  return { notation: { ...notation, symbol }, used };
}

function texOf(settings: Settings, notation: AnyNotation): string[] {
  const pass = equationsOf(settings, notation).flatMap(({ whole, parts }) => [whole, ...parts]);
  const split = splitOf(settings, notation).flatMap(({ whole, parts }) => [whole, ...parts]);
  const closing = closingOf(settings, notation).flatMap((piece) =>
    typeof piece === 'object' && 'tex' in piece ? [piece] : [],
  );
  return [...pass, ...split, ...closing].map(({ tex }) => tex);
}

describe.each(EACH)('%s', (_, settings, notation) => {
  it('can be set, all of it', () => {
    const all = texOf(settings, notation);
    expect(all.length).toBeGreaterThan(5);
    for (const tex of all) {
      const markup = temml.renderToString(tex, { throwOnError: true });
      expect(markup, tex).toMatch(/^<math>.+<\/math>$/);
      expect(markup).not.toContain('merror');
    }
    expect(() => temml.renderToString('\\frac{1', { throwOnError: true })).toThrow();
  });

  it('has one term for each path', () => {
    const edges = equationsOf(settings, notation).flatMap(({ parts }) => parts.flatMap(({ edge }) => edge ?? []));
    expect(edges.sort()).toEqual([...cuttableOf(settings)].sort());
  });

  it('has every symbol that it uses in the table, and no symbol of another network', () => {
    const { notation: heard, used } = listening(notation);
    texOf(settings, heard);
    const rows = symbolRows(settings).map(({ symbol }) => symbol);
    expect([...used].filter((name) => !rows.includes(name))).toEqual([]);
    expect(used.size).toBeGreaterThan(1);
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.includes('p_i')).toBe(settings.cell === 'lstm' && settings.peepholes);
    expect(rows.includes('R_f')).toBe(settings.cell === 'lstm' && settings.forgetGate);
  });
});

function inspectionsOf(settings: Settings): Inspection[] {
  const pipeline = new Pipeline();
  for (const batch of pipeline.run(settings)) if (batch && batch.kind === 'stage' && batch.stage === 'messages') break;
  const { currentTrace, messages } = pipeline;
  if (currentTrace === null || messages === null) throw new Error('the run left nothing');
  return Array.from({ length: settings.steps }, (_, step) =>
    inspect(currentTrace, messages, null, step, step % settings.hiddenSize),
  );
}

describe.each([
  ...VARIANTS,
  ['one with cuts', small({ peepholes: true, cuts: ['cec', 'R_f', 'p_o'] })] as const,
  ['a truncated one', small({ truncation: 'window', truncationSteps: 5, loss: 'every' })] as const,
])('the numbers of a run: %s', (_, settings) => {
  it('sum, or multiply, to what stands on the left', () => {
    const cuts = activeCuts(settings);
    const equations = equationsOf(settings, NOTATIONS.greff);
    let moving = 0;
    for (const inspection of inspectionsOf(settings)) {
      const at = (place: Place): number => {
        const value = numberAt(inspection, place);
        if (value === undefined) throw new Error(`no number for ${place}`);
        return toNumber(value);
      };
      for (const { whole, joint, parts } of equations) {
        const numbers = parts.map(({ place }) => at(place));
        const made = joint === '+' ? numbers.reduce((a, b) => a + b, 0) : numbers.reduce((a, b) => a * b, 1);
        const largest = joint === '+' ? Math.max(...numbers.map(Math.abs)) : Math.abs(made);
        expect(Math.abs(made - at(whole.place)), whole.tex).toBeLessThanOrEqual(1e-13 * largest);
        if (made !== 0) moving++;
        for (const { edge, place } of parts) if (edge !== null && cuts.has(edge)) expect(at(place)).toBe(0);
      }
    }
    expect(moving).toBeGreaterThan(settings.steps);
  });
});

it('each path has the term that the definitions give it', () => {
  const all = [small({ peepholes: true }), small({ cell: 'rnn' })].flatMap((settings) =>
    equationsOf(settings, NOTATIONS.greff).flatMap(({ parts }) => parts),
  );
  expect(Object.fromEntries(all.flatMap(({ edge, tex }) => (edge === null ? [] : [[edge, tex]])))).toEqual({
    cec: '\\delta c^{t+1} \\odot f^{t+1}',
    R_z: 'R_z^{\\top}\\, \\delta \\bar{z}^{t+1}',
    R_i: 'R_i^{\\top}\\, \\delta \\bar{i}^{t+1}',
    R_f: 'R_f^{\\top}\\, \\delta \\bar{f}^{t+1}',
    R_o: 'R_o^{\\top}\\, \\delta \\bar{o}^{t+1}',
    p_i: 'p_i \\odot \\delta \\bar{i}^{t+1}',
    p_f: 'p_f \\odot \\delta \\bar{f}^{t+1}',
    p_o: 'p_o \\odot \\delta \\bar{o}^{t}',
    W_h: 'W_h^{\\top}\\, \\delta \\bar{h}^{t+1}',
  });
  // And what carries no path has the number of its own symbol.
  const plain = all.flatMap(({ edge, tex, place }) => (edge === null ? [`${place} ${tex}`] : []));
  expect(new Set(plain)).toEqual(
    new Set([
      'Δ \\Delta^{t}',
      'δy \\delta y^{t}',
      'h(c) \\tanh(c^{t})',
      'σ′(ō) \\sigma{\\prime}(\\bar{o}^{t})',
      'δy ⊙ o ⊙ h′(c) \\delta y^{t} \\odot o^{t} \\odot \\mathrm{tanh}{\\prime}(c^{t})',
      'δc \\delta c^{t}',
      'c⁻ c^{t-1}',
      'σ′(f̄) \\sigma{\\prime}(\\bar{f}^{t})',
      'z z^{t}',
      'σ′(ī) \\sigma{\\prime}(\\bar{i}^{t})',
      'i i^{t}',
      'g′(z̄) \\mathrm{tanh}{\\prime}(\\bar{z}^{t})',
      'δh \\delta h^{t}',
      'φ′(h̄) \\mathrm{tanh}{\\prime}(\\bar{h}^{t})',
    ]),
  );
});

it('every formula of an LSTM names its nonlinearity, and no other', () => {
  for (const notation of Object.values(NOTATIONS)) {
    const [tanh, relu] = (['tanh', 'relu'] as const).map((cellActivation) =>
      texOf(small({ peepholes: true, cellActivation }), notation),
    );
    expect(tanh.join()).not.toContain('ReLU');
    expect(relu.join()).not.toContain('tanh');
    const renamed = tanh.map((tex) =>
      tex.replaceAll('\\mathrm{tanh}', '\\mathrm{ReLU}').replaceAll('\\tanh', '\\operatorname{ReLU}'),
    );
    expect(relu).toEqual(renamed);
  }
});

describe('the notations', () => {
  const recurrentOf = (name: keyof typeof NOTATIONS): string[] =>
    (['R_z', 'R_i', 'R_f', 'R_o', 'W_h'] as const).map((matrix) => NOTATIONS[name].symbol[matrix]);

  it('are those that can be chosen, the first of them Greff’s', () => {
    expect(Object.keys(NOTATIONS)).toEqual(SPECS.notation.options.map(({ value }) => value));
    expect(SPECS.notation.default).toBe('greff');
  });

  it('call the recurrent matrices as their sources do', () => {
    expect(recurrentOf('greff')).toEqual(['R_z', 'R_i', 'R_f', 'R_o', 'W_h']);
    expect(recurrentOf('pytorch')).toEqual(['W_{hg}', 'W_{hi}', 'W_{hf}', 'W_{ho}', 'W_{hh}']);
    expect(recurrentOf('lipton')).toEqual(['gh', 'ih', 'fh', 'oh', 'hh'].map((pair) => `W^{\\mathrm{${pair}}}`));
    expect(recurrentOf('article')).toEqual(['W_h^{(g)}', 'W_h^{(i)}', 'W_h^{(f)}', 'W_h^{(o)}', 'W_h']);
  });

  it('write time and the transposed matrix each in its way', () => {
    const terms = Object.values(NOTATIONS).map((notation) => {
      const write = writer(notation);
      return `${write.transposed('R_f')} ${write.deltaBar('f', 't+1')} ${write.at('c', 't-1')}`;
    });
    expect(terms).toEqual([
      'R_f^{\\top} \\delta \\bar{f}^{t+1} c^{t-1}',
      'W_{hf}^{\\top} \\delta \\bar{f}_{t+1} c_{t-1}',
      'W^{\\mathrm{fh}\\,\\top} \\delta \\bar{\\boldsymbol{f}}^{(t+1)} \\boldsymbol{s}^{(t-1)}',
      'W_h^{(f)\\,\\top} \\delta \\bar{f}_{t+1} c_{t-1}',
    ]);
  });
});
