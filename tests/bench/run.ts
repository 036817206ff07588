/** The contest itself; `bench.ts` bundles this file, so that all code is measured as a page would run it. */
import { contestants, type Peers } from './contestants';
import type { Outcome } from './outcome';
import { parts } from './parts';
import { heatmaps, w1, w2, w3, w4 } from './workloads';

export { contestants } from './contestants';
export { growths } from './growth';
export { Isolate } from './isolate';
export { multiplyAddsPerMs } from './limit';
export { PythonPeer } from './python';

type Group = (peers: Peers) => AsyncGenerator<Outcome, void>;

/** By the name that `--only` takes. */
export const GROUPS: Readonly<Record<'W1' | 'W2' | 'W3' | 'W4' | 'heatmaps' | 'parts', Group>> = {
  W1: w1,
  W2: w2,
  W3: w3,
  W4: w4,
  heatmaps,
  parts: (peers) => parts(peers.ours, contestants(peers)),
};
