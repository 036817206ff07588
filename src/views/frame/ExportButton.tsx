/** Opens the dialog from which a person takes figure, numbers and snippet away; printing the page prints the figure. */
import { type ComponentProps, Suspense, useEffect, useState } from 'react';
import { useAppStore } from '../common/context';
import { deferred } from '../common/deferred';
import { ViewBoundary } from '../common/ViewBoundary';

type Parts = typeof import('../export/parts');

const TakeAway = deferred<'TakeAway', ComponentProps<Parts['TakeAway']>, Parts>(
  'TakeAway',
  () => import('../export/parts'),
);

export function ExportButton() {
  const store = useAppStore();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const prepare = (): void =>
      void TakeAway.load()
        .then(({ printSheet }) => printSheet(store))
        // What is printed then is the page itself.
        .catch(() => {});
    window.addEventListener('beforeprint', prepare);
    return () => window.removeEventListener('beforeprint', prepare);
  }, [store]);
  return (
    <>
      <button type="button" className="small export-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Export
      </button>
      {isOpen && (
        <ViewBoundary what="The export">
          <Suspense>
            <TakeAway onClose={() => setOpen(false)} />
          </Suspense>
        </ViewBoundary>
      )}
    </>
  );
}
