/** The GRU: what its forward pass (gruForward.ts) means to the rest of the engine. Spec, section 6. */
import { logistic } from '../../math/elementary';
import { scaledProduct } from '../../math/scaled';
import { CELLS } from '../../settings/cells';
import type { GruGate, ParameterName } from '../../settings/edges';
import { normalisedAt, plain, scaledLogistic, scaledLogisticPrime, scaledTanhPrime } from '../saturation';
import { type EngineCell, GATE_ENDS, type GateSource, TANH_ENDS } from './cell';
import { forwardGru, type GruTrace } from './gruForward';
import { GRU_DELTAS } from './names';
import type { GruNetwork } from './networks';
import { chronoBias, constant, plainRows, tanhRnn } from './tensors';
import { inputsAndOnes, outerTerm, shifted } from './terms';

const { gates: GATES } = CELLS.gru;

export const GRU: EngineCell<GruNetwork, GruTrace> = {
  options: [],
  keepingBias: 'b_u',

  streams: {},
  biases: (settings, steps) => {
    const { hiddenSize: n } = settings;
    return {
      b_u: settings.chrono ? chronoBias(settings, steps) : constant(n, settings.forgetBias),
      b_r: constant(n, settings.resetBias),
      b_n: constant(n, settings.blockBias),
      b_m: constant(n, 0),
    };
  },

  build: ({ hiddenSize, inputSize }, parameter) => {
    const gate = (name: GruGate): GruNetwork['gates'][GruGate] => ({
      input: parameter(`W_${name}`),
      recurrent: parameter(`R_${name}`),
      bias: parameter(`b_${name}`),
    });
    const gates = { u: gate('u'), r: gate('r'), n: gate('n') };
    return { cell: 'gru', hiddenSize, inputSize, gates, resetBias: parameter('b_m') };
  },
  parameters: ({ gates, resetBias }) =>
    new Map<ParameterName, Float64Array>([
      ...GATES.flatMap((name) => {
        const { input, recurrent, bias } = gates[name];
        return [
          [`W_${name}`, input],
          [`R_${name}`, recurrent],
          [`b_${name}`, bias],
        ] as const;
      }),
      ['b_m', resetBias],
    ]),
  ghost: (network) => tanhRnn(network, network.gates.n),
  // b_n ≠ 0 moves the resting point; chrono biases differ between units. 1 − σ(b_u) is σ(−b_u).
  atRest: ({ blockBias, chrono, forgetBias, resetBias }) =>
    blockBias !== 0 || chrono
      ? null
      : { edge: 'R_n', keep: logistic(forgetBias), gain: logistic(-forgetBias) * logistic(resetBias) },

  forward: forwardGru,
  states: ({ h }) => new Map([['h', plainRows(h)]]),
  symbols: ({ pre, gate, m, h }) => ({
    ū: plainRows(pre.u),
    r̄: plainRows(pre.r),
    n̄: plainRows(pre.n),
    u: plainRows(gate.u),
    r: plainRows(gate.r),
    n: plainRows(gate.n),
    m: plainRows(m),
    h: plainRows(h),
  }),
  gateRows: ({ gate, h }) => [
    ...GATES.map(
      (name): GateSource => ({ name, values: plainRows(gate[name]), ends: name === 'n' ? TANH_ENDS : GATE_ENDS }),
    ),
    { name: 'h', values: plainRows(h), ends: null },
  ],

  // The candidate has two derivatives: δn̄ of what the input drives, and δm, which is R_n's, of what the reset gate lets through.
  parameterTerms: ({ network, task, h, candidateGain }) => {
    const { x, one } = inputsAndOnes(task);
    const before = shifted(plainRows(h), task.initialOutput);
    const terms = GATES.flatMap((name) => {
      const gain = name === 'n' ? candidateGain : null;
      return [
        outerTerm(`W_${name}`, `R_${name}`, x, network.inputSize, gain),
        outerTerm(`R_${name}`, `R_${name}`, before, network.hiddenSize),
        outerTerm(`b_${name}`, `R_${name}`, one, 1, gain),
      ];
    });
    return [...terms, outerTerm('b_m', 'R_n', one, 1)];
  },
  deltaNames: GRU_DELTAS,
  walkVectors: () => new Map(),
  unitTerms: ({ network, task, pre, gate, h, candidateGain }, sweep, step, unit) => {
    const n = network.hiddenSize;
    const index = step * n + unit;
    const before = step === 0 ? task.initialOutput[unit] : h[index - n];
    return {
      'σ′(ū)': scaledLogisticPrime(pre.u[index]),
      'σ′(r̄)': scaledLogisticPrime(pre.r[index]),
      'tanh′(n̄)': scaledTanhPrime(pre.n[index]),
      '1 − u': scaledLogistic(-pre.u[index]),
      'h⁻ − n': plain(before - gate.n[index]),
      δn̄: scaledProduct(sweep.deltaOutput.at(step, unit), normalisedAt(candidateGain, index)),
    };
  },
};
