/** The screen: header, the two sliders, the sentence, then controls, picture and reading side by side. */
import { Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AppStore } from '../store/store';
import { Chart, ChartPlace } from './chart/Chart';
import { StoreContext, ThemeContext } from './common/context';
import { deferred } from './common/deferred';
import { useThemeChoice } from './common/theme';
import { ControlPanel } from './controls/ControlPanel';
import { Header } from './frame/Header';
import { MissionSliders } from './frame/MissionSliders';
import { Notices } from './frame/Notices';
import { Sentence } from './frame/Sentence';
import { useRest } from './frame/useRest';
import { useReveal } from './frame/useReveal';
import { useEscape } from './panel/FillButton';
import { ViewBoundary } from './panel/ViewBoundary';
import { Views } from './panel/Views';
import { Heatmaps } from './picture/Heatmaps';
import { Legend } from './picture/Legend';
import { usePlaybackKeys, usePlaying } from './playback/usePlayback';
import { Tour } from './tour/begin';

/** Loaded when a second pane is pinned. */
const Compared = deferred('Compared', () => import('./compare/Compared'));

export function App({ store }: { readonly store: AppStore }) {
  const { theme, choice, next } = useThemeChoice();
  const revealing = useReveal(store);
  const rest = useRest();
  const [sheetOpen, setSheetOpen] = useState(false);
  const comparing = useStore(store, ({ panes }) => panes.length > 1);
  const touring = useStore(store, ({ panes }) => panes[0].tour > 0);
  const fill = useStore(store, ({ panes }) => panes[0].fill);
  usePlaying(store);
  usePlaybackKeys(store);
  useEscape(store);
  useEffect(() => {
    if (!sheetOpen) return;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      // One Escape closes one thing.
      event.preventDefault();
      setSheetOpen(false);
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [sheetOpen]);
  return (
    <StoreContext value={store}>
      <ThemeContext value={theme}>
        <div
          className="app"
          data-fill={fill === 'none' || comparing ? undefined : fill}
          data-compare={comparing || undefined}
        >
          <Header themeChoice={choice} onTheme={next} />
          <Notices />
          <MissionSliders />
          <Sentence />
          <main className="body">
            <aside
              className="side left"
              data-tour="settings"
              data-open={sheetOpen || undefined}
              aria-label="Settings"
              id="settings"
            >
              {rest && <ControlPanel />}
            </aside>
            {comparing ? (
              <ViewBoundary what="The comparison">
                <Suspense fallback={<p className="picture quiet">Loading the second pane …</p>}>
                  <Compared revealing={revealing} />
                </Suspense>
              </ViewBoundary>
            ) : (
              <div className="picture">
                <ViewBoundary what="The heatmaps">
                  <Heatmaps revealing={revealing} />
                </ViewBoundary>
                <ViewBoundary what="The chart">{rest ? <Chart /> : <ChartPlace />}</ViewBoundary>
              </div>
            )}
            <aside className="side right" data-tour="views" aria-label="Views and legend">
              {rest && (
                <>
                  <Views />
                  <Legend />
                </>
              )}
            </aside>
          </main>
          {touring && (
            <ViewBoundary what="The tour">
              <Suspense>
                <Tour />
              </Suspense>
            </ViewBoundary>
          )}
          <button
            type="button"
            className="sheet-button"
            aria-expanded={sheetOpen}
            aria-controls="settings"
            onClick={() => setSheetOpen((open) => !open)}
          >
            {sheetOpen ? 'Close settings' : 'Settings'}
          </button>
        </div>
      </ThemeContext>
    </StoreContext>
  );
}
