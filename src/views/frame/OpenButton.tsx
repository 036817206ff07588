/** Opens the dialog for a person's own network and data; both are fetched when they are first wanted. */
import { Suspense, useEffect, useRef, useState } from 'react';
import { deferred } from '../common/deferred';

const OpenDialog = deferred('OpenDialog', () => import('../files/OpenDialog'));

export function OpenButton() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isWanted, setWanted] = useState(0);
  useEffect(() => {
    if (isWanted > 0 && dialog.current?.open === false) dialog.current.showModal();
  }, [isWanted]);
  return (
    <>
      <button
        type="button"
        className="small"
        title="Open a network that you have trained; it stays in this browser"
        onClick={() => setWanted((count) => count + 1)}
      >
        Your network
      </button>
      {isWanted > 0 && (
        <Suspense>
          <OpenDialog ref={dialog} />
        </Suspense>
      )}
    </>
  );
}
