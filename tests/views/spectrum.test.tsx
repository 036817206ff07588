/** The spectrum: its figures are the engine's, and its ring is the slider. */
import { act, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pipeline } from '../../src/engine/pipeline';
import type { Settings } from '../../src/settings/settings';
import type { RunResult } from '../../src/store/runResult';
import type { AppState } from '../../src/store/store';
import { magnitude, signed } from '../../src/story/format';
import { spectrumView } from '../../src/views/spectrum/descriptor';
import { SpectrumView } from '../../src/views/spectrum/SpectrumView';
import { onScreen, resultOf, SMALL } from '../store/results';
import { type Shown, show } from './page';

function withRun(patch: Partial<Settings> = {}, state: Partial<AppState> = {}): Shown & { result: RunResult } {
  const settings: Settings = { ...SMALL, view: 'spectrum', ...patch };
  const pipeline = new Pipeline();
  const result = resultOf(settings, null, pipeline);
  const wanted = spectrumView.requests(
    settings,
    { crosshair: state.crosshair ?? null, questions: [] },
    result.info.steps,
  );
  for (const batch of pipeline.answerRequests(wanted)) if (batch) result.apply(batch);
  return {
    ...show(<SpectrumView />, settings, { shown: onScreen(result), status: { kind: 'idle' }, ...state }),
    result,
  };
}

const ring = (): HTMLElement => screen.getByRole('slider');
const words = (): string => document.querySelector('.spectrum-words')?.textContent ?? '';
const readout = (): string => document.querySelector('.eigenvalue output')?.textContent ?? '';
const ticks = (): string => document.querySelector('.plane-labels')?.textContent ?? '';

// jsdom lays nothing out: every element is 300 × 300 at the origin.
beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 300, 300));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the matrices', () => {
  it('shows radius and norm of the engine, every eigenvalue, and the growth of each matrix', () => {
    const { result } = withRun();
    const { spectra, size } = result.info;
    const [block] = spectra;
    if (block === undefined) throw new Error('an LSTM has recurrent matrices');
    expect(document.querySelector('.circle-label.norm')).toHaveTextContent(`σmax = ${signed(block.norm)}`);
    expect(words()).toContain(`one step can stretch a vector by ${signed(block.norm)}`);
    const dots = [...document.querySelectorAll('.dots')].map((path) => path.getAttribute('d')?.match(/h0/g)?.length);
    expect(dots).toEqual([size, size, size, size]);
    expect(document.querySelectorAll('[data-growth]')).toHaveLength(4);
    const growth = result.viewResults.growth.get('R_z') as Float64Array;
    const top = Math.max(...growth);
    expect(words()).toContain(`first grows to ${magnitude(top)} at k = ${growth.indexOf(top)}`);
  });

  it('walks through the eigenvalues by key and button, the largest first', async () => {
    const { result } = withRun();
    const block = result.info.spectra[0];
    const moduli = Array.from(block?.re ?? [], (re, k) => Math.hypot(re, block?.im[k] ?? 0)).sort((a, b) => b - a);
    expect(readout()).toContain('1/4');
    expect(readout()).toContain(`|λ| = ${signed(moduli[0])}`);
    await userEvent.click(screen.getByRole('button', { name: 'The next smaller eigenvalue' }));
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(readout()).toContain('4/4');
    expect(readout()).toContain(`|λ| = ${signed(moduli[3])}`);
    await userEvent.keyboard('{Home}');
    expect(readout()).toContain('1/4');
  });

  it('reads the eigenvalue under the pointer, and a press on it chooses its matrix', () => {
    const { result } = withRun();
    const gate = result.info.spectra[2];
    const [re, im] = [gate?.re[0] ?? 0, gate?.im[0] ?? 0];
    // A reach of 1.5 on 150 pixels.
    const at = { clientX: 150 + 100 * re, clientY: 150 - 100 * im };
    const plane = document.querySelector('.plane') as Element;
    fireEvent.pointerMove(plane, at);
    expect(readout()).toMatch(/^Rf /);
    expect(readout()).toContain(`λ = ${signed(re)}`);
    expect(words()).toMatch(/^Rz: /);
    fireEvent.pointerDown(plane, at);
    expect(words()).toMatch(/^Rf: /);
    expect(readout()).toContain(`λ = ${signed(re)}`);
  });

  it('is about another matrix where that is chosen', async () => {
    const { result } = withRun();
    await userEvent.click(screen.getByRole('button', { name: 'The next smaller eigenvalue' }));
    await userEvent.click(screen.getByRole('radio', { name: /R.?o/ }));
    expect(words()).toMatch(/^Ro: /);
    expect(readout()).toMatch(/^Ro 1\/4/);
    expect(words()).toContain(signed(result.info.spectra[3]?.norm ?? Number.NaN));
  });

  it('takes the growth along while only the radius moves, and not to another draw', () => {
    const { store, result } = withRun();
    const growth = result.viewResults.growth.get('R_z') as Float64Array;
    const next = { ...result.settings, spectralRadius: 0.5 };
    const moved = resultOf(next, result);
    expect(moved.viewResults.stale.has('growth')).toBe(true);
    act(() => store.setState({ panes: [next], shown: onScreen(moved) }));
    const halved = Array.from(growth, (value, k) => value + k * Math.log10(0.5));
    const top = Math.max(...halved);
    expect(words()).toContain(top > 0 ? `grows to ${magnitude(top)} at k = ${halved.indexOf(top)}` : 'shrinks');
    expect(document.querySelector('.log-grid')).not.toHaveAttribute('data-stale');
    const other = { ...next, seed: 15 };
    act(() => store.setState({ panes: [other], shown: onScreen(resultOf(other, moved)) }));
    expect(words()).toMatch(/not normal\.$/);
    expect(document.querySelector('.log-grid')).toHaveAttribute('data-stale');
  });

  it('waits for the growth of a shear, whose powers a radius does not just scale', () => {
    const { store, result } = withRun({ weights: 'jordan' });
    expect(document.querySelector('.log-grid')).not.toHaveAttribute('data-stale');
    const next = { ...result.settings, spectralRadius: 0.5 };
    act(() => store.setState({ panes: [next], shown: onScreen(resultOf(next, result)) }));
    expect(document.querySelector('.log-grid')).toHaveAttribute('data-stale');
  });

  it('waits for the growth of another layer’s matrices', () => {
    const { store, result } = withRun();
    const next = { ...result.settings, layer: 'l1' };
    act(() =>
      store.setState({
        panes: [next],
        shown: onScreen({ ...resultOf(next, result), settings: next } as typeof result),
      }),
    );
    expect(document.querySelector('.log-grid')).toHaveAttribute('data-stale');
  });

  it('agrees for orthogonal matrices', () => {
    withRun({ weights: 'orthogonal' });
    expect(words()).toContain('radius and norm agree at 1');
  });

  it('has one matrix and no choice in the RNN', () => {
    withRun({ cell: 'rnn' });
    expect(screen.queryByRole('radio', { name: /R/ })).toBeNull();
    expect(ring()).toHaveAccessibleName('Ring: radius of W_h');
  });
});

describe('the ring', () => {
  const from = { button: 0, pointerId: 1 };

  it('follows the pointer, keeps the plane still, and is complete once when it is let go', () => {
    const { store, settings } = withRun();
    const before = ticks();
    // A reach of 1.5 on 150 pixels: the ring of 1 stands 100 pixels from the middle, and is taken 20 beside that.
    const grip = document.querySelector('.ring-grip') as Element;
    fireEvent.pointerDown(grip, { ...from, clientX: 230, clientY: 150 });
    expect(settings().spectralRadius).toBe(1);
    fireEvent.pointerMove(grip, { ...from, clientX: 260, clientY: 150 });
    expect(settings().spectralRadius).toBe(1.3);
    fireEvent.pointerMove(grip, { ...from, clientX: 800, clientY: 150 });
    expect(settings().spectralRadius).toBeGreaterThan(5);
    expect(ticks()).toBe(before);
    expect(store.getState().committed).toBe(0);
    fireEvent.pointerUp(grip, from);
    expect(store.getState().committed).toBe(1);
    expect(ticks()).not.toBe(before);
    fireEvent.pointerMove(grip, { ...from, clientX: 150, clientY: 150 });
    expect(settings().spectralRadius).toBeGreaterThan(5);
  });

  it('is where it was when a scroll takes the pointer, and nothing is complete', () => {
    const { store, settings } = withRun();
    const grip = document.querySelector('.ring-grip') as Element;
    fireEvent.pointerDown(grip, { ...from, clientX: 230, clientY: 150 });
    fireEvent.pointerMove(grip, { ...from, clientX: 260, clientY: 150 });
    expect(settings().spectralRadius).toBe(1.3);
    fireEvent.pointerCancel(grip, from);
    expect(settings().spectralRadius).toBe(1);
    expect(store.getState().committed).toBe(0);
    fireEvent.pointerMove(grip, { ...from, clientX: 260, clientY: 150 });
    expect(settings().spectralRadius).toBe(1);
  });

  it.each([
    ['ArrowUp', 1.01],
    ['ArrowLeft', 0.99],
    ['PageUp', 1.1],
    ['PageDown', 0.9],
    ['Home', 0],
    ['End', 16],
  ])('%s sets it to %d', (key, value) => {
    const { store, settings } = withRun();
    fireEvent.keyDown(ring(), { key });
    expect(settings().spectralRadius).toBe(value);
    expect(ring()).toHaveAttribute('aria-valuenow', String(value));
    expect(store.getState().committed).toBe(0);
    fireEvent.keyUp(ring(), { key });
    expect(store.getState().committed).toBe(1);
  });

  it('is that of the chosen matrix where each has its own', async () => {
    const { settings } = withRun({ radii: 'each', radiusZ: 2, radiusO: 0.5 });
    expect(ring()).toHaveAttribute('aria-valuenow', '2');
    await userEvent.click(screen.getByRole('radio', { name: /R.?o/ }));
    expect(ring()).toHaveAccessibleName('Ring: radius of R_o');
    fireEvent.keyDown(ring(), { key: 'ArrowUp' });
    expect(settings()).toMatchObject({ radiusZ: 2, radiusO: 0.51, spectralRadius: 1 });
  });

  it('is none where the matrices are left as drawn, and says how to have it', async () => {
    const { result, settings } = withRun({ radii: 'drawn' });
    expect(screen.queryByRole('slider')).toBeNull();
    expect(document.querySelector('.circle-label.radius')).toHaveTextContent(
      signed(result.info.spectra[0]?.radius ?? Number.NaN),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Rescale all' }));
    expect(settings().radii).toBe('together');
  });
});

describe('at rest', () => {
  it('shows max|μ| of the engine', () => {
    const { result } = withRun({ plane: 'rest' });
    const atRest = signed(result.info.atRest ?? Number.NaN);
    expect(words()).toContain(`max|μ| = ${atRest}`);
    expect(readout()).toContain(`|μ| = ${atRest}`);
  });

  it('says why there is none, and how to come to one', async () => {
    const { settings } = withRun({ plane: 'rest', blockBias: 0.5 });
    expect(screen.getByText(/No multipliers at rest/)).toHaveTextContent('0.5');
    await userEvent.click(screen.getByRole('button', { name: /Set b/ }));
    expect(settings().blockBias).toBe(0);
  });
});

describe('this step', () => {
  it('shows eigenvalues and singular values of the selected step', () => {
    const { result } = withRun({ plane: 'step' }, { crosshair: { step: 4, unit: 0 } });
    const batch = result.viewResults.newest('jacobian');
    expect(batch?.step).toBe(4);
    const sigma = magnitude(Math.log10(batch?.singular[0] ?? Number.NaN));
    expect(words()).toContain(`Step 5: once, it multiplies a gradient by ${sigma} at most`);
    expect(document.querySelectorAll('.singular')).toHaveLength(8);
    expect(10 ** (result.curve('step.state')?.[4] ?? Number.NaN)).toBeCloseTo(batch?.singular[0] ?? 0, 10);
    expect(document.querySelector('.plane')).not.toHaveAttribute('data-stale');
  });

  it('keeps the step before, faint, while the next is computed', () => {
    const { store } = withRun({ plane: 'step' }, { crosshair: { step: 4, unit: 0 } });
    act(() => store.setState({ crosshair: { step: 6, unit: 0 } }));
    expect(document.querySelector('.plane')).toHaveAttribute('data-stale');
    expect(document.querySelectorAll('.singular')).toHaveLength(8);
  });

  it('says where nothing is there yet, and where there is nothing at all', () => {
    const settings: Settings = { ...SMALL, plane: 'step' };
    const { unmount } = show(<SpectrumView />, settings, { shown: onScreen(resultOf(settings)) });
    expect(words()).toBe('computing …');
    unmount();
    withRun({ plane: 'step', cell: 'rnn', spectralRadius: 0 });
    expect(words()).toContain('exactly zero');
  });
});
