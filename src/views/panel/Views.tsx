/** The views beside the heatmaps, one at a time; each is loaded when it is first opened, or before, when nothing else is to be done. */
import * as Tabs from '@radix-ui/react-tabs';
import { type ComponentType, Suspense } from 'react';
import type { Settings } from '../../settings/settings';
import { SPECS } from '../../settings/specs';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { deferred } from '../common/deferred';
import { Playback } from '../playback/Playback';
import { FillButton } from './FillButton';
import { ViewBoundary } from './ViewBoundary';

const VIEWS: Readonly<Record<Settings['view'], ComponentType>> = {
  cell: deferred('CellView', () => import('../cell/CellView')),
  spectrum: deferred('SpectrumView', () => import('../spectrum/SpectrumView')),
  equations: deferred('EquationsView', () => import('../equations/EquationsView')),
  lag: deferred('LagView', () => import('../lag/LagView')),
  weights: deferred('WeightsView', () => import('../weights/WeightsView')),
  gates: deferred('GatesView', () => import('../gates/GatesView')),
  claims: deferred('ClaimsView', () => import('../claims/ClaimsView')),
  reading: deferred('ReadingView', () => import('../reading/ReadingView')),
};

export function Views() {
  const store = useAppStore();
  const view = useApp((state) => state.panes[0].view);
  // The heatmaps and their time axis are out of sight then.
  const isFilled = useApp((state) => state.panes[0].fill === 'view');
  const View = VIEWS[view];
  return (
    <Tabs.Root
      className="views"
      value={view}
      onValueChange={(value) => choose(store, { view: value as Settings['view'] })}
    >
      <div className="views-head">
        <Tabs.List className="tabs" aria-label="View">
          {SPECS.view.options.map(({ value, label }) => (
            <Tabs.Trigger key={value} value={value}>
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {isFilled && <Playback />}
        <FillButton what="view" />
      </div>
      {/* One panel for the chosen view: the others ask the engine for nothing. */}
      <Tabs.Content key={view} value={view} tabIndex={-1} className="view">
        <ViewBoundary>
          <Suspense fallback={<p className="quiet view-loading">Loading this view …</p>}>
            <View />
          </Suspense>
        </ViewBoundary>
      </Tabs.Content>
    </Tabs.Root>
  );
}
