/** The views beside the heatmaps, one at a time; each is loaded when it is first opened. */
import * as Tabs from '@radix-ui/react-tabs';
import { type ComponentType, lazy, Suspense } from 'react';
import type { Settings } from '../../settings/settings';
import { SPECS } from '../../settings/specs';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../context';
import { Playback } from '../playback/Playback';
import { FillButton } from './FillButton';
import { ViewBoundary } from './ViewBoundary';

const VIEWS: Readonly<Record<Settings['view'], ComponentType>> = {
  cell: lazy(async () => ({ default: (await import('../cell/CellView')).CellView })),
  spectrum: lazy(async () => ({ default: (await import('../spectrum/SpectrumView')).SpectrumView })),
  equations: lazy(async () => ({ default: (await import('../equations/EquationsView')).EquationsView })),
  lag: lazy(async () => ({ default: (await import('../lag/LagView')).LagView })),
  weights: lazy(async () => ({ default: (await import('../weights/WeightsView')).WeightsView })),
  gates: lazy(async () => ({ default: (await import('../gates/GatesView')).GatesView })),
  claims: lazy(async () => ({ default: (await import('../claims/ClaimsView')).ClaimsView })),
  reading: lazy(async () => ({ default: (await import('../ReadingView')).ReadingView })),
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
      {/* One panel for the chosen view: the others are not even loaded. */}
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
