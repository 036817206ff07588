/** How components reach the store and the theme. */
import { createContext, useContext, useRef } from 'react';
import { useStore } from 'zustand';
import type { Theme } from '../../charts/colour';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';
import type { Part, ShownRun } from '../../store/shown';
import { type AppState, type AppStore, numbersOf, type PaneIndex, type PaneNumbers } from '../../store/store';

export const StoreContext = createContext<AppStore | null>(null);
/** Which pane the components below draw. */
export const PaneContext = createContext<PaneIndex>(0);
export const ThemeContext = createContext<Theme>('light');

export function useAppStore(): AppStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('no store above this component');
  return store;
}

export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useAppStore(), selector);
}

/** The numbers of the pane that this component belongs to. */
export function usePane<T>(selector: (numbers: PaneNumbers) => T): T {
  const pane = useContext(PaneContext);
  return useApp((state) => selector(numbersOf(state, pane)));
}

/** The run that this part of the pane shows: anew with each of its revisions, or only when what `selector` takes from it changes. */
export function useShown(part: Part): ShownRun;
export function useShown<T>(part: Part, selector: (shown: ShownRun, state: AppState) => T): T;
export function useShown(part: Part, selector?: (shown: ShownRun, state: AppState) => unknown): unknown {
  const pane = useContext(PaneContext);
  return useApp((state) => {
    const shown = numbersOf(state, pane).shown[part];
    return selector === undefined ? shown : selector(shown, state);
  });
}

/** The settings of the pane that this component belongs to. */
export function usePaneSettings<T>(selector: (settings: Settings) => T): T {
  const pane = useContext(PaneContext);
  return useApp(({ panes }) => selector(panes[pane] ?? panes[0]));
}

/** Some of those settings: a component that uses this is not drawn anew by a drag that changes others. */
export function usePaneChoices<K extends keyof Settings>(...keys: readonly K[]): Pick<Settings, K> {
  const pane = useContext(PaneContext);
  return usePicked(({ panes }) => panes[pane] ?? panes[0], keys);
}

/** The same of the pane that the controls change. */
export function useChoices<K extends keyof Settings>(...keys: readonly K[]): Pick<Settings, K> {
  return usePicked(({ panes }) => panes[0], keys);
}

/** The same object while all of them are the same; most changes of the state leave the settings as they are, and nothing is compared. */
function usePicked<K extends keyof Settings>(
  settingsOf: (state: AppState) => Settings,
  keys: readonly K[],
): Pick<Settings, K> {
  const last = useRef<{ readonly of: Settings; readonly picked: Pick<Settings, K> } | null>(null);
  return useApp((state) => {
    const of = settingsOf(state);
    const before = last.current;
    if (before?.of === of) return before.picked;
    const isSame = before !== null && keys.every((key) => Object.is(before.picked[key], of[key]));
    const picked = isSame
      ? before.picked
      : (Object.fromEntries(keys.map((key) => [key, of[key]])) as Pick<Settings, K>);
    last.current = { of, picked };
    return picked;
  });
}

/** The run of the pane beside this one, while two are compared: they share their axes. */
export function useOtherResult(): RunResult | null {
  const pane = useContext(PaneContext);
  return useApp((state) => (state.panes.length === 1 ? null : numbersOf(state, pane === 0 ? 1 : 0).shown.text.run));
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
