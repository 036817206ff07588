/** Who takes part, and how each of them works, for the report. */
import type { Contestant } from './contest';
import type { Isolate } from './isolate';
import type { PythonPeer } from './python';

export interface Peers {
  readonly ours: Isolate;
  readonly mlMatrix: Isolate;
  /** Null where it could not be installed, or is not wanted. */
  readonly tf: Isolate | null;
  readonly jax: Isolate | null;
  readonly python: readonly PythonPeer[];
}

const NETWORK = 'autodiff of the formulas, gate by gate; power iteration for the norms; float32';
const FUSED = 'the same by hand for speed: one matrix for all gates, an own Lanczos iteration for the norms';

function tensorFlow(tf: Isolate, backend: 'wasm' | 'cpu', style: 'gates' | 'fused'): Contestant {
  return {
    name: `tfjs-${backend}${style === 'fused' ? '-fused' : ''}`,
    how: style === 'fused' ? FUSED : NETWORK,
    tolerance: 1e-4,
    jobs: ['sweep', 'stepNorms', 'cumulativeNorms', 'everything', 'all'],
    prepare: (problem) => tf.enter({ kind: 'tensorflow', backend, style, problem }),
  };
}

export function tensorFlows(tf: Isolate | null, ...backends: readonly ('wasm' | 'cpu')[]): Contestant[] {
  if (tf === null) return [];
  return (backends.length === 0 ? (['wasm'] as const) : backends).flatMap((backend) =>
    (['gates', 'fused'] as const).map((style) => tensorFlow(tf, backend, style)),
  );
}

const PASS = 'one jit of all steps, vjp for the derivatives';

export function jaxes(jax: Isolate | null): Contestant[] {
  if (jax === null) return [];
  return (['own norm', 'lanczos'] as const).map((style) => ({
    name: style === 'lanczos' ? 'jax-js-wasm-fused' : 'jax-js-wasm',
    how: `${PASS}; ${style === 'lanczos' ? 'an own Lanczos iteration' : 'its linalg.norm(J, 2)'} for the norms; float32`,
    tolerance: 1e-3,
    jobs: ['all'],
    prepare: (problem) => jax.enter({ kind: 'jax', style, problem }),
  }));
}

export const ML_MATRIX = 'ml-matrix';

export function mlMatrixes(isolate: Isolate): Contestant[] {
  return [
    {
      name: ML_MATRIX,
      how: 'the same formulas with Matrix, SVD for the norms; float64',
      tolerance: 1e-9,
      jobs: ['sweep', 'stepNorms', 'cumulativeNorms', 'everything', 'all'],
      prepare: (problem) => isolate.enter({ kind: 'ml-matrix', problem }),
    },
  ];
}

/** All but those in Python. */
export function contestants({ tf, jax, mlMatrix }: Peers): Contestant[] {
  return [...tensorFlows(tf, 'wasm', 'cpu'), ...jaxes(jax), ...mlMatrixes(mlMatrix)];
}
