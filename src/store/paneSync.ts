/** One pane's bridge to the engine: a setting that changes a number starts a run, batches fill it, and the scheduler shows it. */
import { AFFECTS } from '../settings/affects';
import type { Settings } from '../settings/settings';
import { SETTING_KEYS, SPECS } from '../settings/specs';
import { formatSetting } from '../settings/validate';
import { EngineClient, type EngineListener, type WorkerLike } from '../worker/client';
import { ArrivingRuns } from './arrivingRuns';
import { CrosshairInspection } from './crosshairInspection';
import { EngineRequests } from './engineRequests';
import { PaneState } from './paneState';
import { RenderScheduler } from './renderScheduler';
import { type Part, withPart } from './shown';
import type { AppState, AppStore, PaneIndex } from './store';
import type { Views } from './viewRequests';

const COMPUTED = SETTING_KEYS.filter((key) => AFFECTS[key] !== 'drawing');

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
  views: Views,
): () => void {
  return new PaneSync(new PaneState(store, pane, views), openWorker, frame).connect();
}

class PaneSync {
  private readonly runs = new ArrivingRuns();
  private readonly client: EngineClient;
  private readonly requests: EngineRequests;
  private readonly inspection: CrosshairInspection;
  private readonly scheduler: RenderScheduler;

  constructor(
    private readonly state: PaneState,
    openWorker: () => WorkerLike,
    frame: (draw: () => void) => void,
  ) {
    const { runs } = this;
    this.client = new EngineClient(openWorker, this.listener());
    this.requests = new EngineRequests(state, this.client, runs);
    const newest = {
      isWhole: () => runs.newest?.hasSentence ?? false,
      isAwaited: () => runs.newest?.runId !== this.requests.newestRunId || runs.newest.ready > 0,
    };
    this.scheduler = new RenderScheduler(frame, newest, (part) => this.show(part));
    this.inspection = new CrosshairInspection(state, this.client, runs, () => this.scheduler.areViewsOutdated);
  }

  /** Starts the first run, and one with every change that asks for it. Returns a function that ends all that. */
  connect(): () => void {
    const { store, pane } = this.state;
    const inspect = (): void => this.inspection.ask();
    const completeViews = (): void => this.requests.completeViews();
    const stop = [
      store.subscribe(
        ({ panes }: AppState): Settings | null => panes[pane] ?? null,
        (settings, before) => {
          if (settings === null) return;
          if (before === null || !sameNumbers(settings, before)) this.requests.run(settings);
          else completeViews();
        },
      ),
      // After a failure any change is a new try: also of the other pane, and of what is only drawn.
      store.subscribe(
        ({ panes }) => panes,
        () => {
          if (this.state.numbers.status.kind === 'failed') this.run();
        },
      ),
      store.subscribe(
        ({ attempt }) => attempt,
        () => {
          this.client.dispose();
          this.run();
        },
      ),
      // The same settings may now mean a file that has come.
      store.subscribe(
        ({ files }) => files,
        () => this.run(),
      ),
      store.subscribe(({ crosshair }) => crosshair, inspect),
      store.subscribe(() => this.state.viewNeeds.showsStep === true, inspect),
      store.subscribe(({ crosshair }) => crosshair, completeViews),
      store.subscribe(({ questions }) => questions, completeViews),
    ];
    this.run();
    return () => {
      for (const unsubscribe of stop) unsubscribe();
      this.client.dispose();
    };
  }

  private run(): void {
    const { settings } = this.state;
    if (settings !== null) this.requests.run(settings);
  }

  /** Brings a part of the page up to the newest run. */
  private show(part: Part): void {
    const shown = withPart(part, this.state.numbers.shown, this.runs.newest);
    this.state.write(part === 'views' ? { shown, ...this.inspection.takePending() } : { shown });
    if (part === 'text') this.inspection.textShown();
  }

  private listener(): EngineListener {
    const { runs } = this;
    return {
      batch: (runId, batch, isToBeShown) => {
        if (batch.kind === 'forward') {
          const settings = this.requests.settingsOf(runId);
          if (settings !== undefined) runs.begin(runId, settings, batch);
          return;
        }
        const applied = runs.apply(runId, batch);
        if (applied === null || !isToBeShown) return;
        if (batch.kind === 'stage' && (batch.stage === 'messages' || batch.stage === 'ledger'))
          this.inspection.numbersArrived();
        if (batch.kind === 'stage' && batch.stage === 'messages') this.requests.completeViews();
        if (batch.kind === 'messages') this.scheduler.columnsArrived();
        else this.scheduler.dataArrived();
        if (applied.completesSentence) this.scheduler.showTextNow();
      },
      done: (runId) => {
        this.scheduler.showTextNow(() => {
          if (runId !== this.requests.newestRunId) return;
          this.state.write({ status: { kind: 'idle' } });
          this.requests.completeViews();
        });
      },
      perturbed: (runId, batch) => {
        const applied = runs.applySecond(runId, batch);
        if (applied === null) return;
        if (applied.completesSentence) this.inspection.numbersArrived();
        // The curves are shown together, when all is checked; what a view asked for, when it arrives.
        if (applied.completesSentence || applied.isAnswer) this.scheduler.dataArrived();
      },
      checked: (runId) => {
        if (runs.newest?.runId !== runId) return;
        this.inspection.numbersArrived();
        this.scheduler.dataArrived();
      },
      failed: (message) => {
        this.state.write({ status: { kind: 'failed', message } });
      },
    };
  }
}
