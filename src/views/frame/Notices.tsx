/** What in the link could not be used, an engine that failed or is silent, and the way back from the tour: in words, with the next thing to do. */
import { useMemo } from 'react';
import { type AppState, type EngineStatus, numbersOf } from '../../store/store';
import { bringBack, forgetBefore, hasWayBack } from '../../store/tour';
import { useApp, useAppStore } from '../common/context';

/** A link of garbage must not bury the page under notices. */
const MOST = 8;

export function Notices() {
  const store = useAppStore();
  const notices = [...new Set(useApp((state) => state.notices))];
  return (
    <div className="notices">
      <EngineNotice />
      <AfterTour />
      <Update />
      {notices.length > 0 && (
        <div className="notice" role="alert">
          <ul>
            {notices.slice(0, MOST).map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
            {notices.length > MOST && <li>And {notices.length - MOST} more like these.</li>}
          </ul>
          <button type="button" className="small" onClick={() => store.setState({ notices: [] })}>
            Dismiss
          </button>
        </div>
      )}
    </div>
  );
}

/** The tour's settings are left on screen: the reader's own are a press away until either is chosen. */
function AfterTour() {
  const store = useAppStore();
  const panes = useApp((state) => state.panes);
  const beforeTour = useApp((state) => state.beforeTour);
  const isOffered = useMemo(() => hasWayBack({ panes, beforeTour }), [panes, beforeTour]);
  if (!isOffered) return null;
  return (
    <div className="notice" role="status">
      <p>You see what the tour has set.</p>
      <button type="button" className="small" onClick={() => bringBack(store)}>
        Back to my settings
      </button>
      <button type="button" className="small" onClick={() => forgetBefore(store)}>
        Keep these
      </button>
    </div>
  );
}

/** A newer page is offered, never forced: in the middle of a lecture nothing may change by itself. */
function Update() {
  const store = useAppStore();
  const take = useApp((state) => state.takeUpdate);
  if (take === null) return null;
  return (
    <div className="notice" role="status">
      <p>A newer version of this page is ready. The link keeps your settings.</p>
      <button type="button" className="small" onClick={take}>
        Use it now
      </button>
      <button type="button" className="small" onClick={() => store.setState({ takeUpdate: null })}>
        Later
      </button>
    </div>
  );
}

/** Of both panes: they share one worker, and what ends it for one ends it for the other. */
function EngineNotice() {
  const store = useAppStore();
  const problem = useApp(problemOf);
  const silent = useApp((state) => state.silent);
  const hasPicture = useApp((state) => state.shown.picture.run !== null);
  if (problem === null && !silent) return null;
  return (
    <div className="notice" role="alert">
      <p>
        {problem === null
          ? 'The computation has given no sign of life for some seconds. It may have ended, or be very slow; if it answers, this notice goes away.'
          : `The computation stopped: ${problem}. The next change starts it afresh.`}
        {hasPicture && ' The picture is that of the last run.'}
      </p>
      <button
        type="button"
        className="small"
        onClick={() => store.setState(({ attempt }) => ({ attempt: attempt + 1 }))}
      >
        Try again
      </button>
    </div>
  );
}

function problemOf(state: AppState): string | null {
  const failed = (status: EngineStatus): string | null => (status.kind === 'failed' ? status.message : null);
  return failed(state.status) ?? failed(numbersOf(state, 1).status);
}
