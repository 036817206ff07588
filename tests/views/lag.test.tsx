/** The lag map's words and keys; its numbers are the engine's. */
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LagOf, Settings } from '../../src/settings/settings';
import { RunResult } from '../../src/store/runResult';
import { lagOfNetwork } from '../../src/store/viewRequests';
import { magnitude } from '../../src/story/format';
import { LagView } from '../../src/views/lag/LagView';
import { biasText, cosineText } from '../../src/views/lag/words';
import { runAndAsk } from '../engine/runs';
import { forwardOf, onScreen, SMALL } from '../store/results';
import { type Shown, show } from './page';

const STEPS = SMALL.steps;
const SIDE = 10 * STEPS;

function lagResult(settings: Settings): RunResult {
  const batches = [...runAndAsk(settings, [{ kind: 'lag', of: lagOfNetwork(settings) }])].flatMap((batch) =>
    batch ? [batch] : [],
  );
  const result = new RunResult(1, settings, forwardOf(batches), null);
  for (const batch of batches) result.apply(batch);
  return result;
}

function withMap(patch: Partial<Settings> = {}): Shown & { readonly result: RunResult } {
  const settings = { ...SMALL, view: 'lag' as const, ...patch };
  const result = lagResult(settings);
  return { ...show(<LagView />, settings, { shown: onScreen(result), status: { kind: 'idle' } }), result };
}

const reading = (): string => document.querySelector('#lag-reading')?.textContent ?? '';
const map = (): HTMLElement => screen.getByRole('application');

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(DOMRect.fromRect({ width: SIDE, height: SIDE }));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});
afterEach(() => vi.restoreAllMocks());

describe('the reading', () => {
  it('starts with the last loss at the first step', () => {
    const { result } = withMap();
    const value = magnitude(result.viewResults.lag?.at(0, STEPS - 1) ?? Number.NaN);
    expect(reading()).toBe(`loss at step ${STEPS}, ${STEPS - 1} steps back, at step 1: ‖g‖₂ ${value}`);
    expect(screen.getByText('Point at any cell.')).toBeInTheDocument();
  });

  it('is of the cell that is pointed at, and moves the crosshair of all', () => {
    const { result, store } = withMap();
    fireEvent.pointerMove(map(), { clientX: 95, clientY: SIDE - 25 });
    expect(store.getState().crosshair).toEqual({ step: 2, unit: 0 });
    expect(reading()).toBe(
      `loss at step 10, 7 steps back, at step 3: ‖g‖₂ ${magnitude(result.viewResults.lag?.at(2, 9) ?? Number.NaN)}`,
    );
    fireEvent.pointerMove(map(), { clientX: 5, clientY: 5 }); // where there is no cell
    expect(store.getState().crosshair).toEqual({ step: 2, unit: 0 });
  });

  it('follows the crosshair of all', () => {
    const { store } = withMap();
    act(() => store.setState({ crosshair: { step: 4, unit: 1 } }));
    expect(reading()).toContain(`loss at step ${STEPS}, ${STEPS - 5} steps back, at step 5`);
  });

  it('is driven by keys, and Escape lets go', async () => {
    const { store } = withMap();
    map().focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowDown}');
    expect(reading()).toContain(`loss at step ${STEPS - 2}, ${STEPS - 5} steps back, at step 3`);
    await userEvent.keyboard('{End}');
    expect(reading()).toContain(`loss at step ${STEPS - 2}, 0 steps back, at step ${STEPS - 2}: ‖g‖₂ 1`);
    await userEvent.keyboard('{Escape}');
    expect(store.getState().crosshair).toBeNull();
  });

  it('while the sweep is played, only a press takes over', () => {
    const { store } = withMap();
    act(() => store.setState({ playing: true, crosshair: { step: 6, unit: 0 } }));
    fireEvent.pointerMove(map(), { clientX: 95, clientY: SIDE - 25 });
    expect(store.getState()).toMatchObject({ playing: true, crosshair: { step: 6 } });
    fireEvent.pointerDown(map(), { clientX: 95, clientY: SIDE - 25 });
    expect(store.getState()).toMatchObject({ playing: false, crosshair: { step: 2 } });
  });

  it('waits for what is not there, and shows no number of another quantity', () => {
    const settings = { ...SMALL, view: 'lag' as const };
    show(
      <LagView />,
      { ...settings, lagOf: 'R_z' },
      { shown: onScreen(lagResult(settings)), status: { kind: 'running' } },
    );
    expect(reading()).toMatch(/‖dE\/dRz‖ …$/);
  });

  it('before the first run says what is going on', () => {
    show(<LagView />, SMALL);
    expect(screen.getByText(/Sending the loss of every step back/)).toBeInTheDocument();
  });
});

describe('the quantity', () => {
  it.each([
    [{}, 13],
    [{ forgetGate: false }, 10],
    [{ peepholes: true }, 16],
    [{ cell: 'rnn' }, 4],
  ] as const)('offers what %o has', (patch, count) => {
    withMap(patch);
    expect(within(screen.getByRole('combobox', { name: 'Gradient of' })).getAllByRole('option')).toHaveLength(count);
  });

  it('is chosen, and a parameter that is not there gives way to the state', async () => {
    const { settings } = withMap({ cell: 'rnn', lagOf: 'R_z' });
    const select = screen.getByRole('combobox', { name: 'Gradient of' });
    expect(select).toHaveValue('state');
    expect(reading()).toContain('‖δh‖₂');
    await userEvent.selectOptions(select, 'W_h' satisfies LagOf);
    expect(settings().lagOf).toBe('W_h');
  });
});

describe('the mean by lag', () => {
  it('is read at the lag of the cell, and chooses one', () => {
    const { result, store } = withMap();
    const mean = result.viewResults.lag?.mean ?? new Float64Array();
    const reading = (): string => document.querySelector('.lag-curve output')?.textContent ?? '';
    expect(reading()).toBe(magnitude(mean[STEPS - 1] ?? Number.NaN));
    const plot = document.querySelector('.lag-curve .plot') ?? expect.fail('no curve');
    fireEvent.pointerDown(plot, { clientX: 35, clientY: 5 });
    expect(reading()).toBe(magnitude(mean[3] ?? Number.NaN));
    expect(store.getState().crosshair?.step).toBe(STEPS - 4);
  });

  it('says where there is no gradient at all', () => {
    withMap({ cuts: ['cec', 'R_z', 'R_i', 'R_f', 'R_o'] });
    expect(screen.getByText('no gradient from lag 1 on')).toBeInTheDocument();
  });
});

describe('truncation', () => {
  it('is drawn, with what it throws away in words and by parameter', async () => {
    const { result } = withMap({ truncation: 'sliding', truncationSteps: 3 });
    const [all, ...each] = result.viewResults.newest('truncation')?.parameters ?? [];
    if (all === undefined) expect.fail('no comparison');
    const note = document.querySelector('.lag-truncation')?.textContent ?? '';
    expect(note).toContain(`${biasText(all)} of the gradient’s norm`);
    expect(note).toContain(`cosine ${cosineText(all)}`);
    expect(note).toContain('at most 3 steps back');
    expect(reading()).toMatch(/thrown away by truncation$/);
    expect(document.querySelectorAll('.lag-boundary')).toHaveLength(2);
    await userEvent.click(screen.getByText('By parameter'));
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual(
      each.map((loss) => `${loss.name.replace('_', '')}${biasText(loss)}${cosineText(loss)}`),
    );
  });

  it('is offered where there is none, and taken back', async () => {
    const { settings } = withMap();
    await userEvent.click(screen.getByRole('button', { name: 'See what 4 steps keep' }));
    expect(settings()).toMatchObject({ truncation: 'sliding', truncationSteps: 4 });
    // Until the new run is there the words are the old one's.
    expect(screen.queryByText(/throws nothing away/)).not.toBeInTheDocument();
    cleanup();
    const truncated = withMap({ truncation: 'sliding', truncationSteps: 4 });
    await userEvent.click(screen.getByRole('button', { name: 'No truncation' }));
    expect(truncated.settings().truncation).toBe('none');
  });

  it('that reaches over everything throws nothing away', () => {
    withMap({ truncation: 'window', truncationSteps: STEPS });
    expect(screen.getByText(/it throws nothing away/)).toBeInTheDocument();
    expect(document.querySelectorAll('.lag-boundary')).toHaveLength(0);
  });

  it('of no gradient at all says so', () => {
    withMap({
      cell: 'rnn',
      activation: 'relu',
      input: 'none',
      initialState: 'zero',
      truncation: 'sliding',
      truncationSteps: 3,
    });
    expect(screen.getByText(/no gradient that truncation could throw away/)).toBeInTheDocument();
  });
});

it.each([
  [0.5, '50.0 %'],
  [0, '0 %'],
  [1.2345, '123 %'],
  [1e-9, '1.00·10⁻⁷ %'],
  [Number.NaN, '–'],
])('a bias of %s reads %s', (bias, text) => {
  expect(biasText({ name: 'all', bias, cosine: 1 })).toBe(text);
});
