/** The gates view says the forward pass's own numbers. */
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pipeline } from '../../src/engine/pipeline';
import type { Settings } from '../../src/settings/settings';
import { RunResult } from '../../src/store/runResult';
import type { Crosshair } from '../../src/store/store';
import { exact, scaled } from '../../src/story/format';
import { GatesView } from '../../src/views/gates/GatesView';
import { plainRow } from '../../src/views/gates/plainRow';
import { runAndAsk } from '../engine/runs';
import { forwardOf, onScreen, SMALL } from '../store/results';
import { show } from './page';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 240, 40));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});
afterEach(() => vi.restoreAllMocks());

function shown(patch: Partial<Settings> = {}, crosshair: Crosshair | null = null) {
  const settings = { ...SMALL, ...patch };
  const pipeline = new Pipeline();
  const batches = [...runAndAsk(settings, [{ kind: 'gates' }], pipeline)].flatMap((batch) => (batch ? [batch] : []));
  const result = new RunResult(1, settings, forwardOf(batches), null);
  for (const batch of batches) result.apply(batch);
  const trace = pipeline.currentTrace;
  if (trace === null) throw new Error('no trace');
  return {
    ...show(<GatesView />, settings, { shown: onScreen(result), crosshair, status: { kind: 'idle' } }),
    trace,
    result,
  };
}

const row = (name: string): Element => {
  const found = document.querySelector(`.gate[data-row="${name}"]`);
  if (found === null) throw new Error(`no row of ${name}`);
  return found;
};
const rows = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('.gate')].map(({ dataset }) => dataset.row);
const value = (name: string): Element | null => row(name).querySelector('.gate-value');
const text = (name: string, part: string): string => row(name).querySelector(part)?.textContent?.trim() ?? '';
const scale = (name: string): string[] =>
  [...row(name).querySelectorAll('.value-scale span')].map(({ textContent }) => textContent ?? '');

describe('the LSTM', () => {
  it('shows i, f, o, z, c, y at the crosshair, with every digit on demand', () => {
    const { trace } = shown({}, { step: 5, unit: 2 });
    if (trace.cell !== 'lstm') throw new Error('not an LSTM');
    expect(rows()).toEqual(['i', 'f', 'o', 'z', 'c', 'y']);
    for (const [name, values] of Object.entries({ ...trace.gate, c: trace.c, y: trace.y })) {
      const number = { mantissa: values.mantissa[5 * SMALL.hiddenSize + 2], blockExponent: 0 };
      expect(value(name)).toHaveTextContent(scaled(number));
      expect(value(name)).toHaveAttribute('title', `${name} = ${exact(number)}`);
    }
    expect(screen.getByText('step 6, unit 3')).toBeInTheDocument();
  });

  it('reads the last step where nothing is selected', () => {
    const { trace } = shown();
    if (trace.cell !== 'lstm') throw new Error('not an LSTM');
    expect(value('c')).toHaveTextContent(
      scaled({ mantissa: trace.c.mantissa[11 * SMALL.hiddenSize], blockExponent: 0 }),
    );
    expect(document.querySelectorAll('line.cross')).toHaveLength(0);
  });

  it('writes the shares of saturated units at the step, for gates and block input only', () => {
    const { result } = shown({ forgetBias: 4, inputBias: -2, spectralRadius: 3 }, { step: 3, unit: 0 });
    const saturated = result.viewResults.newest('gates')?.saturated ?? [];
    expect(saturated.map(({ name }) => name)).toEqual(['i', 'f', 'o', 'z']);
    for (const { name, low, high } of saturated) {
      expect(text(name, '[data-share="high"]')).toBe(`> 0.9 ${100 * high[3]} %`);
      expect(text(name, '[data-share="low"]')).toBe(`< ${name === 'z' ? '−0.9' : '0.1'} ${100 * low[3]} %`);
    }
    expect(saturated.some(({ high }) => high[3] > 0)).toBe(true);
    expect(row('c').querySelector('.saturation')).toBeNull();
  });

  it('names the ends of every scale: gates 0 … 1, y and z −1 … 1, c symmetric and round', () => {
    const { trace } = shown({ forgetGate: false, steps: 12 });
    if (trace.cell !== 'lstm') throw new Error('not an LSTM');
    expect(rows()).toEqual(['i', 'o', 'z', 'c', 'y']);
    expect([scale('i'), scale('z'), scale('y')]).toEqual([
      ['1', '0'],
      ['1', '−1'],
      ['1', '−1'],
    ]);
    const [high, low] = scale('c');
    const largest = Math.max(...trace.c.mantissa.map(Math.abs));
    expect(low).toBe(`−${high}`);
    expect(Number(high)).toBeGreaterThanOrEqual(largest);
    expect(Number(high)).toBeLessThan(1.6 * largest);
  });
});

describe('the LSTM with ReLU', () => {
  it('has no upper end for block input and output, and counts the dead', () => {
    const { result } = shown({ cellActivation: 'relu', spectralRadius: 2 }, { step: 4, unit: 1 });
    const saturated = result.viewResults.newest('gates')?.saturated.find(({ name }) => name === 'z');
    expect(text('z', '[data-share="low"]')).toBe(`dead ${100 * (saturated?.low[4] ?? Number.NaN)} %`);
    expect(row('z').querySelector('[data-share="high"]')).toBeNull();
    for (const name of ['z', 'y']) {
      expect(scale(name)[1]).toBe('0');
      expect(Number(scale(name)[0])).toBeGreaterThan(0);
    }
    expect(scale('i')).toEqual(['1', '0']);
  });

  it('writes a state beyond float64 as a number', () => {
    const open = { weights: 'identity', inputBias: 10, outputBias: 10, forgetBias: 10, blockBias: 1 } as const;
    const radii = { radii: 'each', radiusZ: 16, radiusI: 0, radiusF: 0, radiusO: 0 } as const;
    shown({ cellActivation: 'relu', steps: 1200, ...open, ...radii }, { step: 1199, unit: 0 });
    expect(scale('c')[0]).toMatch(/^10[⁰¹²³⁴⁵⁶⁷⁸⁹]{3,}$/);
    expect(value('c')).toHaveTextContent(/·10[⁰¹²³⁴⁵⁶⁷⁸⁹]{3,}/);
    expect(document.body.textContent).not.toMatch(/Infinity|NaN/);
  });
});

describe('the RNN', () => {
  it.each([
    ['tanh', ['1', '−1'], ['1', '0'], '< −0.9'],
    ['sigmoid', ['1', '0'], ['0.25', '0'], '< 0.1'],
  ] as const)('%s: the state and its slope', (activation, state, slope, low) => {
    const { trace } = shown({ cell: 'rnn', activation }, { step: 4, unit: 1 });
    if (trace.cell !== 'rnn') throw new Error('not an RNN');
    expect(rows()).toEqual(['h', 'φ′']);
    expect([scale('h'), scale('φ′')]).toEqual([state, slope]);
    expect(value('h')).toHaveTextContent(scaled(trace.h.at(4, 1)));
    expect(text('h', '[data-share="low"]')).toContain(low);
  });

  it('ReLU: the share of dead units, and no upper end', () => {
    const { result } = shown({ cell: 'rnn', activation: 'relu' }, { step: 4, unit: 1 });
    const dead = result.viewResults.newest('gates')?.saturated[0]?.low[4] ?? Number.NaN;
    expect(text('h', '[data-share="low"]')).toBe(`dead ${100 * dead} %`);
    expect(row('h').querySelector('[data-share="high"]')).toBeNull();
  });

  it('identity beyond float64: a number, and nothing about saturation', () => {
    shown({ cell: 'rnn', activation: 'identity', spectralRadius: 16, steps: 600 }, { step: 599, unit: 0 });
    expect(document.querySelector('.saturation')).toBeNull();
    expect(scale('h')[0]).toMatch(/^10⁷[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}$/);
    expect(scale('h')[1]).toBe(`−${scale('h')[0]}`);
    expect(value('h')?.textContent).toMatch(/·10⁷\d\d|·10⁷[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}/);
    expect(document.body.textContent).not.toMatch(/Infinity|NaN/);
  });

  it('a slope below float64 is a number, and no zero', () => {
    const { store, result } = shown({ cell: 'rnn' });
    const slopes = result.viewResults.newest('gates')?.rows[1];
    if (slopes === undefined) throw new Error('no slopes');
    const blockExponent = new Int32Array(slopes.mantissa.length).fill(-4);
    const rows = [
      result.viewResults.newest('gates')?.rows[0] ?? slopes,
      { ...slopes, mantissa: slopes.mantissa.fill(1), blockExponent },
    ];
    result.viewResults.apply({ kind: 'gates', rows, saturated: [] });
    act(() => store.setState({ shown: onScreen(result, 2), crosshair: { step: 4, unit: 1 } }));
    expect(value('φ′')).toHaveTextContent('5.56·10⁻³⁰⁹');
    expect(scale('φ′')).toEqual(['1', '0']);
  });
});

it('pointing at a heatmap sets step and unit, at a share only the step; keys move both', () => {
  const { store } = shown({}, { step: 1, unit: 1 });
  const [heatmap, share] = row('f').querySelectorAll('.plot');
  fireEvent.pointerMove(heatmap, { clientX: 90, clientY: 35 }); // 12 steps on 240 pixels, 4 units on 40
  expect(store.getState().crosshair).toEqual({ step: 4, unit: 3 });
  fireEvent.pointerMove(share, { clientX: 10, clientY: 1 });
  expect(store.getState().crosshair).toEqual({ step: 0, unit: 3 });
  const view = screen.getByRole('application');
  fireEvent.keyDown(view, { key: 'ArrowUp' });
  fireEvent.keyDown(view, { key: 'ArrowRight', shiftKey: true });
  expect(store.getState().crosshair).toEqual({ step: 10, unit: 2 });
  fireEvent.keyDown(view, { key: 'Escape' });
  expect(store.getState().crosshair).toBeNull();
});

it('waits in its place, and keeps the run before faint', () => {
  const { store, result } = shown();
  act(() => store.setState({ shown: onScreen(new RunResult(2, result.settings, result.info, result), 2) }));
  expect(document.querySelector('.gates')).toHaveAttribute('data-stale');
  expect(value('i')).not.toHaveTextContent('…');
  act(() => store.setState({ shown: onScreen(new RunResult(3, result.settings, result.info, null), 3) }));
  expect(rows()).toHaveLength(6);
  expect(value('i')).toHaveTextContent('…');
});

describe('plainRow', () => {
  it('stands in the largest block exponent, and nothing but a zero becomes one', () => {
    const mantissa = Float64Array.of(1, -1, 0, 3);
    const { values, blockExponent } = plainRow({ mantissa, blockExponent: Int32Array.of(9, 0, 0, 8) });
    expect([blockExponent, ...values]).toEqual([9, 1, -Number.MIN_VALUE, 0, 3 * 2 ** -256]);
    expect(plainRow({ mantissa, blockExponent: null })).toEqual({ values: mantissa, blockExponent: 0 });
    expect(plainRow({ mantissa, blockExponent: Int32Array.of(-1, 0, 0, 2) })).toEqual({
      values: Float64Array.of(2 ** -256, -1, 0, 3 * 2 ** 512),
      blockExponent: 0,
    });
  });
});
