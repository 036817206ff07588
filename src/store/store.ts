/** The page's state: one pane of settings or two, the runs that answer them, and where the reader points. */

import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import type { Inspection } from '../engine/inspection';
import type { Question } from '../engine/questions';
import { keysAffecting } from '../settings/affects';
import { CELLS } from '../settings/cells';
import type { Crosshair } from '../settings/crosshair';
import type { Cuttable } from '../settings/edges';
import { OWN_RADII } from '../settings/radii';
import type { SettingKey, Settings } from '../settings/settings';
import { DEFAULTS, SPECS } from '../settings/specs';
import type { FromPane } from '../worker/messages';
import type { FileStatus, OpenedFile } from './openedFiles';
import { NOTHING_SHOWN, type Shown } from './shown';

export type { Crosshair };

export type Comparison = Extract<FromPane, { kind: 'comparison' }>;

const DRAWING = keysAffecting('drawing');

export type EngineStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'idle' }
  /** The engine threw or died; `message` says so in words. */
  | { readonly kind: 'failed'; readonly message: string };

/** Which of the panes: 0 is the one that the controls change, 1 the one that is pinned beside it. */
export type PaneIndex = 0 | 1;

/** What the engine has answered about one pane. */
export interface PaneNumbers {
  readonly shown: Shown;
  readonly status: EngineStatus;
  readonly inspection: Inspection | null;
  /** The same of the second run; null while that is not there. */
  readonly perturbedInspection: Inspection | null;
  /** The run that `inspection` is of. */
  readonly inspectedRun: number;
}

/** What the engine has answered about this pane. */
export const numbersOf = (state: AppState, pane: PaneIndex): PaneNumbers => (pane === 0 ? state : state.pinned);

/** The numbers of the first pane, and all else. */
export interface AppState extends PaneNumbers {
  /** The pane that the controls change and, while comparing, the one that is pinned beside it. */
  readonly panes: readonly [Settings] | readonly [Settings, Settings];
  readonly pinned: PaneNumbers;
  /** The cosine between the gradients of two runs, by step; null before there is one, its array where they have no state in common. */
  readonly comparison: Comparison | null;
  /** What the open claim asks the engine. */
  readonly questions: readonly Question[];
  /** The networks and the data that were opened from a person's own files. */
  readonly files: readonly OpenedFile[];
  readonly fileStatus: FileStatus;
  /** What in the link could not be used. */
  readonly notices: readonly string[];
  readonly crosshair: Crosshair | null;
  /** The edge that is pointed at or focused, wherever on the page: its row, its line and its term light up. */
  readonly pointedEdge: Cuttable | null;
  /** Goes up when a change is complete (a slider let go, a choice made): the link is then pushed. */
  readonly committed: number;
  /** Whether the backward sweep is being played: the crosshair then moves by itself. */
  readonly playing: boolean;
  /** Takes the newer page that has come, in place of this one; null while there is none. */
  readonly takeUpdate: (() => void) | null;
  /** Whether the engine owes an answer and has given no sign of life for some seconds. */
  readonly silent: boolean;
  /** Goes up when the same settings are to be computed once more, by a fresh engine. */
  readonly attempt: number;
  /** Whether the browser gives the page a canvas to draw on. */
  readonly canDraw: boolean;
  /** What the reader had on screen before the tour put its own settings there; null where there is nothing to go back to. */
  readonly beforeTour: Pick<AppState, 'panes' | 'crosshair'> | null;
}

const NO_NUMBERS: PaneNumbers = {
  shown: NOTHING_SHOWN,
  status: { kind: 'idle' },
  inspection: null,
  perturbedInspection: null,
  inspectedRun: 0,
};

const initialState: AppState = {
  ...NO_NUMBERS,
  status: { kind: 'running' },
  panes: [DEFAULTS],
  pinned: NO_NUMBERS,
  comparison: null,
  questions: [],
  files: [],
  fileStatus: { kind: 'none' },
  notices: [],
  crosshair: null,
  pointedEdge: null,
  committed: 0,
  playing: false,
  takeUpdate: null,
  silent: false,
  attempt: 0,
  canDraw: true,
  beforeTour: null,
};

/** What is said of a second pane, where there is none. */
export const withoutSecondPane = { pinned: NO_NUMBERS, comparison: null } as const;

export type AppStore = ReturnType<typeof createAppStore>;

export function createAppStore(initial: Partial<AppState> = {}) {
  const first = subscribeWithSelector<AppState>(() => ({ ...initialState, ...initial }));
  return createStore<AppState>()(((set, get, api) => {
    // An error in one listener must not stop the others, nor whoever made the change.
    const { subscribe } = api;
    api.subscribe = (listener) => subscribe(isolated(listener));
    return first(set, get, api);
  }) as typeof first);
}

/** A listener whose errors reach the browser's console, as an event listener's do. */
function isolated(listener: (state: AppState, before: AppState) => void): typeof listener {
  return (state, before) => {
    try {
      listener(state, before);
    } catch (problem) {
      queueMicrotask(() => {
        throw problem;
      });
    }
  };
}

/** Moves the crosshair to a step (0-based), kept inside the sequence; the unit stays. */
export function stepTo(store: AppStore, step: number): void {
  const { crosshair, shown } = store.getState();
  const steps = shown.text.run?.info.steps ?? 0;
  const next = Math.max(0, Math.min(steps - 1, step));
  if (steps > 0 && next !== crosshair?.step) store.setState({ crosshair: { step: next, unit: crosshair?.unit ?? 0 } });
}

/**
 * Reads at a step and a unit; null leaves the unit as it is. While the sweep is played the crosshair is the playhead: a press takes it
 * over, a pointer that passes by does not.
 */
export function readAt(store: AppStore, step: number, unit: number | null, pressed: boolean): void {
  const { playing, crosshair } = store.getState();
  if (playing && !pressed) return;
  const next = { step, unit: unit ?? crosshair?.unit ?? 0 };
  const isSame = crosshair?.step === next.step && crosshair.unit === next.unit;
  if (!isSame || playing) store.setState({ crosshair: isSame ? crosshair : next, playing: false });
}

export function pointAt(store: AppStore, edge: Cuttable | null): void {
  if (store.getState().pointedEdge !== edge) store.setState({ pointedEdge: edge });
}

/** Cuts an edge, or lets the gradient through it again. */
export function toggleCut(store: AppStore, edge: Cuttable, pane: PaneIndex = 0): void {
  const { panes } = store.getState();
  const { cuts } = panes[pane] ?? panes[0];
  change(store, { cuts: cuts.includes(edge) ? cuts.filter((cut) => cut !== edge) : [...cuts, edge] }, pane);
  commit(store);
}

/** Changes a pane's settings while a control moves; `commit` follows when it is let go. */
export function change(store: AppStore, patch: Partial<Settings>, pane: PaneIndex = 0): void {
  store.setState(({ panes: [first, pinned] }) => {
    if (pane === 1 && pinned !== undefined) return { panes: [first, agreeing({ ...pinned, ...patch }, patch)] };
    const changed = agreeing({ ...first, ...patch }, patch);
    return { panes: pinned === undefined ? [changed] : [changed, drawnAs(pinned, changed)] };
  });
}

/** Pins the same settings with another cell as the left pane, and goes on changing the right; or ends it, and keeps the right. */
export function toggleComparison(store: AppStore): void {
  store.setState(({ panes: [first, pinned] }) => {
    if (pinned !== undefined) return { panes: [first], ...withoutSecondPane };
    // The tour speaks of one picture.
    const right = { ...first, tour: 0 };
    // Beside a trained network that is changed: as it was trained.
    const left = first.file === '' ? { cell: CELLS[first.cell].beside } : { addedBias: 0, matrixScale: 1 };
    return { panes: [right, { ...right, ...left }] };
  });
  commit(store);
}

/** Left becomes right and right left. */
export function swapPanes(store: AppStore): void {
  const [first, pinned] = store.getState().panes;
  if (pinned === undefined) return;
  store.setState({ panes: [pinned, first] });
  commit(store);
}

/** Shows other settings altogether, in one pane. */
export function open(store: AppStore, settings: Settings): void {
  store.setState({ panes: [settings], ...withoutSecondPane });
  commit(store);
}

/** The settings of one pane with the views, rows and scale of another: both panes are drawn alike. */
export function drawnAs(settings: Settings, like: Settings): Settings {
  return { ...settings, ...Object.fromEntries(DRAWING.map((key) => [key, like[key]])) };
}

export function commit(store: AppStore): void {
  store.setState(({ committed }) => ({ committed: committed + 1 }));
}

/** One change that is complete at once. */
export function choose(store: AppStore, patch: Partial<Settings>): void {
  change(store, patch);
  commit(store);
}

/** Puts the first pane's settings back as they were, where a movement was called off: nothing is committed. */
export function putBack(store: AppStore, before: Settings): void {
  store.setState(({ panes: [, pinned] }) => ({
    panes: pinned === undefined ? [before] : [before, drawnAs(pinned, before)],
  }));
}

export function reset(store: AppStore, key: SettingKey): void {
  choose(store, { [key]: DEFAULTS[key] });
}

/** Keeps settings that depend on one another in step with the change just made. */
function agreeing(settings: Settings, patch: Partial<Settings>): Settings {
  let agreed = patch.file === undefined && settings.file !== '' ? drawnAgain(settings, patch) : settings;
  // A link may have a unit that the network has not, as long as it is not the loss.
  const asksUnit = patch.hiddenSize !== undefined || patch.lossUnit !== undefined || patch.lossDirection !== undefined;
  if (asksUnit && agreed.lossUnit > agreed.hiddenSize) agreed = { ...agreed, lossUnit: agreed.hiddenSize };
  // It speaks of what stands in Explore.
  if (patch.depth !== undefined && patch.depth !== 'explore' && agreed.tour > 0) agreed = { ...agreed, tour: 0 };
  if (patch.radii === 'each') {
    // Each radius starts from where the common one stood, so that switching alone changes nothing.
    const { spectralRadius: r } = agreed;
    agreed = { ...agreed, ...Object.fromEntries(OWN_RADII.map((key) => [key, r])) };
  }
  return agreed;
}

/** What a file decides: whoever changes that leaves the file, for a network that is drawn. */
const OF_FILE = ['cell', 'activation', 'cellActivation', 'peepholes', 'forgetGate', 'hiddenSize', 'inputSize'] as const;

function drawnAgain(settings: Settings, patch: Partial<Settings>): Settings {
  if (!OF_FILE.some((key) => patch[key] !== undefined)) return settings;
  return {
    ...settings,
    file: '',
    hiddenSize: Math.min(settings.hiddenSize, SPECS.hiddenSize.max),
    inputSize: Math.min(settings.inputSize, SPECS.inputSize.max),
    loss: settings.loss === 'every' ? 'every' : 'last',
  };
}
