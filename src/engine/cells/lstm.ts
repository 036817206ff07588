/** The LSTM: what its forward pass (lstmForward.ts) means to the rest of the engine. Spec, sections 1 and 2. */
import { logistic } from '../../math/elementary';
import { CELLS } from '../../settings/cells';
import type { Gate, ParameterName } from '../../settings/edges';
import { type EngineCell, GATE_ENDS, type GateSource, TANH_ENDS } from './cell';
import { forwardLstm, type LstmTrace } from './lstmForward';
import { forwardLstmRelu } from './lstmReluForward';
import { lstmParameterTerms, lstmUnitTerms, lstmWalkVectors } from './lstmTerms';
import { LSTM_DELTAS } from './names';
import type { GateParameters, LstmNetwork } from './networks';
import { chronoBias, constant, tanhRnn } from './tensors';

const { gates: GATES } = CELLS.lstm;

export const LSTM: EngineCell<LstmNetwork, LstmTrace> = {
  options: ['peepholes', 'forgetGate', 'cellActivation'],
  keepingBias: 'b_f',

  streams: {},
  biases: (settings, steps) => {
    const { hiddenSize: n } = settings;
    const chrono = settings.chrono ? chronoBias(settings, steps) : null;
    return {
      b_z: constant(n, settings.blockBias),
      b_i: chrono?.map((value) => -value) ?? constant(n, settings.inputBias),
      b_f: chrono ?? constant(n, settings.forgetBias),
      b_o: constant(n, settings.outputBias),
    };
  },

  build: ({ hiddenSize: n, inputSize: m, peepholes, forgetGate, cellActivation }, parameter) => {
    const has = (name: string): boolean => CELLS.lstm.has(name, { peepholes, forgetGate });
    // What a variant does not have is zeros that nothing reads.
    const given = (name: ParameterName, length: number): Float64Array =>
      has(name) ? parameter(name) : new Float64Array(length);
    const gate = (name: Gate): GateParameters => ({
      input: given(`W_${name}`, n * m),
      recurrent: given(`R_${name}`, n * n),
      bias: given(`b_${name}`, n),
      peephole: name === 'z' ? new Float64Array(n) : given(`p_${name}`, n),
    });
    const gates = { z: gate('z'), i: gate('i'), f: gate('f'), o: gate('o') };
    return { cell: 'lstm', hiddenSize: n, inputSize: m, peepholes, forgetGate, cellActivation, gates };
  },
  parameters: (network) => {
    const all = GATES.flatMap((name) => {
      const { input, recurrent, bias, peephole } = network.gates[name];
      const own: [ParameterName, Float64Array][] = [
        [`W_${name}`, input],
        [`R_${name}`, recurrent],
        [`b_${name}`, bias],
      ];
      if (name !== 'z') own.push([`p_${name}`, peephole]);
      return own;
    });
    return new Map(all.filter(([name]) => CELLS.lstm.has(name, network)));
  },
  ghost: (network) => tanhRnn(network, network.gates.z),
  // b_z ≠ 0 moves the resting point; chrono biases differ between units.
  atRest: ({ blockBias, chrono, cellActivation, forgetGate, forgetBias, inputBias, outputBias }) =>
    blockBias !== 0 || chrono
      ? null
      : {
          edge: 'R_z',
          keep: forgetGate ? logistic(forgetBias) : 1,
          // ReLU'(0) = 0 shuts the way through R_z.
          gain: cellActivation === 'relu' ? 0 : logistic(inputBias) * logistic(outputBias),
        },

  forward: (network, task, arrays) =>
    (network.cellActivation === 'relu' ? forwardLstmRelu : forwardLstm)(network, task, arrays),
  states: ({ c, y }) =>
    new Map([
      ['c', c],
      ['y', y],
    ]),
  symbols: ({ pre, gate, c, y }) => ({
    z̄: pre.z,
    ī: pre.i,
    f̄: pre.f,
    ō: pre.o,
    z: gate.z,
    i: gate.i,
    f: gate.f,
    o: gate.o,
    c,
    y,
  }),
  gateRows: ({ pre, gate, c, y, network }) => [
    ...(['i', 'f', 'o'] as const)
      .filter((name) => CELLS.lstm.has(name, network))
      .map((name): GateSource => ({ name, values: gate[name], ends: GATE_ENDS })),
    {
      name: 'z',
      values: gate.z,
      ends: network.cellActivation === 'relu' ? { kind: 'dead', pre: pre.z } : TANH_ENDS,
    },
    { name: 'c', values: c, ends: null },
    { name: 'y', values: y, ends: null },
  ],

  parameterTerms: lstmParameterTerms,
  deltaNames: LSTM_DELTAS,
  walkVectors: lstmWalkVectors,
  unitTerms: lstmUnitTerms,
};
