/** The page's state: a list of panes of settings (now one), the run that answers it, and where the reader points. */

import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import type { Inspection } from '../engine/inspection';
import type { Cuttable } from '../settings/edges';
import type { SettingKey, Settings } from '../settings/settings';
import { DEFAULTS } from '../settings/specs';
import type { RunResult } from './runResult';

export interface Crosshair {
  /** 0-based. */
  readonly step: number;
  readonly unit: number;
}

export type EngineStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'idle' }
  /** The engine threw or died; `message` says so in words. */
  | { readonly kind: 'failed'; readonly message: string };

export interface AppState {
  readonly panes: readonly [Settings, ...Settings[]];
  /** What in the link could not be used. */
  readonly notices: readonly string[];
  readonly result: RunResult | null;
  /** Goes up when `result` has been filled further. */
  readonly version: number;
  readonly status: EngineStatus;
  readonly crosshair: Crosshair | null;
  /** The edge that is pointed at or focused, wherever on the page: its row, its line and its term light up. */
  readonly pointedEdge: Cuttable | null;
  readonly inspection: Inspection | null;
  /** The run that `inspection` is of. */
  readonly inspectedRun: number;
  /** Goes up when a change is complete (a slider let go, a choice made): the link is then pushed. */
  readonly committed: number;
  /** Whether the backward sweep is being played: the crosshair then moves by itself. */
  readonly playing: boolean;
}

const initialState: AppState = {
  panes: [DEFAULTS],
  notices: [],
  result: null,
  version: 0,
  status: { kind: 'running' },
  crosshair: null,
  pointedEdge: null,
  inspection: null,
  inspectedRun: 0,
  committed: 0,
  playing: false,
};

export type AppStore = ReturnType<typeof createAppStore>;

export function createAppStore(initial: Partial<AppState> = {}) {
  return createStore<AppState>()(subscribeWithSelector(() => ({ ...initialState, ...initial })));
}

/** Moves the crosshair to a step (0-based), kept inside the sequence; the unit stays. */
export function stepTo(store: AppStore, step: number): void {
  const { crosshair, result } = store.getState();
  const steps = result?.info.steps ?? 0;
  const next = Math.max(0, Math.min(steps - 1, step));
  if (steps > 0 && next !== crosshair?.step) store.setState({ crosshair: { step: next, unit: crosshair?.unit ?? 0 } });
}

export function pointAt(store: AppStore, edge: Cuttable | null): void {
  if (store.getState().pointedEdge !== edge) store.setState({ pointedEdge: edge });
}

/** Cuts an edge, or lets the gradient through it again. */
export function toggleCut(store: AppStore, edge: Cuttable): void {
  const { cuts } = store.getState().panes[0];
  choose(store, { cuts: cuts.includes(edge) ? cuts.filter((cut) => cut !== edge) : [...cuts, edge] });
}

/** Changes settings of the first pane while a control moves; `commit` follows when it is let go. */
export function change(store: AppStore, patch: Partial<Settings>): void {
  store.setState(({ panes: [first, ...others] }) => ({ panes: [agreeing({ ...first, ...patch }, patch), ...others] }));
}

export function commit(store: AppStore): void {
  store.setState(({ committed }) => ({ committed: committed + 1 }));
}

/** One change that is complete at once. */
export function choose(store: AppStore, patch: Partial<Settings>): void {
  change(store, patch);
  commit(store);
}

export function reset(store: AppStore, key: SettingKey): void {
  choose(store, { [key]: DEFAULTS[key] });
}

/** Keeps settings that depend on one another in step with the change just made. */
function agreeing(settings: Settings, patch: Partial<Settings>): Settings {
  let agreed = settings;
  if (patch.hiddenSize !== undefined && agreed.lossUnit > agreed.hiddenSize)
    agreed = { ...agreed, lossUnit: agreed.hiddenSize };
  if (patch.lossUnit !== undefined && agreed.lossUnit > agreed.hiddenSize)
    agreed = { ...agreed, lossUnit: agreed.hiddenSize };
  if (patch.radii === 'each') {
    // Each radius starts from where the common one stood, so that switching alone changes nothing.
    const { spectralRadius: r } = agreed;
    agreed = { ...agreed, radiusZ: r, radiusI: r, radiusF: r, radiusO: r };
  }
  return agreed;
}
