/** The contest itself; `bench.ts` bundles this file, so that all code is measured as a page would run it. */
import type { Contestant, WholeContestant } from './contest';
import { jaxJs } from './jax';
import type { Jax } from './jaxTypes';
import { mlMatrix } from './mlMatrix';
import type { Outcome } from './outcome';
import { parts } from './parts';
import type { PythonPeer } from './python';
import { tensorFlow } from './tensorflow';
import type { TensorFlow } from './tensorflowTypes';
import { heatmaps, w1, w2, w3, w4 } from './workloads';

export { growths } from './growth';
export { multiplyAddsPerMs } from './limit';
export { PythonPeer } from './python';

export interface Peers {
  /** Null where it could not be installed. */
  readonly tf: TensorFlow | null;
  /** Null where it could not be installed, or is not wanted. */
  readonly jax: Jax | null;
  readonly python: readonly PythonPeer[];
}

/** Those that take part in every job of the parts. */
function contestants({ tf }: Peers): Contestant[] {
  if (tf === null) return [mlMatrix];
  return [
    tensorFlow(tf, 'wasm', 'gates'),
    tensorFlow(tf, 'wasm', 'fused'),
    tensorFlow(tf, 'cpu', 'gates'),
    tensorFlow(tf, 'cpu', 'fused'),
    mlMatrix,
  ];
}

/** All that do their work in this process, for the report. */
export function named(peers: Peers): WholeContestant[] {
  return [...contestants(peers), ...(peers.jax === null ? [] : [jaxJs(peers.jax)])];
}

type Group = (peers: Peers) => AsyncGenerator<Outcome, void>;

/** By the name that `--only` takes. */
export const GROUPS: Readonly<Record<'W1' | 'W2' | 'W3' | 'W4' | 'heatmaps' | 'parts', Group>> = {
  W1: w1,
  W2: w2,
  W3: w3,
  W4: w4,
  heatmaps,
  parts: (peers) => parts(contestants(peers)),
};
