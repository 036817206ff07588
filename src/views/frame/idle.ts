/** When the page has nothing to do: its picture is there, nothing is computed, and the browser has time. */
import type { AppState, AppStore } from '../../store/store';
import { loadAll } from '../common/deferred';

/** After the first run: the engine computes on for a moment, so that the first slider that moves is answered at once. */
const SETTLE_MS = 1000;
/** How long the browser may put it off. */
const TIMEOUT_MS = 5000;

const isIdle = (state: AppState): boolean => state.status.kind === 'idle' && state.shown.picture.run !== null;

/** Fetches what is not on the first screen, and has the built page kept for when there is no network, unless the reader wants to save data. */
export async function loadWhenIdle(store: AppStore): Promise<void> {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true) return;
  await untilIdle(store);
  await new Promise((done) => setTimeout(done, SETTLE_MS));
  await loadAll(async () => {
    do {
      await untilIdle(store);
      await spareTime();
    } while (!isIdle(store.getState()));
  });
  if (!import.meta.env.PROD) return;
  const { keepOffline } = await import('../../offline/registration');
  await keepOffline((take) => store.setState({ takeUpdate: take }));
}

async function untilIdle(store: AppStore): Promise<void> {
  if (isIdle(store.getState())) return;
  await new Promise<void>((done) => {
    const stop = store.subscribe(isIdle, () => {
      stop();
      done();
    });
  });
}

/** Safari has no idle callbacks. */
function spareTime(): Promise<unknown> {
  return new Promise((done) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(done, { timeout: TIMEOUT_MS });
    else setTimeout(done, 200);
  });
}
