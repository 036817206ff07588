/** Both panes on one worker: the pinned one runs beside the other, is compared with it, and dies and comes back with it. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cosines } from '../../src/engine/comparison';
import type { Settings } from '../../src/settings/settings';
import { connectEngine } from '../../src/store/engineSync';
import {
  type AppStore,
  change,
  choose,
  createAppStore,
  open,
  swapPanes,
  toggleComparison,
} from '../../src/store/store';
import { VIEWS } from '../../src/views/descriptors';
import type { FromPane, ToEngine } from '../../src/worker/messages';
import type { PanesWorker } from '../../src/worker/ports';
import { TwoPanes } from '../../src/worker/twoPanes';
import { sweepOf } from '../engine/networks';
import { resultOf, SMALL } from './results';

/** The real worker's inside, without a thread. */
class InlineWorker implements PanesWorker {
  onmessage: PanesWorker['onmessage'] = null;
  onerror: PanesWorker['onerror'] = null;
  onmessageerror: PanesWorker['onmessageerror'] = null;
  terminated = false;
  private readonly panes = new TwoPanes({
    post: (message: FromPane) => {
      if (!this.terminated) this.onmessage?.({ data: message } as MessageEvent<FromPane>);
    },
    now: () => 0,
    after: (_ms, done) => setImmediate(done),
    turn: () => new Promise((done) => setImmediate(done)),
  });

  /** Whether it has ended without a word. */
  gone = false;

  postMessage(message: ToEngine): void {
    // As from a thread of its own: never before the sender is done.
    setImmediate(() => !this.gone && this.panes.receive(message));
  }

  terminate(): void {
    this.terminated = true;
  }
}

const QUIET: Settings = { ...SMALL, view: 'reading' };
const OTHER: Settings = { ...QUIET, forgetBias: 5 };

let store: AppStore;
let workers: InlineWorker[];
/** What waits for the next second. */
let ticks: Set<() => void>;

const settled = (): Promise<void> =>
  vi.waitFor(() => {
    const { status, pinned, panes } = store.getState();
    expect(status.kind).toBe('idle');
    expect(pinned.status.kind).toBe('idle');
    expect(panes.length === 1 || pinned.shown.text.run !== null).toBe(true);
  });

beforeEach(async () => {
  store = createAppStore({ panes: [QUIET] });
  workers = [];
  ticks = new Set();
  connectEngine(
    store,
    (first) => {
      const worker = new InlineWorker();
      workers.push(worker);
      worker.postMessage(first);
      return worker;
    },
    (draw) => draw(),
    (_ms, then) => {
      ticks.add(then);
      return () => ticks.delete(then);
    },
    VIEWS,
  );
  await settled();
});

describe('side by side', () => {
  it('pins what is seen, goes on with the other pane, and compares the two', async () => {
    expect(store.getState().pinned.shown.text.run).toBeNull();
    toggleComparison(store);
    change(store, { cell: QUIET.cell }, 1);
    choose(store, { forgetBias: 5 });
    await settled();
    const { panes, shown, pinned, comparison } = store.getState();
    const result = shown.text.run;
    expect(panes).toEqual([OTHER, QUIET]);
    expect(result?.curve('g')).toEqual(resultOf(OTHER).curve('g'));
    expect(pinned.shown.text.run?.curve('g')).toEqual(resultOf(QUIET).curve('g'));
    expect(comparison).toMatchObject({ active: result?.runId, pinned: pinned.shown.text.run?.runId });
    expect(comparison?.cosines).toEqual(cosines(sweepOf(OTHER), sweepOf(QUIET)));
    expect(workers).toHaveLength(1);
  });

  it('draws both alike: a chosen chart or row is chosen for both, and recomputes neither', async () => {
    toggleComparison(store);
    await settled();
    const runs = [store.getState().shown.text.run?.runId, store.getState().pinned.shown.text.run?.runId];
    choose(store, { chart: 'crossings', wholeRow: 'y' });
    const [first, pinned] = store.getState().panes;
    expect([pinned?.chart, pinned?.wholeRow]).toEqual([first.chart, first.wholeRow]);
    expect([store.getState().shown.text.run?.runId, store.getState().pinned.shown.text.run?.runId]).toEqual(runs);
  });

  it('swaps the two, and ends with the right one', async () => {
    toggleComparison(store);
    change(store, { cell: QUIET.cell }, 1);
    change(store, { forgetBias: 5 });
    await settled();
    swapPanes(store);
    await settled();
    expect(store.getState().panes).toEqual([QUIET, OTHER]);
    expect(store.getState().pinned.shown.text.run?.curve('g')).toEqual(resultOf(OTHER).curve('g'));
    toggleComparison(store);
    expect(store.getState().panes).toEqual([QUIET]);
    open(store, OTHER);
    expect(store.getState().panes).toEqual([OTHER]);
  });

  it('opens with another cell, and has no cosine where the two have no state in common', async () => {
    toggleComparison(store);
    await settled();
    expect(store.getState().panes.map(({ cell }) => cell)).toEqual(['lstm', 'rnn']);
    expect(store.getState().comparison?.cosines).toBeNull();
  });

  it('reports in both that the worker crashed, and starts one fresh worker for both', async () => {
    toggleComparison(store);
    await settled();
    workers[0]?.onerror?.({ message: 'out of memory', preventDefault() {} } as ErrorEvent);
    expect(store.getState().status).toEqual({ kind: 'failed', message: 'out of memory' });
    expect(store.getState().pinned.status).toEqual({ kind: 'failed', message: 'out of memory' });
    expect(workers[0]?.terminated).toBe(true);
    choose(store, { seed: 5 });
    swapPanes(store);
    await settled();
    expect(workers).toHaveLength(2);
  });
});

describe('a worker that ends without an error', () => {
  /** A second passes, with time for answers. */
  const second = async (): Promise<void> => {
    for (const tick of [...ticks]) {
      ticks.delete(tick);
      tick();
    }
    for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done));
  };

  it('is noticed within seconds, in both panes, and tried again with the same settings', async () => {
    toggleComparison(store);
    change(store, { forgetBias: 5 });
    await settled();
    const [first] = workers;
    if (first === undefined) throw new Error('no worker');
    first.gone = true;
    change(store, { forgetBias: 6 });
    let seconds = 0;
    for (; !store.getState().silent && seconds < 20; seconds++) await second();
    expect(seconds).toBe(6);
    const { panes } = store.getState();
    store.setState({ attempt: 1 });
    expect(store.getState().silent).toBe(false);
    await settled();
    expect(store.getState().panes).toBe(panes);
    expect(store.getState().shown.text.run?.settings.forgetBias).toBe(6);
    expect(first.terminated).toBe(true);
    expect(workers).toHaveLength(2);
  });

  it('is not suspected where it rests', async () => {
    await second();
    await second();
    expect(ticks.size).toBe(0);
    expect(store.getState().silent).toBe(false);
  });
});
