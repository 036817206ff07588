/** One pane's bridge to the engine: a setting that changes a number starts a run, batches fill the pane's result. */
import type { Batch } from '../engine/batches';
import type { Extra } from '../engine/extras';
import { AFFECTS } from '../settings/affects';
import type { Settings } from '../settings/settings';
import { SETTING_KEYS, SPECS } from '../settings/specs';
import { formatSetting } from '../settings/validate';
import { EngineClient, type WorkerLike } from '../worker/client';
import { type Audience, Pace } from './pace';
import { RunResult } from './runResult';
import { type AppState, type AppStore, numbersOf, type PaneIndex, type PaneNumbers } from './store';
import { chartExtras, receivingStep, showsStep, viewExtras } from './wantedExtras';

const COMPUTED = SETTING_KEYS.filter((key) => AFFECTS[key] !== 'drawing');

/** What every run sends; all else answers what a view has asked. */
const RUN_BATCHES: ReadonlySet<Batch['kind']> = new Set(['forward', 'messages', 'series', 'ledger', 'stage']);

/** True where both settings give the same numbers; what only changes the drawing recomputes nothing. */
export function sameNumbers(a: Settings, b: Settings): boolean {
  // By what the link says of them: two lists of the same cuts are the same cuts.
  return COMPUTED.every((key) => formatSetting(SPECS[key], a[key]) === formatSetting(SPECS[key], b[key]));
}

/** `frame` runs its argument at the next frame. Returns a function that disconnects. */
export function connectPane(
  store: AppStore,
  pane: PaneIndex,
  openWorker: () => WorkerLike,
  frame: (draw: () => void) => void,
): () => void {
  const settingsOf = ({ panes }: AppState): Settings | null => panes[pane] ?? null;
  const write = (patch: Partial<PaneNumbers>): void => {
    if (pane === 0) store.setState(patch);
    else store.setState(({ pinned }) => ({ pinned: { ...pinned, ...patch } }));
  };
  /** The views beside the heatmaps are about the first pane alone. */
  const viewed = (settings: Settings, steps: number): readonly Extra[] =>
    pane === 0 ? viewExtras(settings, store.getState(), steps) : [];

  const asked = new Map<number, Settings>();
  let newest = 0;
  let building: RunResult | null = null;
  /** The last second run that there was. */
  let perturbed: RunResult | null = null;
  /** Whether there are numbers that the crosshair's cell has not been asked for. */
  let uninspected = false;
  /** The crosshair's cell, while the views are not told of its run yet. */
  let held: Partial<PaneNumbers> = {};
  const tell = (whom: Audience): void => {
    if (whom === 'heatmaps') write({ ahead: building });
    else if (whom === 'words') {
      const { result, version, viewed } = numbersOf(store.getState(), pane);
      write({ result: building, ahead: null, version: version + 1, viewed: viewed ?? { result, version } });
      if (uninspected) inspect();
    } else {
      write({ viewed: null, ...held });
      held = {};
    }
  };
  const pace = new Pace(
    frame,
    {
      isWhole: () => building?.hasSentence ?? false,
      isAwaited: () => building?.runId !== newest || building.ready > 0,
    },
    tell,
  );

  const client = new EngineClient(openWorker, {
    batch(runId, batch, isNews) {
      if (batch.kind === 'forward') {
        const settings = asked.get(runId);
        if (settings === undefined) return;
        building = new RunResult(runId, settings, batch, building);
        for (const older of asked.keys()) if (older < runId) asked.delete(older);
        return;
      }
      if (building === null || building.runId !== runId) return;
      const hadSentence = building.hasSentence;
      building.apply(batch);
      if (!isNews) return;
      if (batch.kind === 'stage' && (batch.stage === 'messages' || batch.stage === 'ledger')) uninspected = true;
      if (batch.kind === 'stage' && batch.stage === 'messages') completeViews();
      if (batch.kind === 'messages') pace.columns();
      else pace.news();
      if (!hadSentence && building.hasSentence) pace.settle();
    },
    done(runId) {
      pace.settle(() => {
        if (runId !== newest) return;
        write({ status: { kind: 'idle' } });
        completeViews();
      });
    },
    // In the order in which they come, whichever run is shown: what a batch keeps of the one before depends on that.
    perturbed(runId, batch) {
      if (batch.kind === 'forward') {
        const settings = building?.settings;
        if (settings === undefined) return;
        perturbed = new RunResult(runId, settings, batch, perturbed, false);
        if (building?.runId === runId) building.perturbed = perturbed;
        return;
      }
      if (perturbed?.runId !== runId) return;
      const hadSentence = perturbed.hasSentence;
      perturbed.apply(batch);
      if (building?.runId !== runId) return;
      const isSentence = !hadSentence && perturbed.hasSentence;
      if (isSentence) uninspected = true;
      // The curves are told of together, when all is checked; what a view shows, when it comes.
      if (isSentence || !RUN_BATCHES.has(batch.kind)) pace.news();
    },
    checked(runId) {
      if (building?.runId !== runId) return;
      uninspected = true;
      pace.news();
    },
    failed(message) {
      write({ status: { kind: 'failed', message } });
    },
  });

  const beRunning = (): void => {
    // In a drag it is nearly always: whoever listens need not be asked again with every input.
    if (numbersOf(store.getState(), pane).status.kind !== 'running') write({ status: { kind: 'running' } });
  };

  const run = (settings: Settings): void => {
    // The steps are those of the run before, until this one tells: a request that turns out wrong is made anew when it is done.
    const wanted = viewed(settings, building?.info.steps ?? settings.steps);
    // Before it is: where no worker can be had, that is known at once.
    beRunning();
    newest = client.run(settings, wanted);
    underWay = JSON.stringify(wanted);
    asked.set(newest, settings);
  };

  let question = 0;
  const inspect = (): void => {
    uninspected = false;
    held = {};
    const state = store.getState();
    const { crosshair, panes } = state;
    if (settingsOf(state) === null) return;
    const own = ++question;
    if (crosshair === null && !showsStep(panes[0])) {
      write({ inspection: null, perturbedInspection: null });
      return;
    }
    // Before the first run there is nothing to ask about; its messages ask by themselves.
    if (crosshair === null && building === null) return;
    // A crosshair that a smaller network has left outside stands at its edge, as it is drawn.
    const { steps = Number.POSITIVE_INFINITY, size = Number.POSITIVE_INFINITY } = building?.info ?? {};
    const unit = Math.min(crosshair?.unit ?? 0, size - 1);
    void client.inspect(receivingStep(crosshair, steps), unit).then((inspected) => {
      // Only the newest question may answer; a null leaves the last numbers until the run can tell.
      if (own !== question || inspected === null) return;
      // Answers come in order with batches, so this one is of the run that is being built.
      const answer = {
        inspection: inspected.inspection,
        perturbedInspection: inspected.perturbed,
        inspectedRun: building?.runId ?? 0,
      };
      if (pace.owesViews) held = answer;
      else write(answer);
    });
  };

  /** What was last asked for beside a run, so that it is not asked for again: not while it is under way, nor if it gets no answer. */
  let underWay = '';
  /** Asks for what the views in sight still lack. */
  const completeViews = (): void => {
    const state = store.getState();
    const settings = settingsOf(state);
    // Not the store's result: that is a frame behind. Before a run's picture is there, its own requests are on their way.
    if (settings === null || building === null || building.runId !== newest || !building.done.has('messages')) return;
    // Whoever failed knows no runs: the next change of any setting starts anew.
    if (numbersOf(state, pane).status.kind === 'failed') return;
    const result = building;
    const wanted = [...viewed(settings, result.info.steps)];
    if (numbersOf(state, pane).status.kind === 'idle') wanted.push(...chartExtras(settings));
    const missing = wanted.filter((extra) => !isThere(result, extra));
    const request = JSON.stringify(wanted);
    if (missing.length === 0 || request === underWay) return;
    underWay = request;
    beRunning();
    client.extras(missing);
  };

  const stop = [
    store.subscribe(settingsOf, (settings, before) => {
      if (settings === null) return;
      if (before === null || !sameNumbers(settings, before)) run(settings);
      else completeViews();
    }),
    // After a failure any change is a new try: also of the other pane, and of what is only drawn.
    store.subscribe(
      ({ panes }) => panes,
      () => {
        const state = store.getState();
        const settings = settingsOf(state);
        if (settings !== null && numbersOf(state, pane).status.kind === 'failed') run(settings);
      },
    ),
    store.subscribe(
      ({ attempt }) => attempt,
      () => {
        client.dispose();
        const settings = settingsOf(store.getState());
        if (settings !== null) run(settings);
      },
    ),
    store.subscribe(({ crosshair }) => crosshair, inspect),
    store.subscribe(({ panes }) => showsStep(panes[0]), inspect),
    store.subscribe(({ crosshair }) => crosshair, completeViews),
    store.subscribe(({ questions }) => questions, completeViews),
  ];
  const first = settingsOf(store.getState());
  if (first !== null) run(first);
  return () => {
    for (const unsubscribe of stop) unsubscribe();
    client.dispose();
  };
}

/** Whether the run's answer to this request is here, whole. */
function isThere(result: RunResult, extra: Extra): boolean {
  if (extra.kind !== 'without' && extra.kind !== 'rest') return result.extras.has(extra);
  const name = extra.kind === 'rest' ? 'step.rest' : (`cumulativeWithout.${extra.edge}` as const);
  return result.curve(name) !== undefined && !result.stale.has(name);
}
