/** What one pane asks of the engine: runs, and the numbers that single views need beside them. */
import type { SeriesName } from '../engine/seriesNames';
import type { ViewRequest } from '../engine/viewRequests';
import type { Settings } from '../settings/settings';
import type { EngineClient } from '../worker/client';
import type { ArrivingRuns } from './arrivingRuns';
import type { PaneState } from './paneState';
import type { RunResult } from './runResult';
import { chartRequests, pictureRequests } from './viewRequests';
import type { CurveRequest } from './viewResults';

export class EngineRequests {
  /** The run that was asked for last; 0 before the first. */
  newestRunId = 0;
  /** Settings of the runs that have been asked for and have not begun. */
  private readonly requested = new Map<number, Settings>();
  /** What was last asked for beside a run, so that it is not asked for again: not while it is under way, nor if it gets no answer. */
  private underWay = '';

  constructor(
    private readonly state: PaneState,
    private readonly client: Pick<EngineClient, 'run' | 'request'>,
    private readonly runs: ArrivingRuns,
  ) {}

  run(settings: Settings): void {
    // The steps are those of the run before, until this one has begun: a request that turns out wrong is made anew when it is done.
    const wanted = this.besideRun(settings, this.runs.newest?.info.steps ?? settings.steps);
    // Before the request: where no worker can be had, that is known at once.
    this.state.setRunning();
    this.newestRunId = this.client.run(settings, wanted);
    this.underWay = JSON.stringify(wanted);
    this.requested.set(this.newestRunId, settings);
  }

  /** The settings of a run that begins now; undefined where it is not known. Older runs cannot begin any more. */
  settingsOf(runId: number): Settings | undefined {
    const settings = this.requested.get(runId);
    if (settings !== undefined)
      for (const older of this.requested.keys()) if (older < runId) this.requested.delete(older);
    return settings;
  }

  /** Asks for what the views in sight still lack. */
  completeViews(): void {
    const { settings, numbers } = this.state;
    // Not the run on screen: that is a frame behind. Before a run's picture is there, its own requests are on their way.
    const run = this.runs.newest;
    if (settings === null || run?.runId !== this.newestRunId || !run.done.has('messages')) return;
    // An engine that failed has no runs: the next change of any setting starts anew.
    if (numbers.status.kind === 'failed') return;
    const wanted = [...this.besideRun(settings, run.info.steps)];
    if (numbers.status.kind === 'idle') wanted.push(...chartRequests(settings));
    const missing = wanted.filter((request) => !isThere(run, request));
    const asked = JSON.stringify(wanted);
    if (missing.length === 0 || asked === this.underWay) return;
    this.underWay = asked;
    this.state.setRunning();
    this.client.request(missing);
  }

  /** The views beside the heatmaps are about the first pane alone. */
  private besideRun(settings: Settings, steps: number): readonly ViewRequest[] {
    const { pane, store, viewNeeds } = this.state;
    const view = pane === 0 ? (viewNeeds.requests?.(settings, store.getState(), steps) ?? []) : [];
    return [...pictureRequests(settings), ...view];
  }
}

/** Whether the run's answer to this request is here, whole. */
function isThere(run: RunResult, request: ViewRequest): boolean {
  if (!isForCurve(request)) return run.viewResults.has(request);
  const name = curveOf(request);
  return run.curve(name) !== undefined && !run.stale.has(name);
}

/** The curve that answers each kind of request for one. */
const CURVES: { readonly [K in CurveRequest['kind']]: (request: Extract<CurveRequest, { kind: K }>) => SeriesName } = {
  without: ({ edge }) => `cumulativeWithout.${edge}`,
  offCarousel: () => 'step.offCarousel',
  input: () => 'input',
};

const isForCurve = (request: ViewRequest): request is CurveRequest => request.kind in CURVES;

function curveOf<K extends CurveRequest['kind']>(request: Extract<CurveRequest, { kind: K }>): SeriesName {
  const name: (request: Extract<CurveRequest, { kind: K }>) => SeriesName = CURVES[request.kind as K];
  return name(request);
}
