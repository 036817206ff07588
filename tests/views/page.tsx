/** Puts components on a page with a real store. */
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import { type AppState, type AppStore, createAppStore } from '../../src/store/store';
import { StoreContext } from '../../src/views/common/context';

export interface Shown extends RenderResult {
  readonly store: AppStore;
  /** The first pane's settings as they are now. */
  readonly settings: () => Settings;
}

export function show(children: ReactNode, patch: Partial<Settings> = {}, state: Partial<AppState> = {}): Shown {
  const store = createAppStore({ panes: [{ ...DEFAULTS, ...patch }], ...state });
  const result = render(<StoreContext value={store}>{children}</StoreContext>);
  return { ...result, store, settings: () => store.getState().panes[0] };
}
