/** Reference cases made here: plain data as a file holds it, of any size, with random numbers from a seed. */
import { RandomStream } from '../../src/math/random';

export type CaseFile = Record<string, unknown> & { params: Record<string, unknown> };

export interface CaseChoice {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  readonly T: number;
  readonly M: number;
  readonly N: number;
  readonly peepholes?: boolean;
  readonly forgetGate?: boolean;
  readonly cellActivation?: 'tanh' | 'relu';
}

export function caseFile(
  { cell, T, M, N, peepholes = false, forgetGate = true, cellActivation }: CaseChoice,
  seed = 1,
): CaseFile {
  const stream = new RandomStream(seed, 'case');
  const vector = (size: number): number[] => [...stream.normals(size, 1)];
  const matrix = (rows: number, columns: number): number[][] => Array.from({ length: rows }, () => vector(columns));
  const params: Record<string, unknown> = {};
  if (cell === 'rnn') Object.assign(params, { W_x: matrix(N, M), W_h: matrix(N, N), b: vector(N) });
  else if (cell === 'gru') {
    for (const gate of ['u', 'r', 'n'])
      Object.assign(params, { [`W_${gate}`]: matrix(N, M), [`R_${gate}`]: matrix(N, N), [`b_${gate}`]: vector(N) });
    params.b_m = vector(N);
  } else {
    for (const gate of ['z', 'i', 'f', 'o']) {
      if (gate === 'f' && !forgetGate) continue;
      Object.assign(params, { [`W_${gate}`]: matrix(N, M), [`R_${gate}`]: matrix(N, N), [`b_${gate}`]: vector(N) });
      if (peepholes && gate !== 'z') params[`p_${gate}`] = vector(N);
    }
  }
  return {
    name: `${cell}-${seed}`,
    cell,
    ...(cell === 'rnn' && { activation: 'tanh' }),
    ...(cell === 'lstm' && { peepholes, forgetGate }),
    ...(cellActivation !== undefined && { cellActivation }),
    T,
    M,
    N,
    params,
    inputs: matrix(T, M),
    initialState: cell === 'lstm' ? { c: vector(N), y: vector(N) } : { h: vector(N) },
    outputGradient: Array.from({ length: T }, (_, step) => (step === T - 1 ? vector(N) : new Array(N).fill(0))),
    cut: [],
    truncation: { kind: 'none' },
  };
}

/** An LSTM of one unit at rest but for its cell, c⁰ and y⁰ = o c⁰ so small that it is linear: c is `rate` times as large each step. */
export function decayingLstm(steps: number): { file: CaseFile; rate: number; start: number; gate: number } {
  const start = 1e-30;
  const [recurrent, forgetBias, bias] = [0.7, -2, -0.5];
  const gate = 1 / (1 + Math.exp(-bias));
  const file = caseFile({ cell: 'lstm', T: steps, M: 1, N: 1 });
  for (const name of ['z', 'i', 'f', 'o']) {
    const own = { z: 0, i: bias, f: forgetBias, o: bias }[name];
    Object.assign(file.params, { [`W_${name}`]: [[0]], [`R_${name}`]: [[recurrent]], [`b_${name}`]: [own] });
  }
  Object.assign(file, {
    inputs: new Array(steps).fill([0]),
    initialState: { c: [start], y: [start * gate] },
    outputGradient: Array.from({ length: steps }, (_, step) => [step === steps - 1 ? 1 : 0]),
  });
  return { file, rate: 1 / (1 + Math.exp(-forgetBias)) + gate * gate * recurrent, start, gate };
}
