/** Explore's views, one press away: a rail of named icons, and the one that is open beside it. */
import { Suspense } from 'react';
import { filled, openView } from '../../settings/depth';
import { VIEW_IDS, VIEW_LABELS, type View } from '../../settings/views';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { FillButton } from '../common/FillButton';
import { ViewBoundary } from '../common/ViewBoundary';
import { VIEWS } from '../descriptors';
import { Playback } from '../playback/Playback';
import { COMPONENTS } from './components';

/** The galleries have their place in the header. */
const RAIL = VIEW_IDS.filter((view) => view !== 'claims');

export function Rail({ onChosen }: { readonly onChosen: () => void }) {
  const store = useAppStore();
  const open = useApp((state) => openView(state.panes[0]));
  return (
    <nav className="rail" aria-label="Views">
      {RAIL.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={view === open}
          onPointerEnter={() => void COMPONENTS[view].load().catch(() => {})}
          onClick={() => {
            choose(store, { view: view === open ? 'none' : view, fill: 'none' });
            onChosen();
          }}
        >
          <svg className="view-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d={VIEWS[view].icon} />
          </svg>
          {VIEW_LABELS[view]}
        </button>
      ))}
    </nav>
  );
}

export function OpenView({ view }: { readonly view: View }) {
  const store = useAppStore();
  const isFilled = useApp((state) => filled(state.panes[0]) === 'view');
  const Drawn = COMPONENTS[view];
  const label = VIEW_LABELS[view];
  return (
    <div className="views">
      <div className="views-head">
        <b>{label}</b>
        {isFilled && <Playback />}
        {view !== 'reading' && <FillButton what="view" />}
        <button
          type="button"
          className="icon"
          aria-label={`Close ${label}`}
          title={`Close ${label}`}
          onClick={() => choose(store, { view: 'none', fill: 'none' })}
        >
          ×
        </button>
      </div>
      <div className="view" key={view}>
        <ViewBoundary>
          <Suspense fallback={<p className="quiet view-loading">Loading this view …</p>}>
            <Drawn />
          </Suspense>
        </ViewBoundary>
      </div>
    </div>
  );
}
