/** How components reach the store and the theme. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Theme } from '../charts/colour';
import type { Settings } from '../settings/settings';
import type { RunResult } from '../store/runResult';
import { type AppState, type AppStore, numbersOf, type PaneIndex, type PaneNumbers, type Told } from '../store/store';

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

/** What the views beside the picture tell of: of the first pane, and a frame after all else. */
export function useViewed<T>(selector: (told: Told, state: AppState) => T): T {
  return useApp((state) => selector(state.viewed ?? state, state));
}

/** The settings of the pane that this component belongs to. */
export function usePaneSettings<T>(selector: (settings: Settings) => T): T {
  const pane = useContext(PaneContext);
  return useApp(({ panes }) => selector(panes[pane] ?? panes[0]));
}

/** Some of those settings: whoever uses this sleeps through a drag that changes others. */
export function usePaneChoices<K extends keyof Settings>(...keys: readonly K[]): Pick<Settings, K> {
  const pane = useContext(PaneContext);
  return useApp(useShallow(({ panes }) => pick(panes[pane] ?? panes[0], keys)));
}

/** The same of the pane that the controls change. */
export function useChoices<K extends keyof Settings>(...keys: readonly K[]): Pick<Settings, K> {
  return useApp(useShallow(({ panes }) => pick(panes[0], keys)));
}

function pick<K extends keyof Settings>(settings: Settings, keys: readonly K[]): Pick<Settings, K> {
  return Object.fromEntries(keys.map((key) => [key, settings[key]])) as Pick<Settings, K>;
}

/** The run of the pane beside this one, while two are compared: they share their axes. */
export function useOtherResult(): RunResult | null {
  const pane = useContext(PaneContext);
  return useApp((state) => (state.panes.length === 1 ? null : pane === 0 ? state.pinned.result : state.result));
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
