/** One pane's bridge to the engine: which changes start a run, and which answers reach the page. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from '../../src/engine/batches';
import type { Inspection } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import { AFFECTS } from '../../src/settings/affects';
import type { Settings } from '../../src/settings/settings';
import { SETTING_KEYS } from '../../src/settings/specs';
import { connectPane, sameNumbers } from '../../src/store/paneSync';
import type { RunResult } from '../../src/store/runResult';
import { type AppState, type AppStore, change, choose, createAppStore } from '../../src/store/store';
import { VIEWS } from '../../src/views/descriptors';
import { FakeWorker } from '../worker/fakeWorker';
import { batchesOf, SMALL } from './results';

class AnsweringWorker extends FakeWorker {
  /** Everything a run sends, from its first batch on. */
  answer(runId: number, settings: Settings, until: Stage | 'all' = 'all'): void {
    for (const batch of batchesOf(settings)) {
      this.emit({ kind: 'batch', runId, batch });
      if (batch.kind === 'stage' && batch.stage === until) return;
    }
    this.emit({ kind: 'done', runId });
  }
}

/** A view that asks for nothing by itself. */
const QUIET: Settings = { ...SMALL, view: 'reading' };

let store: AppStore;
let workers: AnsweringWorker[];
let frames: (() => void)[];
let disconnect: () => void;

const worker = (): AnsweringWorker => {
  const last = workers.at(-1);
  if (last === undefined) throw new Error('no worker was started');
  return last;
};
const kinds = (): string[] => worker().received.map(({ kind }) => kind);
/** As many frames as anybody waits for. */
const draw = (): void => {
  while (frames.length > 0) for (const frame of frames.splice(0)) frame();
};
/** The run that the text is about. */
const shownRun = (): RunResult | null => store.getState().shown.text.run;
/** Of each part; null where it shows no run. */
const runIds = (): Record<string, number | null> =>
  Object.fromEntries(Object.entries(store.getState().shown).map(([part, { run }]) => [part, run?.runId ?? null]));
const inspection = (step: number, unit: number): Inspection => ({
  step,
  unit,
  forward: {},
  delta: {},
  arriving: {},
  alone: {},
  factor: {},
  crossings: [],
  walk: [{ step, norm: {}, message: {} }, null, null],
  terms: {},
});

beforeEach(() => {
  store = createAppStore({ panes: [QUIET] });
  workers = [];
  frames = [];
  disconnect = connectPane(
    store,
    0,
    () => {
      workers.push(new AnsweringWorker());
      return worker();
    },
    (frame) => frames.push(frame),
    VIEWS,
  );
});

describe('what starts a run', () => {
  it('the first settings do', () => {
    expect(worker().received).toEqual([{ kind: 'run', runId: 1, settings: QUIET, requests: [] }]);
    expect(store.getState().status.kind).toBe('running');
  });

  it('what only changes the drawing does not', () => {
    change(store, { pathRows: 'arriving', wholeRow: 'y', chart: 'steps', curves: 'paths', scale: 'fit' });
    store.setState({ crosshair: { step: 1, unit: 1 } });
    expect(kinds()).toEqual(['run', 'inspect']);
  });

  it('a cut, a bias, a loss and a text each do', () => {
    for (const patch of [{ cuts: ['R_z'] }, { forgetBias: 1 }, { loss: 'every' }, { text: 'abc' }] as const) {
      change(store, patch);
    }
    expect(kinds()).toEqual(['run', 'run', 'run', 'run', 'run']);
    expect(worker().received.at(-1)).toMatchObject({ runId: 5, settings: { text: 'abc', cuts: ['R_z'] } });
  });

  it('sameNumbers compares every setting but those of the drawing', () => {
    for (const key of SETTING_KEYS) {
      const other = {
        ...SMALL,
        [key]: typeof SMALL[key] === 'boolean' ? !SMALL[key] : ['another'],
      } as unknown as Settings;
      expect(sameNumbers(SMALL, other), key).toBe(AFFECTS[key] === 'drawing');
    }
  });

  it('nothing does once it is disconnected', () => {
    disconnect();
    expect(worker().terminated).toBe(true);
    change(store, { forgetBias: 1 });
    expect(workers).toHaveLength(1);
    expect(kinds()).toEqual(['run']);
  });
});

describe('what reaches the page', () => {
  it('the first columns at once, the text at a frame, and the end of the run', () => {
    worker().answer(1, SMALL, 'messages');
    expect(frames).toHaveLength(1);
    expect(store.getState().shown).toMatchObject({
      picture: { run: { runId: 1, ready: 0 } },
      text: { run: null, revision: 0 },
    });
    draw();
    expect(runIds()).toEqual({ picture: 1, text: 1, views: 1 });
    expect(store.getState().shown.text).toMatchObject({ run: { ready: 0 }, revision: 1 });
    worker().emit({ kind: 'done', runId: 1 });
    expect(store.getState().status.kind).toBe('idle');
  });

  it('a whole sentence at once: before the next frame a newer run may have begun another', () => {
    worker().answer(1, SMALL);
    draw();
    change(store, { forgetBias: 1 });
    worker().answer(2, { ...SMALL, forgetBias: 1 }, 'ledger');
    expect(runIds()).toMatchObject({ picture: 2, text: 2 });
  });

  it('all that there is before the status says that the run has ended', () => {
    let atEnd: AppState | null = null;
    store.subscribe(
      ({ status }) => status.kind,
      (kind) => {
        if (kind === 'idle') atEnd = store.getState();
      },
    );
    worker().answer(1, SMALL);
    expect(atEnd).toBeNull();
    draw();
    expect(atEnd).toMatchObject({
      shown: { picture: { run: { runId: 1 } }, text: { run: { runId: 1 }, revision: 1 } },
    });
    expect((atEnd as AppState | null)?.shown.text.run?.done.has('without')).toBe(true);
  });

  it('the picture of a run that was overtaken, but not its end', () => {
    change(store, { forgetBias: 1 });
    worker().answer(1, SMALL);
    draw();
    const { status } = store.getState();
    const result = shownRun();
    expect(result?.runId).toBe(1);
    expect(result?.done.has('messages')).toBe(true);
    expect(status.kind).toBe('running');
    worker().answer(2, { ...SMALL, forgetBias: 1 });
    draw();
    expect(shownRun()?.settings.forgetBias).toBe(1);
    expect(store.getState().status.kind).toBe('idle');
  });

  it('nothing of an older run once a newer one has begun', () => {
    const changed = { ...SMALL, forgetBias: 1 };
    change(store, { forgetBias: 1 });
    worker().answer(2, changed);
    draw();
    const result = shownRun();
    const cells = result?.cells.get('c')?.slice();
    worker().answer(1, SMALL);
    draw();
    expect(shownRun()?.runId).toBe(2);
    expect(shownRun()?.cells.get('c')).toEqual(cells);
  });

  it('a failure, in words; the next change starts a fresh worker', () => {
    worker().onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect(store.getState().status).toEqual({ kind: 'failed', message: 'out of memory' });
    expect(worker().terminated).toBe(true);
    choose(store, { forgetBias: 1 });
    expect(workers).toHaveLength(2);
    expect(store.getState().status.kind).toBe('running');
    worker().answer(2, { ...SMALL, forgetBias: 1 });
    draw();
    expect(store.getState().status.kind).toBe('idle');
  });
});

describe('the second run', () => {
  const answerSecond = (runId: number, settings: Settings): void => {
    for (const batch of batchesOf(settings, new Pipeline().perturbed()))
      worker().emit({ kind: 'perturbed', runId, batch });
    worker().emit({ kind: 'checked', runId });
  };

  it('fills its run, asks anew for the cell that is read, and is shown once', () => {
    worker().answer(1, SMALL);
    draw();
    store.setState({ crosshair: { step: 3, unit: 1 } });
    const { revision } = store.getState().shown.text;
    answerSecond(1, SMALL);
    draw();
    const result = shownRun();
    expect(result?.perturbed?.done.has('without')).toBe(true);
    expect(result?.perturbedAt('g', 0)).toBeCloseTo(result?.curve('g')?.[0] ?? Number.NaN, 11);
    expect(store.getState().shown.text.revision).toBe(revision + 1);
    expect(kinds()).toEqual(['run', 'inspect', 'inspect']);
    expect(store.getState().status.kind).toBe('idle');
  });

  it('of a run that is over is dropped', () => {
    worker().answer(1, SMALL);
    draw();
    change(store, { forgetBias: 1 });
    worker().answer(2, { ...SMALL, forgetBias: 1 });
    answerSecond(1, SMALL);
    draw();
    expect(shownRun()?.perturbed).toBeNull();
  });

  it('of an overtaken run still counts for what the next one keeps: never another network’s values', () => {
    const [first, second] = [new Pipeline(), new Pipeline().perturbed()];
    const send = (runId: number, settings: Settings): void => {
      for (const batch of batchesOf(settings, first)) worker().emit({ kind: 'batch', runId, batch });
      worker().emit({ kind: 'done', runId });
    };
    const sendSecond = (runId: number, settings: Settings): void => {
      for (const batch of batchesOf(settings, second)) worker().emit({ kind: 'perturbed', runId, batch });
      worker().emit({ kind: 'checked', runId });
    };
    send(1, SMALL);
    sendSecond(1, SMALL);
    draw();
    // Another network, whose second run arrives only after a cut has been asked for.
    const other: Settings = { ...SMALL, spectralRadius: 3 };
    change(store, { spectralRadius: 3 });
    send(2, other);
    change(store, { cuts: ['R_z'] });
    sendSecond(2, other);
    send(3, { ...other, cuts: ['R_z'] });
    sendSecond(3, { ...other, cuts: ['R_z'] });
    draw();
    const result = shownRun();
    expect(result?.runId).toBe(3);
    for (const name of ['step.state', 'path.R_z', 'cumulative.state', 'ghost', 'g'] as const)
      expect(result?.perturbedAt(name, 0), name).toBeCloseTo(result?.curve(name)?.[0] ?? Number.NaN, 9);
  });

  it('is not shown beside curves that the next run has begun to fill', () => {
    worker().answer(1, SMALL);
    answerSecond(1, SMALL);
    draw();
    const before = shownRun();
    expect(before?.perturbedAt('g', 0)).toBeDefined();
    change(store, { forgetBias: 1 });
    const [forward, , messages] = batchesOf({ ...SMALL, forgetBias: 1 });
    for (const batch of [forward, messages]) if (batch) worker().emit({ kind: 'batch', runId: 2, batch });
    expect(shownRun()).toBe(before);
    expect(before?.perturbedAt('g', 0)).toBeUndefined();
  });

  it('of a run that was overtaken before its curves came leaves none of them stale for good', () => {
    const pipeline = new Pipeline();
    worker().answer(1, SMALL);
    change(store, { spectralRadius: 3 });
    const batches = batchesOf({ ...SMALL, spectralRadius: 3 }, pipeline);
    const late = batches.findIndex((batch) => batch.kind === 'series' && batch.name === 'step.state');
    for (const batch of batches.slice(0, late)) worker().emit({ kind: 'batch', runId: 2, batch });
    change(store, { cuts: ['R_z'] });
    for (const batch of batches.slice(late)) worker().emit({ kind: 'batch', runId: 2, batch });
    for (const batch of batchesOf({ ...SMALL, spectralRadius: 3, cuts: ['R_z'] }, pipeline))
      worker().emit({ kind: 'batch', runId: 3, batch });
    worker().emit({ kind: 'done', runId: 3 });
    draw();
    const result = shownRun();
    expect(result?.runId).toBe(3);
    expect([...(result?.stale ?? [])]).toEqual([]);
  });

  it('keeps what a cut leaves as it is, as the first run does', () => {
    worker().answer(1, SMALL);
    answerSecond(1, SMALL);
    draw();
    const [first, second] = [new Pipeline(), new Pipeline().perturbed()];
    batchesOf(SMALL, first);
    batchesOf(SMALL, second);
    const cut: Settings = { ...SMALL, cuts: ['R_z'] };
    change(store, { cuts: ['R_z'] });
    for (const batch of batchesOf(cut, first)) worker().emit({ kind: 'batch', runId: 2, batch });
    worker().emit({ kind: 'done', runId: 2 });
    for (const batch of batchesOf(cut, second)) worker().emit({ kind: 'perturbed', runId: 2, batch });
    worker().emit({ kind: 'checked', runId: 2 });
    draw();
    const result = shownRun();
    expect(result?.runId).toBe(2);
    expect(result?.perturbedAt('path.R_i', 0)).toBeCloseTo(result?.curve('path.R_i')?.[0] ?? Number.NaN, 11);
  });
});

describe('the reading', () => {
  it('asks at every move, and only the newest answer counts', async () => {
    worker().answer(1, SMALL);
    draw();
    store.setState({ crosshair: { step: 3, unit: 1 } });
    store.setState({ crosshair: { step: 4, unit: 1 } });
    expect(kinds().slice(1)).toEqual(['inspect', 'inspect']);
    worker().emit({ kind: 'inspected', requestId: 1, runId: 1, inspection: inspection(3, 1), perturbed: null });
    await Promise.resolve();
    expect(store.getState().inspection).toBeNull();
    worker().emit({ kind: 'inspected', requestId: 2, runId: 1, inspection: inspection(4, 1), perturbed: null });
    await Promise.resolve();
    expect(store.getState().inspection?.step).toBe(4);
    store.setState({ crosshair: null });
    expect(store.getState().inspection).toBeNull();
  });

  it('asks again when new numbers are there', () => {
    worker().answer(1, SMALL);
    draw();
    store.setState({ crosshair: { step: 3, unit: 1 } });
    change(store, { forgetBias: 1 });
    worker().answer(2, { ...SMALL, forgetBias: 1 });
    expect(kinds()).toEqual(['run', 'inspect', 'run', 'inspect']);
  });

  it('is asked for while the cell or the equations are in sight and nothing is selected, of the last transition', async () => {
    change(store, { view: 'cell' });
    expect(kinds()).toEqual(['run']); // nothing is there yet to be asked about
    worker().answer(1, SMALL, 'messages');
    draw();
    expect(worker().received.at(-1)).toEqual({ kind: 'inspect', requestId: 1, step: SMALL.steps - 2, unit: 0 });
    worker().emit({
      kind: 'inspected',
      requestId: 1,
      runId: 1,
      inspection: inspection(SMALL.steps - 2, 0),
      perturbed: null,
    });
    await Promise.resolve();
    expect(store.getState()).toMatchObject({ crosshair: null, inspection: { step: SMALL.steps - 2 } });
    const questions = (): number => kinds().filter((kind) => kind === 'inspect').length;
    change(store, { view: 'equations' });
    expect(questions()).toBe(1);
    change(store, { view: 'reading' });
    expect(store.getState().inspection).toBeNull();
    expect(questions()).toBe(1);
  });

  it('waits for the views to show its run: until then all of them show the run before', async () => {
    worker().answer(1, SMALL);
    draw();
    store.setState({ crosshair: { step: 3, unit: 1 } });
    worker().emit({ kind: 'inspected', requestId: 1, runId: 1, inspection: inspection(3, 1), perturbed: null });
    await Promise.resolve();
    expect(store.getState()).toMatchObject({ shown: { views: { run: { runId: 1 } } }, inspectedRun: 1 });
    change(store, { forgetBias: 1 });
    worker().answer(2, { ...SMALL, forgetBias: 1 }, 'ledger');
    worker().emit({ kind: 'inspected', requestId: 2, runId: 2, inspection: inspection(3, 1), perturbed: null });
    await Promise.resolve();
    expect(store.getState()).toMatchObject({
      shown: { text: { run: { runId: 2 } }, views: { run: { runId: 1 } } },
      inspectedRun: 1,
    });
    draw();
    expect(store.getState()).toMatchObject({
      shown: { text: { run: { runId: 2 } }, views: { run: { runId: 2 } } },
      inspectedRun: 2,
    });
    // Where they show it already, at once.
    store.setState({ crosshair: { step: 4, unit: 1 } });
    worker().emit({ kind: 'inspected', requestId: 3, runId: 2, inspection: inspection(4, 1), perturbed: null });
    await Promise.resolve();
    expect(store.getState().inspection?.step).toBe(4);
  });

  it('asks at the edge where the network has shrunk under the crosshair', () => {
    worker().answer(1, SMALL);
    draw();
    store.setState({ crosshair: { step: 11, unit: 3 } });
    const smaller = { ...SMALL, steps: 6, hiddenSize: 2 };
    change(store, { steps: 6, hiddenSize: 2 });
    worker().answer(2, smaller);
    expect(worker().received.at(-1)).toMatchObject({ kind: 'inspect', step: 5, unit: 1 });
  });
});

describe('matrix norms of all but one path', () => {
  it('are asked for only while their curves are in sight, and once', () => {
    worker().answer(1, SMALL);
    draw();
    expect(kinds()).toEqual(['run']);
    change(store, { curves: 'withoutMatrix', chart: 'cumulative' });
    expect(kinds()).toEqual(['run']);
    change(store, { depth: 'lab', chart: 'steps' });
    expect(kinds()).toEqual(['run']);
    change(store, { chart: 'cumulative' });
    expect(worker().received.at(-1)).toEqual({
      kind: 'requests',
      runId: 1,
      requests: ['cec', 'R_z', 'R_i', 'R_f', 'R_o'].map((edge) => ({ kind: 'without', edge })),
    });
    for (const edge of ['cec', 'R_z', 'R_i', 'R_f', 'R_o'] as const) {
      const values = new Float64Array(12);
      worker().emit({
        kind: 'batch',
        runId: 1,
        batch: { kind: 'series', name: `cumulativeWithout.${edge}`, from: 0, count: 12, every: 1, values },
      });
    }
    draw();
    change(store, { scale: 'fit' });
    expect(kinds()).toEqual(['run', 'requests']);
  });
});

describe('a request that gets no answer', () => {
  it('is not made again and again, but with the next run', () => {
    change(store, { view: 'lag' });
    worker().answer(1, SMALL);
    draw();
    const requests = (): number => worker().received.filter(({ kind }) => kind === 'requests').length;
    expect(requests()).toBe(1);
    for (let k = 0; k < 3; k++) worker().emit({ kind: 'done', runId: 1 });
    expect(requests()).toBe(1);
    change(store, { seed: 5 });
    expect(worker().received.at(-1)).toMatchObject({ kind: 'run', requests: [{ kind: 'lag', of: 'state' }] });
  });
});

describe('no worker at all', () => {
  it('is reported at once, and tried again with the same settings when asked to', () => {
    disconnect();
    let refuse = true;
    const answering = new AnsweringWorker();
    disconnect = connectPane(
      store,
      0,
      () => {
        if (refuse) throw new Error('no workers here');
        return answering;
      },
      (frame) => frames.push(frame),
      VIEWS,
    );
    expect(store.getState().status).toEqual({ kind: 'failed', message: 'no workers here' });
    store.setState({ attempt: 1 });
    expect(store.getState().status.kind).toBe('failed');
    refuse = false;
    store.setState({ attempt: 2 });
    expect(store.getState().status.kind).toBe('running');
    expect(answering.received).toMatchObject([{ kind: 'run', settings: QUIET }]);
    answering.answer(3, QUIET);
    draw();
    expect(store.getState()).toMatchObject({ status: { kind: 'idle' }, shown: { text: { run: { runId: 3 } } } });
  });
});
