/** What in the link could not be used, and an engine that failed: said in words, with the next thing to do. */
import { choose } from '../store/store';
import { useApp, useAppStore } from './context';

/** A link of garbage must not bury the page under notices. */
const MOST = 8;

export function Notices() {
  const store = useAppStore();
  const notices = [...new Set(useApp((state) => state.notices))];
  const status = useApp((state) => state.status);
  return (
    <div className="notices">
      {status.kind === 'failed' && (
        <div className="notice" role="alert">
          <p>
            The computation stopped: {status.message}. The picture is that of the last run; the next change starts
            afresh.
          </p>
          <button
            type="button"
            className="small"
            onClick={() => choose(store, { seed: (store.getState().panes[0].seed + 1) % 1000000 })}
          >
            Try another draw
          </button>
        </div>
      )}
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
