/** A part of the page that cannot be loaded or drawn says so, leaves the rest alone, and can be tried again. */
import type { ReactNode } from 'react';
import { Boundary } from './Boundary';
import { clearFailures } from './deferred';

interface Props {
  /** As the subject of a sentence. */
  readonly what?: string;
  readonly children: ReactNode;
}

export function ViewBoundary({ what = 'This view', children }: Props) {
  return (
    <Boundary
      instead={(problem, retry) => (
        <div className="view-problem" role="alert">
          <p>
            {what} could not be shown: {problem}
          </p>
          <button
            type="button"
            className="small"
            onClick={() => {
              clearFailures();
              retry();
            }}
          >
            Try again
          </button>{' '}
          {/* Where the site has been renewed meanwhile, its old files are gone; the link holds all settings. */}
          <button type="button" className="small" onClick={() => window.location.reload()}>
            Load the page again
          </button>
        </div>
      )}
    >
      {children}
    </Boundary>
  );
}
