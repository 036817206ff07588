/** The weights view says the engine's numbers, in words that keep what they promise. */
import { act, fireEvent, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WeightStrip } from '../../src/engine/weightStrips';
import { parametersOf } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { RunResult } from '../../src/store/runResult';
import type { AppState } from '../../src/store/store';
import { magnitude } from '../../src/story/format';
import { reachOf } from '../../src/views/weights/reach';
import { WeightsView } from '../../src/views/weights/WeightsView';
import { clippingOf, clippingWords, reachWords, shareWords } from '../../src/views/weights/words';
import { runAndAsk } from '../engine/runs';
import { forwardOf, onScreen, SMALL } from '../store/results';
import { show } from './page';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 240, 20));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});
afterEach(() => vi.restoreAllMocks());

function resultOf(settings: Settings): RunResult {
  const batches = [...runAndAsk(settings, [{ kind: 'weights' }])].flatMap((batch) => (batch ? [batch] : []));
  const result = new RunResult(1, settings, forwardOf(batches), null);
  for (const batch of batches) result.apply(batch);
  return result;
}

function shown(patch: Partial<Settings> = {}, state: Partial<AppState> = {}) {
  const settings = { ...SMALL, ...patch };
  const result = resultOf(settings);
  const page = show(<WeightsView />, settings, { shown: onScreen(result), status: { kind: 'idle' }, ...state });
  return { ...page, strips: result.viewResults.newest('weights')?.strips ?? [], result };
}

const row = (name: string): Element => {
  const found = document.querySelector(`.strip[data-parameter="${name}"]`);
  if (found === null) throw new Error(`no strip of ${name}`);
  return found;
};
const reading = (): string => document.querySelector('.weights-reading')?.textContent ?? '';
const stripOf = (strips: readonly WeightStrip[], name: string): WeightStrip => {
  const found = strips.find((strip) => strip.name === name);
  if (found === undefined) throw new Error(`no numbers of ${name}`);
  return found;
};
const words = (): string => document.querySelector('.clipping-words')?.textContent ?? '';
const view = (): HTMLElement => screen.getByRole('application');

describe('the strips', () => {
  it.each([
    ['the LSTM', {}],
    ['peepholes', { peepholes: true }],
    ['the cell of 1997', { forgetGate: false }],
    ['the RNN', { cell: 'rnn' }],
    ['a window and a loss at every step', { truncation: 'window', truncationSteps: 4, loss: 'every' }],
  ] as const)('%s: one for each parameter, with the engine’s numbers at the crosshair', (_, patch) => {
    const { strips, store } = shown(patch, { crosshair: { step: 4, unit: 1 } });
    expect(strips.map(({ name }) => name)).toEqual(parametersOf({ ...SMALL, ...patch }));
    for (const { name, perStep, total, share } of strips) {
      const cells = [...row(name).querySelectorAll('.strip-value, .strip-wide')].map(({ textContent }) => textContent);
      expect(cells, name).toEqual([
        perStep[4] === -Infinity ? 'none' : magnitude(perStep[4]),
        magnitude(total),
        String(reachOf(share, 0.5)),
        String(reachOf(share, 0.1)),
      ]);
    }
    act(() => store.setState({ crosshair: null }));
    const last = strips[0]?.perStep.at(-1) ?? Number.NaN;
    expect(row(strips[0]?.name ?? '').querySelector('.strip-value')).toHaveTextContent(magnitude(last));
  });

  it('read one parameter in words: pointed at, or chosen by the arrow keys', () => {
    const { strips } = shown({}, { crosshair: { step: 7, unit: 0 } });
    fireEvent.pointerEnter(row('R_i'));
    const { total, running, perStep, share } = stripOf(strips, 'R_i');
    expect(reading()).toContain(`Ri ${magnitude(total)} in all, ${reachWords(share)}.`);
    expect(reading()).toContain(
      `Step 8 adds ${magnitude(perStep[7])}, in the sum’s direction ${shareWords(share[7], perStep[7] - total)}`,
    );
    expect(reading()).toContain(`from there to the end ${magnitude(running[7])}.`);
    fireEvent.keyDown(view(), { key: 'ArrowDown' });
    expect(reading()).toMatch(/^bi /);
    fireEvent.keyDown(view(), { key: 'ArrowUp', shiftKey: true });
    expect(reading()).toMatch(/^Wz /);
  });

  it('share the crosshair: a strip that is pointed at, and the keys, move the step and keep the unit', () => {
    const { store } = shown({}, { crosshair: { step: 7, unit: 3 } });
    const plot = row('R_z').querySelector('.plot') as Element;
    fireEvent.pointerMove(plot, { clientX: 50 }); // 240 pixels for 12 steps
    expect(store.getState().crosshair).toEqual({ step: 2, unit: 3 });
    expect(document.querySelectorAll('.strip line.cross')).toHaveLength(12);
    fireEvent.keyDown(view(), { key: 'End' });
    expect(store.getState().crosshair).toEqual({ step: 11, unit: 3 });
    fireEvent.keyDown(view(), { key: 'ArrowLeft', shiftKey: true });
    expect(store.getState().crosshair).toEqual({ step: 1, unit: 3 });
    fireEvent.keyDown(view(), { key: 'Escape' });
    expect(store.getState().crosshair).toBeNull();
    expect(document.querySelectorAll('.strip line.cross')).toHaveLength(0);
  });

  it('say that there is no gradient where there is none', () => {
    shown({ cell: 'rnn', activation: 'relu', blockBias: -5, input: 'none' });
    expect(reading()).toMatch(/gets no gradient/);
    expect(row('W_h').querySelector('.strip-value')).toHaveAttribute('title', '‖·‖: exactly zero');
    expect(words()).toMatch(/no gradient, so there is nothing to scale/);
  });

  it('wait in words, and keep the numbers of the run before faint', () => {
    const { store, result } = shown();
    act(() => store.setState({ shown: onScreen(new RunResult(2, result.settings, result.info, result), 2) }));
    expect(document.querySelector('.strips')).toHaveAttribute('data-stale');
    expect(row('R_z').querySelector('.strip-value')).not.toHaveTextContent('…');
    act(() => store.setState({ shown: onScreen(new RunResult(3, result.settings, result.info, null), 3) }));
    expect(row('R_z').querySelector('.strip-value')).toHaveTextContent('…');
    expect(reading()).toMatch(/is being computed/);
    expect(words()).toMatch(/Computing/);
  });
});

describe('clipping', () => {
  it('says before, after and the factor; and when it does not act', () => {
    const { result, store } = shown({ maxNorm: 0.01 });
    const before = 10 ** (result.viewResults.newest('weights')?.global ?? Number.NaN);
    expect(words()).toContain(`Before ‖∂E/∂W‖₂ = ${magnitude(Math.log10(before))}, after 0.01`);
    expect(words()).toContain(`× ${magnitude(Math.log10(0.01 / (before + 1e-6)))}, direction unchanged.`);
    act(() => store.setState(({ panes: [one] }) => ({ panes: [{ ...one, maxNorm: 100 }] })));
    expect(words()).toMatch(/is within the limit of 100: nothing is scaled/);
  });

  it.each([
    [Math.log10(12.3), 1, 'Before ‖∂E/∂W‖₂ = 12.3, after 1: every gradient × 0.0813, direction unchanged.'],
    [2000, 1, 'Before ‖∂E/∂W‖₂ = 1.00·10²⁰⁰⁰, after 1: every gradient × 1.00·10⁻²⁰⁰⁰, direction unchanged.'],
    [-2000, 1, '‖∂E/∂W‖₂ = 1.00·10⁻²⁰⁰⁰ is within the limit of 1: nothing is scaled.'],
    [-Infinity, 1, 'There is no gradient, so there is nothing to scale.'],
  ])('of a norm of 10^%d with limit %d', (before, maxNorm, words) => {
    expect(clippingWords(clippingOf(before, maxNorm), maxNorm)).toBe(words);
  });
});

describe('reachOf', () => {
  it.each([
    [[0, 0, 1], 1, 1],
    [[0.5, 0.3, 0.2], 2, 3],
    [[0.05, 0.3, 0.65], 1, 2],
    // The last step alone would be more than the whole; the first takes it back.
    [[-1, 0, 2], 3, 3],
    // Within the half at once, but it does not stay there.
    [[0.9, -0.8, 0.9], 3, 3],
    [[1], 1, 1],
  ])('%j: half from the last %d, 90 %% from the last %d', (share, half, most) => {
    expect([reachOf(Float64Array.from(share), 0.5), reachOf(Float64Array.from(share), 0.1)]).toEqual([half, most]);
  });

  it('stays within from there on, and one step fewer would not do', () => {
    const shares = fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(shares, (values) => {
        const whole = values.reduce((sum, value) => sum + value, 0);
        fc.pre(Math.abs(whole) > 0.1);
        const share = Float64Array.from(values, (value) => value / whole);
        const sums = share.map((_, k) => share.subarray(share.length - 1 - k).reduce((sum, value) => sum + value, 0));
        const isWithin = (count: number): boolean =>
          sums.subarray(count - 1, -1).every((sum) => Math.abs(sum - 1) <= 0.5);
        const reach = reachOf(share, 0.5);
        expect(isWithin(reach)).toBe(true);
        if (reach > 1) expect(isWithin(reach - 1)).toBe(false);
      }),
    );
  });
});

it('shareWords: per cent, signs, and powers where that says more', () => {
  expect([0.0211, -0.003, 1, 3e-9, -3e-9, 0].map((share) => shareWords(share, -400))).toEqual([
    '2.11 %',
    '−0.3 %',
    '100 %',
    '10⁻⁹',
    '−10⁻⁹',
    'less than 10⁻³⁰⁰',
  ]);
  expect(shareWords(0, -0.3), 'at right angles to the whole').toBe('0 %');
});
