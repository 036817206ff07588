/** Lab's views beside the heatmaps, one at a time. */
import * as Tabs from '@radix-ui/react-tabs';
import { Suspense } from 'react';
import { filled, openView } from '../../settings/depth';
import type { Settings } from '../../settings/settings';
import { SPECS } from '../../settings/specs';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { FillButton } from '../common/FillButton';
import { ViewBoundary } from '../common/ViewBoundary';
import { Playback } from '../playback/Playback';
import { COMPONENTS } from './components';

export function Views() {
  const store = useAppStore();
  const view = useApp((state) => openView(state.panes[0])) ?? 'cell';
  // The heatmaps and their time axis are out of sight then.
  const isFilled = useApp((state) => filled(state.panes[0]) === 'view');
  const View = COMPONENTS[view];
  return (
    <Tabs.Root
      className="views"
      value={view}
      onValueChange={(value) => choose(store, { view: value as Settings['view'] })}
    >
      <div className="views-head">
        <Tabs.List className="tabs" aria-label="View">
          {SPECS.view.options
            // Claims have their place in the header; one that is open has its tab.
            .filter(({ value }) => value !== 'none' && value !== 'scenes' && (value !== 'claims' || view === value))
            .map(({ value, label }) => (
              <Tabs.Trigger key={value} value={value}>
                {label}
              </Tabs.Trigger>
            ))}
        </Tabs.List>
        {isFilled && <Playback />}
        {view !== 'reading' && <FillButton what="view" />}
      </div>
      {/* One panel for the chosen view: the others ask the engine for nothing. */}
      <Tabs.Content key={view} value={view} tabIndex={-1} className="view">
        <ViewBoundary>
          <Suspense fallback={<p className="quiet view-loading">Loading this view …</p>}>
            {View !== undefined && <View />}
          </Suspense>
        </ViewBoundary>
      </Tabs.Content>
    </Tabs.Root>
  );
}
