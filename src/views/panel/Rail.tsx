/** Explore's views, one press away: a rail of named icons, and the one that is open beside it. */
import { Suspense } from 'react';
import { filled, openView, type View } from '../../settings/depth';
import { SPECS } from '../../settings/specs';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { FillButton } from '../common/FillButton';
import { ViewBoundary } from '../common/ViewBoundary';
import { VIEWS } from '../descriptors';
import { Playback } from '../playback/Playback';
import { COMPONENTS } from './components';

/** The galleries have their place in the header. */
const RAIL = SPECS.view.options.filter(
  (option): option is { value: Exclude<View, 'claims'>; label: string } =>
    option.value !== 'none' && option.value !== 'scenes' && option.value !== 'claims',
);

export function Rail({ onChosen }: { readonly onChosen: () => void }) {
  const store = useAppStore();
  const open = useApp((state) => openView(state.panes[0]));
  return (
    <nav className="rail" aria-label="Views">
      {RAIL.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === open}
          onPointerEnter={() => void COMPONENTS[value].load().catch(() => {})}
          onClick={() => {
            choose(store, { view: value === open ? 'none' : value, fill: 'none' });
            onChosen();
          }}
        >
          <svg className="view-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d={VIEWS[value].icon} />
          </svg>
          {label}
        </button>
      ))}
    </nav>
  );
}

export function OpenView({ view }: { readonly view: View }) {
  const store = useAppStore();
  const isFilled = useApp((state) => filled(state.panes[0]) === 'view');
  const Drawn = COMPONENTS[view];
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
