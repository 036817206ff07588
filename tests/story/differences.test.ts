/** What differs between two panes, in words. */
import { expect, it } from 'vitest';
import { DEFAULTS } from '../../src/settings/specs';
import { differences } from '../../src/story/differences';

const worded = (patch: Partial<typeof DEFAULTS>): string[] =>
  differences(DEFAULTS, { ...DEFAULTS, ...patch }).map(({ label, left, right }) => `${label}: ${left} → ${right}`);

it('names what changes a number, with both values, and nothing that is only drawn', () => {
  expect(worded({})).toEqual([]);
  expect(worded({ view: 'lag', scale: 'fit', tour: 3 })).toEqual([]);
  expect(worded({ forgetBias: -1, cell: 'rnn', peepholes: true, cuts: ['cec', 'R_z'], truncation: 'window' })).toEqual([
    'Network: LSTM → RNN',
    'Peepholes: off → on',
    'Forget-gate bias: 3 → −1',
    'Truncation: none → blocks of k steps',
    'Cut paths: none → carousel, R_z',
  ]);
  expect(worded({ cellActivation: 'relu' })).toEqual(['Nonlinearity: tanh → ReLU']);
  expect(worded({ text: 'short' })[0]).toMatch(/^Text: “The gradient of a l…” → “short”$/);
});

it('calls a setting what the cell calls it', () => {
  const rnn = { ...DEFAULTS, cell: 'rnn' } as const;
  expect(differences(rnn, { ...rnn, blockBias: 1 }).map(({ label }) => label)).toEqual(['bias b']);
  expect(differences(DEFAULTS, { ...DEFAULTS, blockBias: 1 }).map(({ label }) => label)).toEqual(['bias b_z']);
});
