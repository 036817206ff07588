/** The cell's drawing says the engine's numbers, cuts what is clicked, and walks what is pointed at. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inspect } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import type { Settings } from '../../src/settings/settings';
import type { Crosshair } from '../../src/store/store';
import { magnitude } from '../../src/story/format';
import { CellView } from '../../src/views/cell/CellView';
import { HeatmapRow } from '../../src/views/picture/HeatmapRow';
import { onScreen, resultOf, SMALL } from '../store/results';
import { type Shown, show } from './page';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 296, 300));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});
afterEach(() => vi.restoreAllMocks());

const LAST = SMALL.steps - 1;

/** The view with a whole run and, as the engine would answer, what it says of the selected step. */
function shown(patch: Partial<Settings> = {}, crosshair: Crosshair | null = null, more: React.ReactNode = null) {
  const settings = { ...SMALL, ...patch };
  const pipeline = new Pipeline();
  const result = resultOf(settings, null, pipeline);
  const { currentTrace, messages, ledger } = pipeline;
  if (currentTrace === null || messages === null) throw new Error('the run left nothing');
  const inspection = inspect(
    currentTrace,
    messages,
    ledger,
    crosshair?.step ?? settings.steps - 2,
    crosshair?.unit ?? 0,
  );
  const state = {
    shown: onScreen(result),
    inspection,
    inspectedRun: result.runId,
    crosshair,
    status: { kind: 'idle' },
  } as const;
  const page: Shown = show(
    <>
      <CellView />
      {more}
    </>,
    settings,
    state,
  );
  return { ...page, result, inspection };
}

const edge = (name: string): HTMLElement => screen.getByRole('switch', { name: new RegExp(`^${name},`) });
const walk = (): string[] =>
  [...document.querySelectorAll('.cell-walk:not(.reserved *) li')].map((li) => li.textContent ?? '');

describe('the drawing', () => {
  it('has a switch for each edge, with its size and its step in words', () => {
    const { result } = shown({}, { step: 4, unit: 2 });
    expect(screen.getAllByRole('switch')).toHaveLength(5);
    for (const [name, row] of [
      ['carousel', 'arriving.cec'],
      ['R_f', 'arriving.R_f'],
      ['R_o', 'arriving.R_o'],
    ] as const) {
      const size = magnitude(result.curve(row)?.[4] ?? Number.NaN);
      expect(edge(name)).toHaveAccessibleName(expect.stringContaining(`a message of ${size} arrives at step 5`));
      expect(edge(name).querySelector('.norm-value')).toHaveTextContent(size);
      expect(edge(name)).toHaveAttribute('aria-checked', 'true');
    }
    expect(screen.getByRole('group')).toHaveAccessibleName('Edges of the LSTM between steps 5 and 6');
  });

  it('shows the last transition where no step is selected, and says so', () => {
    shown();
    expect(screen.getByText(`step ${LAST}`)).toBeInTheDocument();
    expect(screen.getByText(/No step selected/)).toBeInTheDocument();
    expect(screen.getByText(/^Δ/)).toHaveTextContent('Δ 1');
  });

  it('at the last step nothing arrives, and the words say where the gradient starts', () => {
    shown({}, { step: LAST, unit: 0 });
    expect(screen.getByText(/only the loss itself enters/)).toBeInTheDocument();
    for (const one of screen.getAllByRole('switch')) expect(one).toHaveAccessibleName(/no gradient/);
    expect(screen.getByText('the end')).toBeInTheDocument();
  });

  it.each([
    [{ cell: 'rnn' }, 1],
    [{ peepholes: true }, 8],
    [{ forgetGate: false }, 4],
    [{ peepholes: true, forgetGate: false }, 6],
  ] as const)('has what the variant has: %o', (patch, edges) => {
    shown(patch);
    expect(screen.getAllByRole('switch')).toHaveLength(edges);
    expect(screen.getAllByRole('row')).toHaveLength(edges + 1);
  });

  it('the table has the message and the crossings of each edge', () => {
    const { result } = shown({}, { step: 3, unit: 0 });
    const row = screen.getByRole('row', { name: /^R_?z/ });
    const cells = within(row).getAllByRole('cell');
    expect(cells[0]).toHaveTextContent(magnitude(result.curve('arriving.R_z')?.[3] ?? Number.NaN));
    expect(Number(cells[1]?.textContent?.replace('−', '-'))).toBeCloseTo(
      result.crossings.get('R_z')?.[3] ?? Number.NaN,
      2,
    );
    expect(screen.getByRole('columnheader', { name: `crossings of ${LAST - 3}` })).toBeInTheDocument();
  });
});

describe('cutting', () => {
  it('a click cuts and opens again; Enter and Space do the same', async () => {
    const { settings, store } = shown();
    await userEvent.click(edge('R_z'));
    expect(settings().cuts).toEqual(['R_z']);
    expect(edge('R_z')).toHaveAttribute('aria-checked', 'false');
    expect(screen.getAllByText(/Jacobian curves stay those of the uncut network/).length).toBeGreaterThan(0);
    edge('R_z').focus();
    await userEvent.keyboard('{Enter}');
    expect(settings().cuts).toEqual([]);
    await userEvent.keyboard(' ');
    expect(settings().cuts).toEqual(['R_z']);
    expect(store.getState().committed).toBe(3);
  });

  it('what is cut says so, and not a number', () => {
    shown({ cuts: ['R_o'] });
    expect(edge('R_o')).toHaveAccessibleName(/cut, nothing arrives/);
    expect(edge('R_o').querySelector('.norm-value')).toHaveTextContent('cut');
  });
});

describe('walking', () => {
  it('R_o: the numbers at each hop are the engine’s', () => {
    const { inspection, store } = shown({}, { step: 4, unit: 0 });
    act(() => store.setState({ pointedEdge: 'R_o' }));
    const [here, next, after] = inspection.walk;
    const sized = (log10: number | undefined): string => magnitude(log10 ?? Number.NaN);
    expect(walk()).toEqual([
      `δyᵗ${sized(here.norm.δy)}`,
      `Roᵀ δōᵗ⁺¹${sized(here.message.R_o)}`,
      `δōᵗ⁺¹${sized(next?.norm.δō)}`,
      `δyᵗ⁺¹${sized(next?.norm.δy)}`,
      `Roᵀ δōᵗ⁺²${sized(next?.message.R_o)}`,
      `δōᵗ⁺²${sized(after?.norm.δō)}`,
    ]);
    expect(walk().join()).not.toMatch(/…|NaN/);
    const lit = [...document.querySelectorAll('.cell-diagram .cell-edge[data-hop]')].map((one) =>
      one.getAttribute('data-edge'),
    );
    expect(new Set(lit)).toEqual(new Set(['R_o']));
  });

  it('ends where the loss enters', () => {
    const { store } = shown();
    act(() => store.setState({ pointedEdge: 'R_z' }));
    expect(walk().at(-1)).toBe('Δᵗ⁺¹1');
    expect(document.querySelector('.cell-walk')).toHaveTextContent(
      `The loss itself enters here, at step ${SMALL.steps}: Δ.`,
    );
  });

  it('says where truncation stops it', () => {
    const { store } = shown({ loss: 'every', truncation: 'window', truncationSteps: 4 }, { step: 3, unit: 0 });
    expect(document.querySelector('.cell-body')).toHaveTextContent('Truncation: nothing comes from step 5.');
    act(() => store.setState({ pointedEdge: 'R_o', crosshair: { step: 4, unit: 0 } }));
    expect(screen.queryByText(/^Truncation/)).toBeNull();
  });

  it('pointing and focus set the one edge for the whole page, and leaving clears it', () => {
    const { store } = shown();
    fireEvent.pointerEnter(edge('R_f'));
    expect(store.getState().pointedEdge).toBe('R_f');
    expect(edge('R_f')).toHaveAttribute('aria-describedby', 'cell-walk');
    fireEvent.pointerLeave(edge('R_f'), { pointerType: 'mouse' });
    expect(store.getState().pointedEdge).toBeNull();
    act(() => edge('carousel').focus());
    expect(store.getState().pointedEdge).toBe('cec');
    act(() => edge('carousel').blur());
    expect(store.getState().pointedEdge).toBeNull();
  });

  it('lights the heatmap’s row, and is lit by it', () => {
    const row = <HeatmapRow row="alone.R_i" ends={{ low: -12, high: 6 }} showTicks={false} />;
    const { container } = shown({}, null, row);
    const heat = container.querySelector('.heat-row');
    fireEvent.pointerEnter(edge('R_i'));
    expect(heat).toHaveAttribute('data-pointed', 'true');
    fireEvent.pointerLeave(edge('R_i'), { pointerType: 'mouse' });
    expect(heat).not.toHaveAttribute('data-pointed');
    fireEvent.pointerEnter(container.querySelector('.row-name') as Element);
    expect(edge('R_i')).toHaveAttribute('data-hop');
  });

  it('an edge of another network is not walked, and numbers of the run before are marked as such', () => {
    const { store } = shown({ cell: 'rnn' });
    act(() => store.setState({ pointedEdge: 'R_z' }));
    expect(walk()).toEqual([]);
    act(() => store.setState({ pointedEdge: 'W_h', inspectedRun: 99 }));
    expect(document.querySelector('.cell-walk[data-stale]')).not.toBeNull();
  });
});

it('before the first run it shows what it waits for', () => {
  show(<CellView />, SMALL);
  expect(screen.getByText(/Waiting for the first sweep/)).toBeInTheDocument();
});
