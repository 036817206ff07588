/** The whole page, on the real engine, in React's development build: which complains of keys that are not unique, and of much else. */
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULTS, SPECS } from '../../src/settings/specs';
import { connectEngine } from '../../src/store/engineSync';
import { type AppStore, change, createAppStore, toggleComparison } from '../../src/store/store';
import { App } from '../../src/views/App';
import { VIEWS } from '../../src/views/descriptors';
import type { FromPane, ToEngine } from '../../src/worker/messages';
import type { PanesWorker } from '../../src/worker/ports';
import { TwoPanes } from '../../src/worker/twoPanes';
import { SMALL } from '../store/results';

const values = <V extends string>({ options }: { readonly options: readonly { readonly value: V }[] }): readonly V[] =>
  options.map(({ value }) => value);

/** The worker's inside, without a thread. */
function inlineWorker(first: ToEngine): PanesWorker {
  const worker: PanesWorker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: (message) => void setTimeout(() => panes.receive(message)),
    terminate() {},
  };
  const panes = new TwoPanes({
    post: (data: FromPane) => worker.onmessage?.({ data } as MessageEvent<FromPane>),
    now: () => performance.now(),
    after: (ms, done) => void setTimeout(done, ms),
    turn: () => new Promise((done) => setTimeout(done)),
  });
  worker.postMessage(first);
  return worker;
}

let root: Root;
let store: AppStore;
let disconnect: () => void;
let complaints: string[];

const settled = (): Promise<void> =>
  vi.waitFor(
    () => {
      const { status, pinned, panes } = store.getState();
      expect([status.kind, panes.length > 1 ? pinned.status.kind : 'idle']).toEqual(['idle', 'idle']);
      expect(document.querySelector('.view-loading')).toBeNull();
      // A comparison has no views beside it.
      if (panes.length === 1) expect(document.querySelector('.views .view h2')).not.toBeNull();
    },
    { timeout: 20_000, interval: 5 },
  );

beforeEach(() => {
  // The engine's answers come when they come, as on a real page.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  // Room to draw in: axes without any have no ticks.
  const box = { x: 0, y: 0, left: 0, top: 0, right: 480, bottom: 240, width: 480, height: 240 };
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ ...box, toJSON: () => box });
  complaints = [];
  vi.spyOn(console, 'error').mockImplementation((...words) => void complaints.push(words.map(String).join(' ')));
  const element = document.createElement('div');
  document.body.append(element);
  // Of the default width: there an identity's norm is 1 to the last bit, and two lines of the step norms are one.
  store = createAppStore({ panes: [{ ...SMALL, hiddenSize: DEFAULTS.hiddenSize, depth: 'lab', view: 'reading' }] });
  disconnect = connectEngine(
    store,
    inlineWorker,
    (draw) => void requestAnimationFrame(draw),
    () => () => {},
    VIEWS,
  );
  root = createRoot(element);
  root.render(<App store={store} />);
});

afterEach(() => {
  disconnect();
  root.unmount();
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each(values(SPECS.cell))('nothing is complained of: %s', (cell) => {
  it.each(values(SPECS.weights))(
    'every view and every chart, init %s',
    async (weights) => {
      for (const view of values(SPECS.view)) {
        for (const chart of values(SPECS.chart)) {
          change(store, { cell, weights, view, chart });
          await settled();
          expect(complaints, `${view} ${chart}`).toEqual([]);
        }
      }
    },
    120_000,
  );

  it('with a crosshair, a cut, all curves, a scale that fits, two panes, then the tour', async () => {
    change(store, { cell });
    await settled();
    store.setState({ crosshair: { step: 3, unit: 1 } });
    for (const curves of values(SPECS.curves)) {
      change(store, { curves, chart: 'cumulative', scale: 'fit', cuts: cell === 'lstm' ? ['R_z'] : [] });
      await settled();
    }
    for (const view of values(SPECS.view)) {
      change(store, { view, spectralRadius: 0 });
      await settled();
    }
    toggleComparison(store);
    await settled();
    toggleComparison(store);
    change(store, { tour: 2, depth: 'explore' });
    await vi.waitFor(() => expect(document.querySelector('.tour')).not.toBeNull(), 20_000);
    expect(complaints).toEqual([]);
  }, 60_000);
});
