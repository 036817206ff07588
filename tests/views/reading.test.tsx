/** What the page says in words and figures: notices, sentence, reading, charts. Numbers are those of real, small runs. */
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../src/engine/inspection';
import type { Settings } from '../../src/settings/settings';
import { magnitude, signed } from '../../src/story/format';
import { Chart } from '../../src/views/chart/Chart';
import { MatrixFacts } from '../../src/views/common/MatrixFacts';
import { Notices } from '../../src/views/frame/Notices';
import { Sentence } from '../../src/views/lab/Sentence';
import { Inspector } from '../../src/views/reading/Inspector';
import { onScreen, resultOf, SMALL } from '../store/results';
import { type Shown, show } from './page';

const withRun = (children: React.ReactNode, patch: Partial<Settings> = {}): Shown => {
  const settings = { ...SMALL, ...patch };
  return show(children, settings, { shown: onScreen(resultOf(settings)), status: { kind: 'idle' } });
};

describe('Notices', () => {
  it('say nothing when all is well', () => {
    show(<Notices />);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('name each thing once, and go when they are dismissed', async () => {
    show(<Notices />, {}, { notices: ['One.', 'Two.', 'One.'] });
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['One.', 'Two.']);
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('do not bury the page', () => {
    show(<Notices />, {}, { notices: Array.from({ length: 500 }, (_, k) => `Notice ${k}.`) });
    const items = screen.getAllByRole('listitem');
    expect(items.length).toBeLessThan(12);
    expect(items.at(-1)).toHaveTextContent('more like these');
  });

  it('say that the engine failed, and offer the next thing to do', async () => {
    const status = { kind: 'failed', message: 'out of memory' } as const;
    const { settings, store } = show(<Notices />, { seed: 3 }, { status });
    expect(screen.getByRole('alert')).toHaveTextContent('The computation stopped: out of memory.');
    expect(screen.getByRole('alert')).not.toHaveTextContent('picture'); // there is none
    act(() => store.setState({ shown: onScreen(resultOf(SMALL)) }));
    expect(screen.getByRole('alert')).toHaveTextContent('The picture is that of the last run.');
    const before = settings();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(store.getState()).toMatchObject({ attempt: 1, committed: 0 });
    expect(settings()).toBe(before);
  });

  it('say that the engine is silent, and of the pinned pane that it failed', () => {
    const { store } = show(<Notices />, {}, { silent: true });
    expect(screen.getByRole('alert')).toHaveTextContent('no sign of life');
    act(() => store.setState({ silent: false }));
    expect(screen.queryByRole('alert')).toBeNull();
    const { pinned } = store.getState();
    act(() => store.setState({ pinned: { ...pinned, status: { kind: 'failed', message: 'the sky fell' } } }));
    expect(screen.getByRole('alert')).toHaveTextContent('the sky fell');
  });
});

describe('Sentence', () => {
  it('waits in words, then says what the run gives, and keeps it while the next one is on its way', () => {
    const { store } = show(<Sentence />, SMALL);
    expect(screen.getByText(/Computing the first picture/)).toBeInTheDocument();
    const result = resultOf(SMALL);
    act(() => store.setState({ shown: onScreen(result) }));
    const before = document.querySelector('.main')?.textContent ?? '';
    expect(before).toMatch(/11 steps back/);
    result.stale.add('g'); // as at the start of the next run
    act(() => store.setState({ shown: onScreen(result, 2) }));
    expect(document.querySelector('.main')?.textContent).toBe(before);
  });

  it.each([
    [{ cell: 'rnn' }, /spectral radius/],
    [{ cuts: ['R_z'] }, /^With R_?z cut/],
    [{ loss: 'every' }, /loss at every step/],
    [{ truncation: 'window', truncationSteps: 3 }, /window of 3/],
  ] as const)('changes with the settings: %o', (patch, words) => {
    withRun(<Sentence />, patch);
    const text = ['.main', '.more'].map((part) => document.querySelector(part)?.textContent ?? '');
    expect(
      text.some((one) => words.test(one)),
      text.join(' | '),
    ).toBe(true);
  });

  it('has ways to the other stories, each one change', async () => {
    const { store, settings } = withRun(<Sentence />);
    await userEvent.click(screen.getByRole('button', { name: 'Make it explode' }));
    expect(settings().spectralRadius).toBeGreaterThan(3);
    await userEvent.click(screen.getByRole('button', { name: 'Make it forget' }));
    expect(settings().forgetBias).toBeLessThan(0);
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(settings()).toMatchObject({ forgetBias: 3, spectralRadius: 1 });
    expect(store.getState().committed).toBe(3);
  });
});

describe('Inspector', () => {
  const at = (mantissa: number, blockExponent = 0) => ({ mantissa, blockExponent });
  const INSPECTION: Inspection = {
    step: 3,
    unit: 1,
    forward: { z: at(0.25), c: at(-1.5) },
    delta: { δc: at(0.125), δy: at(-0.0625) },
    arriving: { cec: at(0.5), R_z: at(1, -3), R_i: at(0), R_f: at(2), R_o: at(3) },
    alone: { cec: at(1 / 3), R_z: at(4), R_i: at(5), R_f: at(6), R_o: at(7) },
    factor: { cec: at(0.95), R_z: at(0.1), R_i: at(0.2), R_f: at(0.3), R_o: at(0.4) },
    crossings: [
      { of: 'δc − Q ⊙ δy', value: at(0.02), by: { cec: 7.5, R_z: -0.5, R_i: 0, R_f: 0.25, R_o: 0.75 } },
      { of: 'δy', value: at(-0.0625), by: { cec: 6.5, R_z: 1, R_i: 0, R_f: 0.25, R_o: 0.25 } },
    ],
    walk: [{ step: 3, norm: {}, message: {} }, null, null],
    terms: {},
  };

  it('says what to do where nothing is pointed at', () => {
    withRun(<Inspector />);
    expect(screen.getByText(/Point at a heatmap/)).toBeInTheDocument();
  });

  const state = {
    crosshair: { step: 3, unit: 1 },
    inspection: INSPECTION,
    inspectedRun: 1,
    shown: onScreen(resultOf(SMALL)),
  };
  const factors = (): string => document.querySelector('.factors')?.textContent ?? '';

  it('names the slope of an LSTM with ReLU', () => {
    show(<Inspector />, { ...SMALL, cellActivation: 'relu' }, state);
    expect(factors()).toContain('i ⊙ ReLU′(z̄)');
    expect(factors()).toContain('ReLU(c) ⊙ σ′(ō)');
    expect(document.body.textContent).not.toContain('tanh');
    expect(screen.getByTitle('i ⊙ ReLU′(z̄) = 0.1')).toHaveTextContent('0.1');
  });

  it('reads the cell: step and unit from 1, three digits, every digit on demand', () => {
    show(<Inspector />, SMALL, state);
    expect(factors()).toContain('i ⊙ tanh′(z̄)');
    expect(factors()).toContain('tanh(c) ⊙ σ′(ō)');
    expect(screen.getByRole('heading')).toHaveTextContent('Step 4, unit 2');
    expect(screen.getByRole('heading')).toHaveTextContent('8 before the last step');
    const cells = screen.getAllByRole('cell').map(({ textContent, title }) => [textContent?.trim(), title]);
    const find = (text: string): unknown => cells.find(([shown]) => shown === text);
    expect(find('δc 0.125')).toBeDefined();
    expect(find('δy −0.0625')).toBeDefined();
    expect(find('0.333')).toEqual(['0.333', '0.3333333333333333']);
    expect(find('6.44·10⁻²³²')).toEqual(['6.44·10⁻²³²', '1 · 2^-768']);
    expect(cells.some(([shown, title]) => shown === '0.95' && String(title).includes('f = 0.95'))).toBe(true);
    const ledgers = [...document.querySelectorAll('.unit-crossings')].map(({ textContent }) => textContent);
    expect(ledgers[0]).toMatch(/δc − Q ⊙ δy = 0\.02: carousel 7\.5.*−0\.5/);
    expect(ledgers[1]).toMatch(/δy = −0\.0625: carousel 6\.5/);
  });
});

describe('MatrixFacts', () => {
  it('shows radius and norm of each matrix', () => {
    withRun(<MatrixFacts />);
    const { spectra } = resultOf(SMALL).info;
    expect(spectra).toHaveLength(4);
    for (const { radius, norm } of spectra) {
      expect(screen.getAllByText(signed(radius)).length).toBeGreaterThan(0);
      expect(screen.getAllByText(signed(norm)).length).toBeGreaterThan(0);
    }
  });
});

describe('Chart', () => {
  const labels = (): string[] =>
    [...document.querySelectorAll('.gutter span')].map(({ textContent }) => textContent ?? '');
  const first = (
    name: 'cumulative.state' | 'path.cec' | 'cumulative.ghost' | 'g',
    patch: Partial<Settings> = {},
  ): string => magnitude(resultOf({ ...SMALL, ...patch }).curve(name)?.[0] ?? Number.NaN);

  it('has three tabs, and keeps the open one in the settings', async () => {
    const { settings } = withRun(<Chart />);
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual([
      'Step norms',
      'Cumulative norms',
      'Crossings',
    ]);
    await userEvent.click(screen.getByRole('tab', { name: 'Crossings' }));
    expect(settings().chart).toBe('crossings');
    expect(screen.getByRole('tab', { name: 'Crossings' })).toHaveAttribute('aria-selected', 'true');
  });

  it('cumulative: whole state, carousel and ghost by default; the others on demand', async () => {
    withRun(<Chart />);
    expect(labels()).toEqual([
      `most of any ${first('cumulative.state')}`,
      `most by carousel ${first('path.cec')}`,
      `most in plain RNN ${first('cumulative.ghost')}`,
      `this loss’s ${first('g')}`,
    ]);
    await userEvent.selectOptions(screen.getByRole('combobox'), 'paths');
    expect(labels()).toHaveLength(8);
    await userEvent.selectOptions(screen.getByRole('combobox'), 'without');
    expect(labels().filter((label) => label.startsWith('all but'))).toHaveLength(5);
  });

  it('cumulative under a cut: the Jacobian’s curves are labelled as uncut, and the cut gradient is drawn over them', () => {
    const patch = { cuts: ['R_z'] } as const;
    withRun(<Chart />, patch);
    expect(labels()[0]).toMatch(/uncut/);
    expect(labels().some((label) => label.startsWith('this loss’s, cut') && label.includes(first('g', patch)))).toBe(
      true,
    );
  });

  it('crossings: bands, their values, and the sum rule in words', () => {
    withRun(<Chart />, { chart: 'crossings' });
    const cec = resultOf(SMALL).crossings.get('cec')?.[0] ?? Number.NaN;
    expect(labels()).toContain(`carousel ${signed(Math.round(cec * 100) / 100)}`);
    // In the order of the bands, the lowest last.
    expect(
      labels()
        .filter((label) => !label.includes('−'))
        .at(-1),
    ).toMatch(/^carousel/);
    expect(document.querySelectorAll('.band')).toHaveLength(5);
    expect(document.querySelector('.chart-note')).toHaveTextContent(
      /sum to the lag (exactly|to within \d\.\d+·10⁻[¹²³⁴⁵⁶⁷⁸⁹⁰]+) at every step\.$/,
    );
  });

  it.each([{ loss: 'every' }, { truncation: 'window', truncationSteps: 4 }] as const)(
    'crossings that there are none of: what to do, for %o',
    (patch) => {
      withRun(<Chart />, { chart: 'crossings', ...patch });
      expect(screen.getByText(/needs a loss at the last step and no truncation/)).toBeInTheDocument();
      expect(document.querySelectorAll('.band')).toHaveLength(0);
    },
  );

  it('step norms: of step 2 while none is pointed at, and no label where there is none', () => {
    const { store } = withRun(<Chart />, { chart: 'steps' });
    const second = resultOf(SMALL).curve('step.cellToCell')?.[1] ?? Number.NaN;
    expect(labels()).toContain(`c → c ${magnitude(second)}`);
    expect(labels().join()).not.toContain('…');
    act(() => store.setState({ crosshair: { step: 0, unit: 0 } }));
    expect(labels().filter((label) => label.startsWith('c → c'))).toEqual([]);
  });

  it('step norms: the line at 1, and the RNN’s bound', () => {
    withRun(<Chart />, { chart: 'steps', cell: 'rnn', activation: 'sigmoid' });
    const norm = resultOf({ ...SMALL, cell: 'rnn', activation: 'sigmoid' }).info.spectra[0]?.norm ?? Number.NaN;
    expect(document.querySelector('.mark-text')?.textContent).toContain(signed(norm / 4));
    expect(document.querySelectorAll('line.mark')).toHaveLength(2);
  });
});
