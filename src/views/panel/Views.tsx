/** Lab's views beside the heatmaps, one at a time. */
import * as Tabs from '@radix-ui/react-tabs';
import { Suspense } from 'react';
import { filled, openView } from '../../settings/depth';
import { VIEW_IDS, VIEW_LABELS, type View } from '../../settings/views';
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
  const Shown = COMPONENTS[view];
  return (
    <Tabs.Root className="views" value={view} onValueChange={(value) => choose(store, { view: value as View })}>
      <div className="views-head">
        <Tabs.List className="tabs" aria-label="View">
          {/* Claims have their place in the header; one that is open has its tab. */}
          {VIEW_IDS.filter((id) => id !== 'claims' || view === id).map((id) => (
            <Tabs.Trigger key={id} value={id}>
              {VIEW_LABELS[id]}
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
            <Shown />
          </Suspense>
        </ViewBoundary>
      </Tabs.Content>
    </Tabs.Root>
  );
}
