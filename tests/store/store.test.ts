/** Listeners of the store do not depend on one another. */
import { afterEach, expect, it, vi } from 'vitest';
import { change, createAppStore, putBack } from '../../src/store/store';

afterEach(() => vi.unstubAllGlobals());

it('one that throws does not keep the others from being called, and its error is not lost', () => {
  const later: (() => void)[] = [];
  vi.stubGlobal('queueMicrotask', (run: () => void) => later.push(run));
  const store = createAppStore();
  const heard: string[] = [];
  store.subscribe(
    ({ panes }) => panes,
    () => {
      throw new Error('no address bar');
    },
  );
  store.subscribe(
    ({ panes }) => panes[0].steps,
    (steps) => heard.push(`selected ${steps}`),
  );
  const stop = store.subscribe(({ panes }) => heard.push(`all ${panes[0].steps}`));
  expect(() => change(store, { steps: 7 })).not.toThrow();
  expect(heard).toEqual(['selected 7', 'all 7']);
  expect(later).toHaveLength(1);
  expect(later[0]).toThrow('no address bar');
  stop();
  change(store, { steps: 8 });
  expect(heard).toEqual(['selected 7', 'all 7', 'selected 8']);
});

it('a movement that is called off puts back what it changed on its way too', () => {
  const store = createAppStore();
  change(store, { lossUnit: 20 });
  const [before] = store.getState().panes;
  change(store, { hiddenSize: 5 });
  expect(store.getState().panes[0].lossUnit).toBe(5);
  putBack(store, before);
  expect(store.getState()).toMatchObject({ panes: [before], committed: 0 });
});
