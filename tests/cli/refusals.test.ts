/** What `npm run reference` refuses, and with which words. */
import { describe, expect, it } from 'vitest';
import { NotUnderstood } from '../../src/cli/commandLine';
import { readCase } from '../../src/cli/referenceCase';
import { type CaseChoice, type CaseFile, caseFile } from './caseFiles';

describe('what is refused', () => {
  const lstm = { cell: 'lstm', T: 3, M: 2, N: 2, peepholes: true } as const;
  const refusal = (data: unknown): string => {
    try {
      readCase(data);
    } catch (error) {
      expect(error).toBeInstanceOf(NotUnderstood);
      return (error as Error).message;
    }
    throw new Error('it was taken');
  };
  const changed = (choice: CaseChoice, change: (file: CaseFile) => void): string => {
    const file = caseFile(choice);
    change(file);
    return refusal(file);
  };
  const rnn = { cell: 'rnn', T: 3, M: 2, N: 2 } as const;
  const gru = { cell: 'gru', T: 3, M: 2, N: 2 } as const;

  it('takes each as it is', () => {
    expect(readCase(caseFile(gru)).network.cell).toBe('gru');
    expect(readCase(caseFile(lstm)).network.cell).toBe('lstm');
    expect(readCase(caseFile(rnn)).network.cell).toBe('rnn');
  });

  it.each<[string, unknown]>([
    ['cell', 'LSTM'],
    ['cell', undefined],
    ['peepholes', 'yes'],
    ['forgetGate', 1],
    ['T', 3.5],
    ['T', 0],
    ['N', '2'],
    ['M', -1],
    ['M', null],
    ['params', []],
    ['inputs', [[1, 2]]],
    ['inputs', 7],
    ['outputGradient', [[1], [2], [3]]],
    ['initialState', null],
    ['cut', 'R_z'],
    ['truncation', 'none'],
    ['expected', 3],
    ['name', 5],
  ])('%s: %j', (key, value) => {
    const sentence = changed(lstm, (file) => {
      file[key] = value;
    });
    expect(sentence).toContain(`"${key}`);
    expect(sentence).toMatch(/^[^\n]*\.$/);
  });

  it.each([
    ['the activation ReLU', rnn, { activation: 'ReLU' }, '"activation" is "ReLU"', 'relu'],
    ['an activation in an LSTM', lstm, { activation: 'tanh' }, '"activation"', 'lstm'],
    ['peepholes in an RNN', rnn, { peepholes: false }, '"peepholes"', 'rnn'],
    ['an unknown cell', lstm, { cell: 'mgu' }, '"cell" is "mgu"', 'rnn or lstm or gru'],
    ['an LSTM that is called a GRU', lstm, { cell: 'gru' }, '"peepholes"', 'a case of cell gru'],
    ['a nonlinearity that is not known', lstm, { cellActivation: 'sigmoid' }, '"cellActivation" is "sigmoid"', 'relu'],
    ['the LSTM’s nonlinearity in a GRU', gru, { cellActivation: 'relu' }, '"cellActivation"', 'a case of cell gru'],
    ['an activation in a GRU', gru, { activation: 'tanh' }, '"activation"', 'a case of cell gru'],
    ['a cut of the LSTM in a GRU', gru, { cut: ['cec', 'R_z'] }, '"cut[1]"', 'cec, R_u, R_r, R_n'],
    ['initialState of the LSTM in a GRU', gru, { initialState: { c: [0, 0], y: [0, 0] } }, '"initialState.c"', 'has h'],
    ['a misspelt key', lstm, { forgetgate: true }, '"forgetgate"', 'forgetGate'],
    ['an unknown kind', lstm, { truncation: { kind: 'windows', steps: 2 } }, '"truncation.kind"', 'sliding'],
    ['a misspelt step', lstm, { truncation: { kind: 'window', step: 2 } }, '"truncation.step"', 'steps'],
    ['no steps', lstm, { truncation: { kind: 'sliding' } }, '"truncation.steps"', 'missing'],
    ['half a step', lstm, { truncation: { kind: 'sliding', steps: 0.5 } }, '"truncation.steps"', '0.5'],
    ['no step', lstm, { truncation: { kind: 'window', steps: 0 } }, '"truncation.steps"', '0'],
    ['steps without a kind', lstm, { truncation: { kind: 'none', steps: 2 } }, '"truncation.steps"', 'none'],
    ['an unknown cut', lstm, { cut: ['R_z', 'R_q'] }, '"cut[1]"', 'R_q'],
    ['a cut of another network', rnn, { cut: ['R_z'] }, '"cut[0]"', 'W_h'],
    ['a peephole cut without peepholes', { ...lstm, peepholes: false }, { cut: ['p_o'] }, '"cut[0]"', 'p_o'],
    ['initialState of the RNN in an LSTM', lstm, { initialState: { h: [0, 0] } }, '"initialState.h"', 'c, y'],
    ['half an initialState', lstm, { initialState: { c: [0, 0] } }, '"initialState.y"', 'missing'],
    ['a long initialState', rnn, { initialState: { h: [0, 0, 0] } }, '"initialState.h"', 'N = 2'],
    [
      'a text among numbers',
      lstm,
      {
        inputs: [
          [1, 2],
          [1, '2'],
          [1, 2],
        ],
      },
      '"inputs[1][1]"',
      '"2"',
    ],
    [
      'null among numbers',
      lstm,
      {
        inputs: [
          [1, 2],
          [1, null],
          [1, 2],
        ],
      },
      '"inputs[1][1]"',
      'null',
    ],
    [
      'Infinity',
      lstm,
      { outputGradient: JSON.parse('[[0, 0], [0, 0], [1e999, 0]]') },
      '"outputGradient[2][0]"',
      'float64',
    ],
    [
      'numbers whose products leave float64',
      rnn,
      { initialState: { h: [0, 1e-200] } },
      '"initialState.h[1]"',
      '1e-150',
    ],
  ] as const)('%s', (_, choice, change, key, word) => {
    const sentence = changed(choice, (file) => Object.assign(file, change));
    expect(sentence).toContain(key);
    expect(sentence).toContain(word);
  });

  it.each<[string, CaseChoice, string, (params: Record<string, unknown>) => void]>([
    ['missing', lstm, 'params.R_i', (params) => delete params.R_i],
    ['missing peephole', lstm, 'params.p_f', (params) => delete params.p_f],
    ['extra', rnn, 'params.W_z', (params) => Object.assign(params, { W_z: [[0, 0]] })],
    ['misnamed', rnn, 'params.w_h', (params) => Object.assign(params, { w_h: params.W_h, W_h: undefined })],
    [
      'of a variant that has none',
      { ...lstm, forgetGate: false },
      'params.b_f',
      (params) => Object.assign(params, { b_f: [0, 0] }),
    ],
    ['missing in a GRU', gru, 'params.b_m', (params) => delete params.b_m],
    ['of the LSTM in a GRU', gru, 'params.R_z', (params) => Object.assign(params, { R_z: params.R_n })],
    ['a short row in a GRU', gru, 'params.R_u[0]', (params) => Object.assign(params, { R_u: [[1], [2, 3]] })],
    ['a GRU matrix of W', gru, 'params.W_n[1]', (params) => Object.assign(params, { W_n: [[1, 2], [3]] })],
    ['a matrix for b_m', gru, 'params.b_m[0]', (params) => Object.assign(params, { b_m: [[1], [2]] })],
    ['a short row', lstm, 'params.R_z[1]', (params) => Object.assign(params, { R_z: [[1, 2], [3]] })],
    ['a vector for a matrix', lstm, 'params.W_z[0]', (params) => Object.assign(params, { W_z: [1, 2] })],
    ['a matrix for a vector', lstm, 'params.b_z[0]', (params) => Object.assign(params, { b_z: [[1], [2]] })],
    [
      'transposed',
      { ...rnn, M: 3 },
      'params.W_x',
      (params) =>
        Object.assign(params, {
          W_x: [
            [1, 2],
            [1, 2],
            [1, 2],
          ],
        }),
    ],
  ])('a parameter: %s', (_, choice, key, change) => {
    expect(changed(choice, (file) => change(file.params))).toContain(`"${key}"`);
  });

  it.each([[[1]], [3], [null], ['text']])('a file that holds %j', (data) => {
    expect(refusal(data)).toMatch(/^the file is .* must be an object\.$/);
  });

  it('may leave out name and expected, and nothing else', () => {
    const file = caseFile(lstm);
    delete file.name;
    expect(readCase(file)).toMatchObject({ name: '', expected: null });
    expect(readCase({ ...file, expected: {} }).expected).toBeNull();
    for (const key of Object.keys(file)) {
      const { [key]: _, ...rest } = file;
      expect(refusal(rest)).toContain(`"${key}"`);
    }
  });
});
