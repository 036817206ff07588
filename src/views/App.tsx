/**
 * The screen: header, the two sliders, the answer, then the picture. Explore opens settings and views beside it on demand; Lab has them open,
 * with the long sentence and the charts.
 */
import { Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { filled, isVeiled, openGallery, openView } from '../settings/depth';
import type { AppStore } from '../store/store';
import { StoreContext, ThemeContext } from './common/context';
import { deferred } from './common/deferred';
import { useEscape } from './common/FillButton';
import { useMedia } from './common/media';
import { useThemeChoice } from './common/theme';
import { ViewBoundary } from './common/ViewBoundary';
import { Answer } from './frame/Answer';
import { Header } from './frame/Header';
import { MissionSliders } from './frame/MissionSliders';
import { Notices } from './frame/Notices';
import { SkipLink } from './frame/SkipLink';
import { useFileDrop } from './frame/useFileDrop';
import { useIsFirstScreenDrawn } from './frame/useIsFirstScreenDrawn';
import { Scene } from './gallery/begin';
import { OpenGallery } from './gallery/OpenGallery';
import { Chart, ChartPlace, Sentence, Views } from './lab/lab';
import { OpenView, Rail } from './panel/Rail';
import { Heatmaps } from './picture/Heatmaps';
import { Legend } from './picture/Legend';
import { usePlaybackKeys, usePlaying } from './playback/usePlayback';
import { River } from './river/River';
import { useReveal } from './river/useReveal';
import { useStageKey } from './stage/useStageKey';
import { Tour } from './tour/begin';

/** Loaded when it is opened. */
const ControlPanel = deferred('ControlPanel', () => import('./controls/ControlPanel'));
/** Loaded when a file is opened. */
const FileBar = deferred('FileBar', () => import('./files/FileBar'));
/** Loaded when it is opened. */
const Stage = deferred('Stage', () => import('./stage/Stage'));
/** Loaded when a second pane is pinned. */
const Compared = deferred('Compared', () => import('./compare/Compared'));

/** What slides up from the foot of a phone; Explore's settings stand beside the picture elsewhere. */
type Sheet = 'settings' | 'views' | 'more';

const SHEETS: Readonly<Record<Sheet, string>> = { settings: 'Settings', views: 'Views', more: 'More' };

export function App({ store }: { readonly store: AppStore }) {
  const { theme, choice, next } = useThemeChoice();
  const reveal = useReveal(store);
  const isFirstScreenDrawn = useIsFirstScreenDrawn();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const comparing = useStore(store, ({ panes }) => panes.length > 1);
  const touring = useStore(store, ({ panes }) => panes[0].tour > 0 && panes[0].depth === 'explore' && panes.length < 2);
  const depth = useStore(store, ({ panes }) => panes[0].depth);
  const view = useStore(store, ({ panes }) => openView(panes[0]));
  const fill = useStore(store, ({ panes }) => filled(panes[0]));
  const hasScene = useStore(store, ({ panes }) => panes[0].scene !== '');
  const veiled = useStore(store, ({ panes }) => isVeiled(panes[0]));
  const hasGallery = useStore(store, ({ panes }) => openGallery(panes[0]) !== null);
  const inLab = depth === 'lab';
  const hasFile = useStore(
    store,
    ({ panes: [{ file, input }], fileStatus }) => file !== '' || input === 'data' || fileStatus.kind !== 'none',
  );
  const isNarrow = useMedia('(width < 56.25rem)');
  usePlaying(store);
  usePlaybackKeys(store);
  const toggleStage = useStageKey(store);
  useEscape(store);
  useFileDrop(store);
  useEffect(() => {
    if (sheet === null) return;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return;
      // One Escape closes one thing.
      event.preventDefault();
      setSheet(null);
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [sheet]);
  // Its button is in a phone's sheet, which would lie over it.
  useEffect(() => {
    if (touring) setSheet(null);
  }, [touring]);
  useEffect(() => {
    // What is chosen there is not to stand behind the sheet that it was opened from.
    if (hasGallery) setSheet(null);
  }, [hasGallery]);
  const toggle = (which: Sheet) => (): void => setSheet((open) => (open === which ? null : which));
  if (depth === 'stage')
    return (
      <StoreContext value={store}>
        <ThemeContext value={theme}>
          <div className="app" data-depth="stage">
            <Notices />
            <ViewBoundary what="Stage">
              <Suspense>
                <Stage onLeave={toggleStage} />
              </Suspense>
            </ViewBoundary>
          </div>
        </ThemeContext>
      </StoreContext>
    );
  return (
    <StoreContext value={store}>
      <ThemeContext value={theme}>
        <div
          className="app"
          data-depth={depth}
          data-fill={fill === 'none' || comparing ? undefined : fill}
          data-compare={comparing || undefined}
          data-view={view ?? undefined}
          data-touring={touring || undefined}
        >
          <SkipLink />
          <Header themeChoice={choice} onTheme={next} isOpen={sheet === 'more'} />
          <Notices />
          {hasFile && (
            <ViewBoundary what="Your file">
              <Suspense>
                <FileBar />
              </Suspense>
            </ViewBoundary>
          )}
          <OpenGallery />
          <div className="work">
            <div className="mission-row">
              {(!inLab || comparing) && (
                <button
                  type="button"
                  className="settings-button"
                  aria-expanded={sheet === 'settings'}
                  aria-controls="settings"
                  onClick={toggle('settings')}
                >
                  <SettingsIcon />
                  Settings
                </button>
              )}
              <MissionSliders />
            </div>
            {hasScene && (
              <ViewBoundary what="The scene">
                <Suspense fallback={<section className={veiled ? 'scene-ask' : 'scene-told'} />}>
                  <Scene />
                </Suspense>
              </ViewBoundary>
            )}
            {comparing ? null : inLab ? (
              <ViewBoundary what="The sentence">
                <Suspense fallback={<section className="sentence" />}>
                  <Sentence />
                </Suspense>
              </ViewBoundary>
            ) : (
              <Answer />
            )}
            <main className="body">
              <aside
                className="side left"
                data-open={sheet === 'settings' || undefined}
                aria-label="Settings"
                id="settings"
              >
                {isFirstScreenDrawn && (inLab || sheet === 'settings') && (
                  <ViewBoundary what="The settings">
                    <Suspense>
                      <ControlPanel />
                    </Suspense>
                  </ViewBoundary>
                )}
              </aside>
              {comparing ? (
                <ViewBoundary what="The comparison">
                  <Suspense fallback={<p className="picture quiet">Loading the second pane …</p>}>
                    <Compared />
                  </Suspense>
                </ViewBoundary>
              ) : (
                <div className="picture">
                  {!inLab && (
                    <ViewBoundary what="The river">
                      <River reveal={reveal} />
                    </ViewBoundary>
                  )}
                  <ViewBoundary what="The heatmaps">
                    <Heatmaps revealing={reveal.stage !== 'none'} />
                  </ViewBoundary>
                  {inLab && (
                    <ViewBoundary what="The chart">
                      <Suspense fallback={<ChartPlace />}>{isFirstScreenDrawn ? <Chart /> : <ChartPlace />}</Suspense>
                    </ViewBoundary>
                  )}
                </div>
              )}
              {comparing ? null : inLab ? (
                <aside className="side right" aria-label="Views and legend">
                  {isFirstScreenDrawn && (
                    <>
                      <Suspense>
                        <Views />
                      </Suspense>
                      <Legend />
                    </>
                  )}
                </aside>
              ) : (
                view !== null && (
                  <aside className="side right" aria-label="Open view">
                    <OpenView view={view} />
                  </aside>
                )
              )}
            </main>
            {(!inLab || comparing) && (
              <div className="edge" data-open={sheet === 'views' || undefined} id="views">
                {!comparing && <Rail onChosen={() => setSheet(null)} />}
                <Legend upright={!isNarrow} />
              </div>
            )}
          </div>
          {touring && (
            <ViewBoundary what="The tour">
              <Suspense>
                <Tour />
              </Suspense>
            </ViewBoundary>
          )}
          {/* On a phone: at the foot, never over the picture. */}
          <div className="bottom-bar">
            {(inLab || comparing ? (['settings', 'more'] as const) : (['settings', 'views', 'more'] as const)).map(
              (which) => (
                <button
                  key={which}
                  type="button"
                  aria-expanded={sheet === which}
                  aria-controls={which}
                  onClick={toggle(which)}
                >
                  {sheet === which ? `Close ${SHEETS[which].toLowerCase()}` : SHEETS[which]}
                </button>
              ),
            )}
          </div>
        </div>
      </ThemeContext>
    </StoreContext>
  );
}

function SettingsIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M1 5h6M11 5h4M7 5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M1 11h2M7 11h8M3 11a2 2 0 1 0 4 0 2 2 0 1 0-4 0" />
    </svg>
  );
}
