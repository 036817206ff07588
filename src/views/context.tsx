/** How components reach the store and the theme. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Theme } from '../charts/colour';
import type { AppState, AppStore } from '../store/store';

export const StoreContext = createContext<AppStore | null>(null);
export const ThemeContext = createContext<Theme>('light');

export function useAppStore(): AppStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('no store above this component');
  return store;
}

export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useAppStore(), selector);
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
