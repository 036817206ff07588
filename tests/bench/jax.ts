/**
 * jax-js as a contestant, on its wasm device. That needs no init(), which asks for a navigator that Node 20 lacks: the device is
 * there, and is the default, once the package is loaded. Without a global Worker, as in Node, it keeps to one thread, as the
 * page's worker does. Float32: its float64 has exp in float32 only, and no SIMD.
 */
import {
  type Contribution,
  type Contributions,
  GATES,
  type Gate,
  type Jobs,
  type Problem,
  type Sweep,
} from './contest';
import { makePass } from './jaxNetwork';
import { LanczosNorms, ownNorms } from './jaxNorms';
import type { Jax, JaxArray } from './jaxTypes';

export type JaxStyle = 'own norm' | 'lanczos';

type Read = (name: string) => Float32Array;

export function jaxJobs(jax: Jax, style: JaxStyle, problem: Problem): Jobs {
  const { hiddenSize: n, inputSize: m, steps, gates } = problem;
  const array = (values: Iterable<number>, shape: readonly number[]): JaxArray =>
    jax.numpy.array(Float32Array.from(values)).reshape(shape);
  const all = (kind: 'recurrent' | 'input' | 'bias'): number[] => GATES.flatMap((gate) => [...gates[gate][kind]]);
  const given = [
    array(all('recurrent'), [4 * n, n]),
    array(all('input'), [4 * n, m]),
    array(all('bias'), [4 * n]),
    array(problem.inputs, [steps, m]),
    array(problem.delta, [n]),
  ];
  const pass = makePass(jax, problem);
  const norms = style === 'lanczos' ? new LanczosNorms(jax, steps, 2 * n) : ownNorms(jax);
  return {
    all() {
      const { jacobian, product, ...rest } = pass(...given.map((values) => values.ref));
      const values = new Map(Object.entries(rest).map(([name, found]) => [name, found.dataSync()]));
      const stepNorms = norms.of(jacobian as JaxArray);
      const cumulativeNorms = norms.of(product as JaxArray);
      const read: Read = (name) => values.get(name) as Float32Array;
      return () => ({ sweep: sweepOf(read, n), stepNorms, cumulativeNorms, contributions: contributionsOf(read) });
    },
    dispose() {
      for (const values of given) values.dispose();
      pass.dispose();
      norms.dispose();
    },
  };
}

/** The first step's messages go to the initial state. */
function sweepOf(read: Read, size: number): Sweep {
  const through = (gate: Gate): Float32Array => quarter(read('messages'), gate).subarray(size);
  return {
    deltaOutput: read('deltaOutput'),
    deltaCell: read('deltaCell'),
    message: {
      cec: read('cec').subarray(size),
      R_z: through('z'),
      R_i: through('i'),
      R_f: through('f'),
      R_o: through('o'),
    },
  };
}

function contributionsOf(read: Read): Contributions {
  const of = (kind: 'W' | 'R' | 'b', gate: Gate): Contribution => ({
    perStep: quarter(read(`perStep_${kind}`), gate),
    gradient: quarter(read(`gradient_${kind}`), gate),
  });
  return Object.fromEntries(
    GATES.flatMap((gate) => (['W', 'R', 'b'] as const).map((kind) => [`${kind}_${gate}`, of(kind, gate)])),
  ) as Contributions;
}

/** The part of one gate. */
function quarter(values: Float32Array, gate: Gate): Float32Array {
  const length = values.length / GATES.length;
  const k = GATES.indexOf(gate);
  return values.subarray(k * length, (k + 1) * length);
}
