/** Explore's views, one press away: a rail of named icons, and the one that is open beside it. */
import { Suspense } from 'react';
import { filled, openView, type View } from '../../settings/depth';
import { SPECS } from '../../settings/specs';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { Playback } from '../playback/Playback';
import { FillButton } from './FillButton';
import { ViewIcon } from './icons';
import { VIEWS } from './loaders';
import { ViewBoundary } from './ViewBoundary';

/** Claims have their place in the header. */
const RAIL = SPECS.view.options.filter(
  (option): option is { value: View; label: string } => option.value !== 'none' && option.value !== 'claims',
);

export function Rail({ onChosen }: { readonly onChosen: () => void }) {
  const store = useAppStore();
  const open = useApp((state) => openView(state.panes[0]));
  return (
    <nav className="rail" data-tour="views" aria-label="Views">
      {RAIL.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === open}
          onPointerEnter={() => void VIEWS[value].load().catch(() => {})}
          onClick={() => {
            choose(store, { view: value === open ? 'none' : value, fill: 'none' });
            onChosen();
          }}
        >
          <ViewIcon view={value} />
          {label}
        </button>
      ))}
    </nav>
  );
}

export function OpenView({ view }: { readonly view: View }) {
  const store = useAppStore();
  const isFilled = useApp((state) => filled(state.panes[0]) === 'view');
  const Drawn = VIEWS[view];
  const label = SPECS.view.options.find(({ value }) => value === view)?.label ?? '';
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
