/** Around the whole page: an error that nothing below has caught must not leave it blank. */
import type { ReactNode } from 'react';
import { DEFAULTS } from '../../settings/specs';
import { type AppStore, open } from '../../store/store';
import { Boundary } from '../common/Boundary';
import { clearFailures } from '../common/deferred';

export function PageBoundary({ store, children }: { readonly store: AppStore; readonly children: ReactNode }) {
  return (
    <Boundary
      instead={(problem, retry) => {
        const drawAgain = (): void => {
          clearFailures();
          retry();
        };
        return (
          <div className="app">
            <header className="top">
              <h1>Gradient Carousel</h1>
            </header>
            <div className="page-problem" role="alert">
              <p>The page could not be drawn any further: {problem}</p>
              <p>Your settings are kept, and are in the address.</p>
              <p>
                <button type="button" onClick={drawAgain}>
                  Draw the page afresh
                </button>{' '}
                <button type="button" onClick={() => window.location.reload()}>
                  Load it again
                </button>{' '}
                <button
                  type="button"
                  onClick={() => {
                    open(store, DEFAULTS);
                    drawAgain();
                  }}
                >
                  Start with the default settings
                </button>
              </p>
            </div>
          </div>
        );
      }}
    >
      {children}
    </Boundary>
  );
}
