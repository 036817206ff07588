/** The equations on the page: the engine's numbers under the terms, paths in their hues, cuts struck out, four notations. */
import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { pathColour } from '../../src/charts/ramps/palette';
import { type Inspection, inspect } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import { activeCuts, type Cuttable, cuttableOf } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { RunResult } from '../../src/store/runResult';
import { equationsOf } from '../../src/story/equations/equations';
import { NOTATIONS } from '../../src/story/equations/notation';
import { numberAt } from '../../src/story/equations/numbers';
import { exact, magnitude, scaled } from '../../src/story/format';
import { EquationsView } from '../../src/views/equations/EquationsView';
import { batchesOf, forwardOf, onScreen, SMALL } from '../store/results';
import { type Shown, show } from './page';

interface Run {
  readonly result: RunResult;
  readonly inspection: Inspection;
}

function runOf(settings: Settings, step: number, unit: number): Run {
  const pipeline = new Pipeline();
  const batches = batchesOf(settings, pipeline);
  const result = new RunResult(1, settings, forwardOf(batches), null);
  for (const batch of batches) result.apply(batch);
  for (const batch of pipeline.answerRequests([{ kind: 'offCarousel' }])) if (batch) result.apply(batch);
  const { currentTrace, messages } = pipeline;
  if (currentTrace === null || messages === null) throw new Error('the run left nothing');
  return { result, inspection: inspect(currentTrace, messages, null, step, unit) };
}

function shown(patch: Partial<Settings> = {}, step = 5, unit = 2): Shown & Run {
  const settings = { ...SMALL, ...patch };
  const run = runOf(settings, step, unit);
  const page = show(<EquationsView />, settings, {
    shown: onScreen(run.result),
    inspection: run.inspection,
    inspectedRun: 1,
    crosshair: { step, unit },
    status: { kind: 'idle' },
  });
  return { ...page, ...run };
}

const termOf = (edge: Cuttable): HTMLElement => {
  const found = document.querySelectorAll<HTMLElement>(`.backward-pass [data-edge="${edge}"]`);
  expect(found, edge).toHaveLength(1);
  return found[0];
};
const rgb = (hex: string): string =>
  `rgb(${[1, 3, 5].map((place) => Number.parseInt(hex.slice(place, place + 2), 16)).join(', ')})`;

describe.each([
  ['the default LSTM', {}],
  ['one with peepholes', { peepholes: true }],
  ['one with ReLU', { peepholes: true, cellActivation: 'relu' }],
  ['the cell of 1997', { forgetGate: false }],
  ['one with cuts', { peepholes: true, cuts: ['R_z', 'p_o', 'cec'] }],
  ['an RNN', { cell: 'rnn', activation: 'sigmoid' }],
] as const)('%s', (_, patch: Partial<Settings>) => {
  it('has the engine’s numbers under its terms, every digit on demand', () => {
    const settings = { ...SMALL, ...patch };
    const { inspection } = shown(patch);
    const cuts = activeCuts(settings);
    for (const { id, whole, parts } of equationsOf(settings, NOTATIONS.greff)) {
      const line = document.querySelector(`[data-equation="${id}"]`);
      const numbers = [...(line?.querySelectorAll<HTMLElement>('.underneath') ?? [])];
      const expected = [whole, ...parts].map(({ edge, place }) => {
        const value = numberAt(inspection, place);
        if (value === undefined) throw new Error(`the engine has no ${place}`);
        return edge !== null && cuts.has(edge) ? ['cut', 'cut: 0'] : [scaled(value), exact(value)];
      });
      expect(numbers.map(({ textContent, title }) => [textContent, title])).toEqual(expected);
      expect(line?.querySelectorAll('math').length).toBe(2 * expected.length - 1);
    }
  });

  it('has each path once, in its hue, struck out where it is cut', () => {
    const settings = { ...SMALL, ...patch };
    shown(patch);
    const cuts = activeCuts(settings);
    for (const edge of cuttableOf(settings)) {
      const term = termOf(edge);
      expect(term.style.color).toBe(rgb(pathColour('light', edge)));
      expect(term.hasAttribute('data-cut')).toBe(cuts.has(edge));
      expect(term).toHaveAttribute('aria-pressed', String(cuts.has(edge)));
    }
  });
});

it('a press on a term cuts its path, another lets the gradient through again', async () => {
  const { settings } = shown();
  await userEvent.click(termOf('R_f'));
  expect(settings().cuts).toEqual(['R_f']);
  expect(termOf('R_f')).toHaveTextContent('cut');
  await userEvent.click(termOf('R_f'));
  expect(settings().cuts).toEqual([]);
  expect(termOf('R_f')).not.toHaveTextContent('cut');
});

it('a term that is pointed at or focused lights up with its path, and the other way round', async () => {
  const { store } = shown();
  await userEvent.hover(termOf('R_i'));
  expect(store.getState().pointedEdge).toBe('R_i');
  expect(termOf('R_i')).toHaveAttribute('data-pointed');
  await userEvent.unhover(termOf('R_i'));
  expect(store.getState().pointedEdge).toBeNull();
  act(() => termOf('cec').focus());
  expect(store.getState().pointedEdge).toBe('cec');
  act(() => store.setState({ pointedEdge: 'R_o' }));
  expect(termOf('R_o')).toHaveAttribute('data-pointed');
  expect(termOf('cec')).not.toHaveAttribute('data-pointed');
});

it('only what does something can be reached by keyboard', () => {
  const { container } = shown();
  const stops = [...container.querySelectorAll<HTMLElement>('.equations-columns *')].filter(
    ({ tabIndex }) => tabIndex >= 0,
  );
  const kinds = stops.map(({ tagName, dataset }) => dataset.edge ?? tagName.toLowerCase());
  expect(kinds).toEqual(['select', 'R_z', 'R_i', 'R_f', 'R_o', 'cec', 'summary']);
});

it('the notation is a setting, and its table names each symbol in all four', async () => {
  const { settings, container } = shown();
  const deltaY = (): string => container.querySelector('[data-equation="y"] math')?.textContent ?? '';
  const before = deltaY();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Notation' }), 'Lipton et al.');
  expect(settings().notation).toBe('lipton');
  expect(deltaY()).not.toBe(before);
  const table = container.querySelector('table');
  if (table === null) throw new Error('there is no table');
  const cell = within(table).getByRole('rowheader', { name: 'cell', hidden: true }).closest('tr');
  const symbols = [...(cell?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent);
  expect(symbols).toEqual(['ct', 'ct', '𝒔(t)', 'ct']);
});

describe('from cell to cell', () => {
  const under = (index: number): string[] =>
    [
      ...(document.querySelectorAll('.cell-to-cell > p:not(.in-words)')[index]?.querySelectorAll('.underneath') ?? []),
    ].map(({ textContent }) => textContent ?? '');

  it('has the norms of the whole, the carousel and the rest, and what is left out', () => {
    const { result } = shown();
    const at = (name: 'cellToCell' | 'cc' | 'offCarousel' | 'R_o' | 'state'): string =>
      magnitude(result.curve(`step.${name}`)?.[5] ?? Number.NaN);
    expect(under(0)).toEqual([at('cellToCell'), at('cc'), at('offCarousel')]);
    expect(new Set(under(0)).size).toBe(3);
    const words = document.querySelector('.cell-to-cell .in-words:last-child')?.textContent ?? '';
    expect(words).toContain(`= ${at('R_o')}`);
    expect(words).toContain(`everything, ${at('state')}.`);
    expect([...document.querySelectorAll('[data-curve]')].map((line) => line.getAttribute('data-curve'))).toEqual([
      'step.offCarousel',
      'step.cellToCell',
      'step.cc',
    ]);
  });

  it('is not defined at the first step', () => {
    const { result } = shown({}, 0);
    expect(under(0)).toEqual(['–', magnitude(result.curve('step.cc')?.[0] ?? Number.NaN), '–']);
  });

  it('is the whole Jacobian of an RNN', () => {
    const { result } = shown({ cell: 'rnn' });
    expect(under(0)).toEqual([magnitude(result.curve('step.state')?.[5] ?? Number.NaN)]);
    expect(screen.getByText(/nothing to split/)).toBeInTheDocument();
  });
});

describe('says', () => {
  it('what to do while nothing is selected, and shows no number', () => {
    show(<EquationsView />, SMALL);
    expect(screen.getByText(/Point at a heatmap/)).toBeInTheDocument();
    expect(document.querySelector('.backward-pass')?.textContent).not.toMatch(/\d\.\d/);
  });

  it('whose numbers they are', () => {
    shown();
    expect(document.querySelector('.selected')).toHaveTextContent(/Step t = 6, unit 3/);
  });

  it('why all messages are 0 after the last step', () => {
    shown({}, SMALL.steps - 1);
    expect(screen.getByText(/After the last step there is nothing/)).toBeInTheDocument();
    expect(termOf('R_z')).toHaveTextContent(/0$/);
  });

  it('where back-propagation is cut short', () => {
    shown({ truncation: 'window', truncationSteps: 4, loss: 'every' }, 7);
    expect(document.querySelector('.selected')).toHaveTextContent(/nothing comes from step 9/);
  });

  it('nothing of the kind in the middle of a window', () => {
    shown({ truncation: 'window', truncationSteps: 4, loss: 'every' }, 5);
    expect(screen.queryByText(/cut short/)).toBeNull();
  });
});

it('is faint while its numbers are of the run before', () => {
  const { store } = shown();
  expect(document.querySelector('.selected')).not.toHaveAttribute('data-stale');
  act(() => store.setState({ inspectedRun: 0 }));
  expect(document.querySelector('.selected')).toHaveAttribute('data-stale');
});
